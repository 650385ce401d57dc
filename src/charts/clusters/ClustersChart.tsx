import { useMemo, useRef, useState, type ReactElement } from 'react'
import { ChartFigure } from '../frame/ChartFigure.tsx'
import { DecadeTicks } from '../frame/DecadeTicks.tsx'
import { FactList, factsToText, type Fact } from '../frame/FactList.tsx'
import { useSize } from '../frame/useSize.ts'
import { useThemeColours } from '../useThemeColours.ts'
import { ClustersPicture } from './ClustersPicture.tsx'
import {
  countAfterKey,
  elbowOf,
  FLOOR,
  layOutClusters,
  type ClustersLayout,
} from './clustersLayout.ts'
import type { ClustersLine, ElbowLimit, ExpectedCount } from './types.ts'
import './clusters.css'

export interface ClustersChartProps {
  /** Short name for screen readers. */
  label: string
  /** What the picture shows, in a few sentences, for readers who do not see it. */
  describe: string
  lines: readonly ClustersLine[]
  /** Numbers of clusters that are marked above the plot. */
  expected: readonly ExpectedCount[]
  /** The level below which a line has its elbow. */
  limit: ElbowLimit
  xLabel: string
  yLabel: string
  /** Height of the picture in rem. */
  height?: number
}

/** How well k directions stand for all: the curve of each network falls steeply at its elbow. */
export function ClustersChart(props: ClustersChartProps): ReactElement {
  const { lines, limit, height = 18 } = props
  const stage = useRef<HTMLDivElement>(null)
  const layout = useClustersLayout(props, stage)
  const [picked, setPicked] = useState<number | null>(null)
  const facts = picked === null ? [] : factsAt(picked, lines)
  return (
    <ChartFigure kind="clusters" label={props.label} describe={props.describe}>
      <div ref={stage} className="loss-stage" style={{ height: `${height}rem` }}>
        {layout.width > 0 ? (
          <>
            <ClustersPicture {...{ layout, lines, limit, picked }} />
            <ClustersTexts {...{ layout }} chart={props} />
            <PickSlider {...{ layout, picked, facts }} label={props.xLabel} onPick={setPicked} />
          </>
        ) : null}
      </div>
      <Elbows lines={lines} limit={limit} />
      <div className="readout-line">
        {facts.length === 0 ? (
          <p className="readout-hint">
            Point at the curves to read them, or use the ←&nbsp;→ keys.
          </p>
        ) : (
          <FactList facts={facts} />
        )}
      </div>
    </ChartFigure>
  )
}

function useClustersLayout(
  { lines, expected, limit }: ClustersChartProps,
  stage: React.RefObject<HTMLDivElement | null>,
): ClustersLayout {
  const { rem } = useThemeColours()
  const size = useSize(stage)
  const [width, height] = [size?.width ?? 0, size?.height ?? 0]
  return useMemo(
    () => layOutClusters({ width, height, rem, lines, expected, limit }),
    [width, height, rem, lines, expected, limit],
  )
}

/** Every line's value at k. */
function factsAt(k: number, lines: readonly ClustersLine[]): Fact[] {
  return [
    { term: 'clusters', value: `k = ${k}` },
    ...lines.map(({ label, values, mark, colourToken }) => ({
      ...{ term: label, value: values?.[k - 1] ?? NaN, look: { mark, colourToken } },
    })),
  ]
}

/** Where each line has its elbow; this also explains marks and colours. */
function Elbows({ lines, limit }: { lines: readonly ClustersLine[]; limit: ElbowLimit }) {
  const facts = lines.map((one): Fact => {
    const elbow = elbowOf(one, limit)
    const { length } = one.values ?? []
    const words = length === 0 ? '–' : elbow === null ? `not by k = ${length}` : `k = ${elbow}`
    return { term: one.label, value: words, look: one }
  })
  return (
    <div className="clusters-elbows">
      <p>ring: first below the dashed line, {limit.label}</p>
      <FactList facts={facts} />
    </div>
  )
}

interface TextsProps {
  layout: ClustersLayout
  chart: ClustersChartProps
}

/** Ticks, titles and names, as text over the picture. */
function ClustersTexts({ layout, chart }: TextsProps): ReactElement {
  const { plot, rem, xScale, most, names } = layout
  const [right, bottom] = [plot.x + plot.width, plot.y + plot.height]
  return (
    <>
      <div className="loss-axes">
        <span className="loss-row" style={{ left: 0, top: 1.35 * rem }}>
          {chart.yLabel}
        </span>
        <DecadeTicks ticks={layout.yTicks} width={plot.x} floor={FLOOR} />
        {Array.from({ length: most }, (_, index) => index + 1).map((k) => (
          <span key={k} className="loss-x-tick" style={{ left: xScale(k), top: bottom }}>
            {k}
          </span>
        ))}
        <span
          className="loss-x-title"
          style={{ left: plot.x + plot.width / 2, top: bottom + 2.75 * rem }}
        >
          {chart.xLabel}
        </span>
      </div>
      {chart.expected.map(({ label }, index) => (
        <span
          key={label}
          className="loss-row clusters-expected"
          style={{
            left: layout.expected[index]?.labelX ?? 0,
            top: plot.y - (0.35 + 1.35 * (layout.expected[index]?.row ?? 0)) * rem,
          }}
        >
          {label}
        </span>
      ))}
      {chart.lines.map(({ id, label, colourToken }, index) => {
        const top = names?.[index] ?? null
        if (top === null) return null
        const style = { left: right + 0.25 * rem, top, color: `var(--${colourToken})` }
        return (
          <span key={id} className="ladder-name" style={style}>
            {label}
          </span>
        )
      })}
    </>
  )
}

interface PickSliderProps {
  layout: ClustersLayout
  picked: number | null
  facts: readonly Fact[]
  label: string
  onPick: (k: number | null) => void
}

function PickSlider({ layout, picked, facts, label, onPick }: PickSliderProps): ReactElement {
  const { plot, xScale, most } = layout
  const pickAt = (event: React.PointerEvent<HTMLElement>): void => {
    const { left } = event.currentTarget.getBoundingClientRect()
    const k = Math.round(xScale.invert(event.clientX - left + plot.x))
    onPick(Math.max(1, Math.min(most, k)))
  }
  return (
    <div
      className="loss-hit"
      role="slider"
      tabIndex={0}
      aria-label={label}
      aria-orientation="horizontal"
      aria-valuemin={1}
      aria-valuemax={most}
      aria-valuenow={picked ?? 1}
      aria-valuetext={facts.length === 0 ? 'none' : factsToText(facts)}
      style={{ left: plot.x, top: plot.y, width: plot.width, height: plot.height }}
      onPointerMove={pickAt}
      onPointerDown={pickAt}
      onPointerLeave={(event) => {
        // A finger leaves the screen with every tap; its pick stays to be read.
        if (event.pointerType === 'mouse') onPick(null)
      }}
      onKeyDown={(event) => {
        if (event.altKey || event.ctrlKey || event.metaKey) return
        if (event.key === 'Escape') onPick(null)
        const next = countAfterKey(event.key, picked, most)
        if (next === null) return
        event.preventDefault()
        onPick(next)
      }}
    />
  )
}
