import { useCallback, useMemo, useRef, useState, type ReactElement } from 'react'
import { ChartFigure } from '../frame/ChartFigure.tsx'
import type { ChartLight } from '../frame/light.ts'
import type { LogDomain } from '../frame/logScale.ts'
import { PartName } from '../frame/PartName.tsx'
import { useSampledLive } from '../frame/useSampledLive.ts'
import { useSize } from '../frame/useSize.ts'
import type { LiveSource } from '../liveSource.ts'
import { useLiveDraw } from '../useLiveDraw.ts'
import { useThemeColours } from '../useThemeColours.ts'
import { drawLoss, placeLabels, type LossScene } from './drawLoss.ts'
import { domainsFor, layOutLoss, type LossDomains, type LossLayout } from './lossLayout.ts'
import { BehindKey, describePlace, LossAxes, LossReadout, placeToText } from './LossText.tsx'
import type { LossData, LossPanel, LossSeries } from './types.ts'
import { useLossPick, type LossPick } from './useLossPick.ts'

export interface LossChartProps {
  /** Short name for screen readers. */
  label: string
  /** What the curves show, in a sentence or two, for readers who do not see them. */
  describe: string
  /** From left to right; they share the y axis. */
  panels: readonly LossPanel[]
  series: readonly LossSeries[]
  /** Quantity and unit along y. */
  yLabel: string
  live: LiveSource<LossData>
  /** What the thin lines behind the series are; without it, nothing is said of them. */
  behindLabel?: string | undefined
  /** Values at or below it are drawn on it and labelled so. */
  floor?: number
  /** The least that is shown along y; grows by decades with the data. */
  yDomain?: LogDomain
  /** Height of the picture in rem. */
  height?: number
  /** Parts: `series:ID`. */
  light?: ChartLight | undefined
}

const DEFAULT_Y_DOMAIN: LogDomain = [1e-3, 1]

/** Loss curves on logarithmic axes, named at their ends. */
export function LossChart(props: LossChartProps): ReactElement {
  const { panels, series, yLabel, live, floor = 1e-12, height = 20 } = props
  const stage = useRef<HTMLDivElement>(null)
  const { scene, fitDomains, isMeasured } = useScene(props, stage)
  const pick = useLossPick(scene.layout)
  const data = useSampledLive(live, pick.place !== null)
  const pickedPanel = panels.find(({ id }) => id === pick.place?.panel)
  const picked =
    pick.place === null || pickedPanel === undefined
      ? null
      : describePlace(pick.place, pickedPanel, { series, data })
  return (
    <ChartFigure kind="loss" label={props.label} describe={props.describe}>
      <div ref={stage} className="loss-stage" style={{ height: `${height}rem` }}>
        {isMeasured ? (
          <>
            <LossCanvas
              {...{ scene, live, pick, fitDomains, light: props.light }}
              pickText={picked === null ? 'none' : placeToText(picked, floor)}
            />
            <LossAxes layout={scene.layout} {...{ panels, yLabel, floor }} />
            <BehindKey layout={scene.layout} label={props.behindLabel} />
          </>
        ) : null}
      </div>
      <div className="readout-line">
        {picked === null ? (
          <p className="readout-hint">
            Point at the curves to read values, or use the ←&nbsp;→ keys.
          </p>
        ) : (
          <LossReadout {...{ picked, floor, yLabel }} />
        )}
      </div>
    </ChartFigure>
  )
}

interface SceneState {
  scene: LossScene
  /** Widens the axes when the data has outgrown them. */
  fitDomains: (data: LossData) => void
  isMeasured: boolean
}

