import { useCallback, useMemo, useRef, type ReactElement } from 'react'
import { ChartFigure } from '../frame/ChartFigure.tsx'
import { useSize } from '../frame/useSize.ts'
import type { LiveSource } from '../liveSource.ts'
import { useLiveDraw } from '../useLiveDraw.ts'
import { useThemeColours } from '../useThemeColours.ts'
import { drawMap, type MapScene } from './drawMap.ts'
import './map.css'
import { MapKey } from './MapKey.tsx'
import { layOutMap } from './mapLayout.ts'
import { factsToText, MapAxes, MapMarks, MapReadout, MapWords } from './MapText.tsx'
import { traceContours } from './regions.ts'
import type { MapCells, MapFact, MapPlace, MapScale } from './types.ts'
import { useMapPick } from './useMapPick.ts'

export interface MapChartProps {
  /** Short name for screen readers. */
  label: string
  /** What the picture shows, in a few sentences, for readers who do not see it. */
  describe: string
  columns: MapScale
  rows: MapScale
  cells: MapCells
  /** What the colours mean. */
  keyLabel: string
  /** The cell of what is set at present. */
  current: MapPlace
  /** What to say about a cell that is pointed at. */
  tell: (place: MapPlace) => readonly MapFact[]
  /** A cell was clicked, or taken by the keyboard. */
  onTake: (place: MapPlace) => void
  /** Height of the picture in rem. */
  height?: number
}

/** Two controls against each other: one cell for each pair of values. */
export function MapChart(props: MapChartProps): ReactElement {
  const { columns, rows, cells, current, height = 24 } = props
  const stage = useRef<HTMLDivElement>(null)
  const scene = useScene(props, stage)
  const { layout, theme, contours } = scene
  const pick = useMapPick({ layout, start: current, onTake: props.onTake })
  const place = pick.place ?? current
  const facts = props.tell(place)
  return (
    <ChartFigure kind="map" label={props.label} describe={props.describe}>
      <MapKey cells={cells} theme={theme} label={props.keyLabel} />
      <div ref={stage} className="loss-stage" style={{ height: `${height}rem` }}>
        {layout.width > 0 ? (
          <>
            <MapCanvas scene={scene} cells={cells} />
            <MapAxes layout={layout} xLabel={columns.label} yLabel={rows.label} />
            <MapMarks {...{ layout, current }} place={pick.place} />
            <MapWords {...{ layout, cells, contours }} />
            <div
              className="loss-hit map-hit"
              role="slider"
              tabIndex={0}
              aria-label={`${rows.label} against ${columns.label}`}
              aria-valuemin={0}
              aria-valuemax={layout.columns * layout.rows - 1}
              aria-valuenow={place.row * layout.columns + place.column}
              aria-valuetext={factsToText(facts)}
              style={boxStyle(scene)}
              {...pick.handlers}
            />
          </>
        ) : null}
      </div>
      <div className="readout-line">
        <MapReadout facts={facts} />
        {pick.place === null ? (
          <p className="readout-hint">
            Click a cell to see its run; or use the arrow keys and Enter.
          </p>
        ) : null}
      </div>
    </ChartFigure>
  )
}

const boxStyle = ({ layout: { plot } }: MapScene): React.CSSProperties => ({
  left: plot.x,
  top: plot.y,
  width: plot.width,
  height: plot.height,
})

function useScene(
  { columns, rows, cells }: MapChartProps,
  stage: React.RefObject<HTMLDivElement | null>,
): MapScene {
  const theme = useThemeColours()
  const size = useSize(stage)
  const [width, height] = [size?.width ?? 0, size?.height ?? 0]
  const layout = useMemo(
    () => layOutMap({ width, height, rem: theme.rem, columns: columns.values, rows: rows.values }),
    [width, height, theme, columns, rows],
  )
  const contours = useMemo(
    () => (cells.kind === 'values' ? traceContours(cells.values, layout, cells.contours) : []),
    [cells, layout],
  )
  return useMemo(() => ({ layout, theme, contours }), [layout, theme, contours])
}

function MapCanvas({ scene, cells }: { scene: MapScene; cells: MapCells }): ReactElement {
  const live = useMemo(
    (): LiveSource<MapCells> => ({ get: () => cells, subscribe: () => () => undefined }),
    [cells],
  )
  const draw = useCallback(
    (context: CanvasRenderingContext2D, value: MapCells) => drawMap(context, scene, value),
    [scene],
  )
  const canvas = useLiveDraw(live, draw)
  const { plot } = scene.layout
  const style = {
    left: Math.round(plot.x - 2),
    top: Math.round(plot.y - 2),
    width: Math.ceil(plot.width + 4),
    height: Math.ceil(plot.height + 4),
  }
  return <canvas ref={canvas} className="loss-canvas" aria-hidden="true" style={style} />
}
