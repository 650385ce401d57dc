import { useCallback, useMemo, useRef, type ReactElement } from 'react'
import { ChartFigure } from '../frame/ChartFigure.tsx'
import type { ChartLight } from '../frame/light.ts'
import type { LogDomain } from '../frame/logScale.ts'
import { useSampledLive } from '../frame/useSampledLive.ts'
import { useSize } from '../frame/useSize.ts'
import type { LiveSource } from '../liveSource.ts'
import { useLiveDraw } from '../useLiveDraw.ts'
import { useThemeColours } from '../useThemeColours.ts'
import { featuresInOrder, layOutDial, type DialLayout } from './dialLayout.ts'
import {
  DialAxes,
  DialCurveNames,
  DialPlaneWords,
  DialReadout,
  factsToText,
  type DialAxisLabels,
  type DialCorners,
} from './DialText.tsx'
import { drawDial, type DialScene, type OrderBand } from './drawDial.ts'
import type { DialData, DialFact, DialLane } from './types.ts'
import { useDialPick } from './useDialPick.ts'
import './dial.css'

export interface DialChartProps {
  /** Short name for screen readers. */
  label: string
  /** What the picture shows, in a few sentences, for readers who do not see it. */
  describe: string
  /** At most two; the first stands above the line. */
  lanes: readonly DialLane[]
  live: LiveSource<DialData>
  axes: DialAxisLabels
  corners: DialCorners
  /** What is said below the name of each lane's curve. */
  curveNotes: readonly string[]
  /** ℓ-orders that are marked as nested. */
  band: OrderBand
  ratioDomain: LogDomain
  picked: number | null
  onPick: (feature: number | null) => void
  /** What to say about a feature. */
  tell: (feature: number) => readonly DialFact[]
  /** Parts: `lane:ID`, `dots:GROUP`, the `line` of both powers, the nested `band`, and the corners by name. */
  light?: ChartLight | undefined
}

/** ℓ-order against feature dependence, and against the ratio that decides both. */
export function DialChart(props: DialChartProps): ReactElement {
  const { live, lanes, light } = props
  const stage = useRef<HTMLDivElement>(null)
  const layout = useDialLayout(stage, props.ratioDomain)
  const data = useSampledLive(live, true)
  const pick = useDialPick({ layout, live, picked: props.picked, onPick: props.onPick })
  const facts = pick.feature === null ? null : props.tell(pick.feature)
  const features = featuresInOrder(data)
  return (
    <ChartFigure kind="dial" label={props.label} describe={props.describe}>
      <div ref={stage} className="loss-stage dial-stage" style={{ height: layout.height }}>
        {layout.width > 0 ? (
          <>
            <DialCanvas
              {...{ layout, lanes, live }}
              band={props.band}
              picked={pick.feature}
              lit={light?.lit ?? null}
            />
            <DialAxes layout={layout} labels={props.axes} />
            <DialPlaneWords {...{ layout, lanes, light }} corners={props.corners} />
            <DialCurveNames {...{ layout, lanes }} curves={data.curves} notes={props.curveNotes} />
            <div
              className="loss-hit dial-hit"
              role="slider"
              tabIndex={0}
              aria-label="Feature on the dial"
              aria-orientation="horizontal"
              aria-valuemin={0}
              aria-valuemax={features.length}
              aria-valuenow={pick.feature === null ? 0 : features.indexOf(pick.feature) + 1}
              aria-valuetext={facts === null ? 'none' : factsToText(facts)}
              {...pick.handlers}
            />
          </>
        ) : null}
      </div>
      <div className="readout-line">
        {facts === null ? (
          <p className="readout-hint">
            Click a dot to pick its feature here and in the spectrum, or use the ←&nbsp;→ keys.
          </p>
        ) : (
          <DialReadout facts={facts} />
        )}
      </div>
    </ChartFigure>
  )
}

function useDialLayout(
  stage: React.RefObject<HTMLDivElement | null>,
  [from, to]: LogDomain,
): DialLayout {
  const { rem } = useThemeColours()
  const width = useSize(stage)?.width ?? 0
  return useMemo(() => layOutDial({ width, rem, ratioDomain: [from, to] }), [width, rem, from, to])
}

interface DialCanvasProps extends Omit<DialScene, 'theme'> {
  live: LiveSource<DialData>
}

function DialCanvas(props: DialCanvasProps): ReactElement {
  const { layout, lanes, band, picked, lit, live } = props
  const theme = useThemeColours()
  const draw = useCallback(
    (context: CanvasRenderingContext2D, data: DialData) =>
      drawDial(context, { layout, theme, lanes, band, picked, lit }, data),
    [layout, theme, lanes, band, picked, lit],
  )
  const canvas = useLiveDraw(live, draw)
  return <canvas ref={canvas} className="loss-canvas dial-canvas" aria-hidden="true" />
}