function useScene(
  props: LossChartProps,
  stage: React.RefObject<HTMLDivElement | null>,
): SceneState {
  const { panels, series, yLabel, live, floor = 1e-12, yDomain = DEFAULT_Y_DOMAIN } = props
  const lit = props.light?.lit ?? null
  const theme = useThemeColours()
  const size = useSize(stage)
  const rules = useMemo(
    () => ({ panels, series, yDomain, floor }),
    [panels, series, yDomain, floor],
  )
  const [domains, setDomains] = useState<LossDomains>(() => domainsFor(rules, live.get()))
  const fitDomains = useCallback(
    (data: LossData) => {
      const next = domainsFor(rules, data)
      setDomains((old) => (JSON.stringify(old) === JSON.stringify(next) ? old : next))
    },
    [rules],
  )
  const [width, height] = [size?.width ?? 0, size?.height ?? 0]
  const scene = useMemo(() => {
    const layout = layOutLoss({ width, height, rem: theme.rem, panels, series, yLabel, domains })
    return { layout, theme, series, lit }
  }, [width, height, theme, panels, series, yLabel, domains, lit])
  return { scene, fitDomains, isMeasured: width > 0 }
}

interface LossCanvasProps {
  scene: LossScene
  live: LiveSource<LossData>
  pick: LossPick
  pickText: string
  fitDomains: (data: LossData) => void
  light: ChartLight | undefined
}

/** The curves, the names at their ends, and the surface that is pointed at. */
function LossCanvas(props: LossCanvasProps): ReactElement {
  const { scene, live, pick, pickText, fitDomains, light } = props
  const names = useRef<HTMLDivElement>(null)
  const { place } = pick
  const draw = useCallback(
    (context: CanvasRenderingContext2D, data: LossData) => {
      fitDomains(data)
      drawLoss(context, scene, { data, pick: place })
      if (names.current !== null) moveNames(names.current, scene, data)
    },
    [scene, place, fitDomains],
  )
  const canvas = useLiveDraw(live, draw)
  return (
    <>
      <canvas ref={canvas} className="loss-canvas" aria-hidden="true" style={canvasStyle(scene)} />
      <div ref={names} className="loss-names">
        {scene.series.map(({ id, label, colourToken }) => (
          <PartName
            key={id}
            part={`series:${id}`}
            light={light}
            className="loss-name"
            series={id}
            style={{ color: `var(--${colourToken})` }}
          >
            {label}
          </PartName>
        ))}
      </div>
      <div
        className="loss-hit"
        role="slider"
        tabIndex={0}
        aria-label="Place to read"
        aria-orientation="horizontal"
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={pick.percent}
        aria-valuetext={pickText}
        style={hitStyle(scene.layout)}
        {...pick.handlers}
      />
    </>
  )
}

/** The plot with its ticks and dividers: every pixel of a software canvas costs time to show. */
function canvasStyle({ layout, theme }: LossScene): React.CSSProperties {
  const { x, y, width, height } = layout.plot
  const margin = Math.ceil(0.5 * theme.rem)
  const top = layout.dividers.length > 0 ? layout.rows.divider : y - margin
  return {
    left: Math.round(x - margin),
    width: Math.ceil(width + 2 * margin),
    top: Math.round(top),
    height: Math.ceil(y + height + margin - top),
  }
}

function hitStyle({ plot }: LossLayout): React.CSSProperties {
  return { left: plot.x, top: plot.y, width: plot.width, height: plot.height }
}

/** The names follow the ends of their curves without a render of React. */
function moveNames(container: HTMLElement, scene: LossScene, data: LossData): void {
  const places = new Map(placeLabels(scene, data).map((place) => [place.id, place]))
  for (const element of container.querySelectorAll<HTMLElement>('[data-series]')) {
    const place = places.get(element.dataset['series'] ?? '')
    element.style.visibility = place === undefined ? 'hidden' : 'visible'
    if (place === undefined) continue
    const shift = place.align === 'left' ? '0' : '-100%'
    element.classList.toggle('loss-name-inside', place.align === 'right')
    element.style.transform = `translate(${place.x}px, ${place.y}px) translate(${shift}, -50%)`
  }
}
