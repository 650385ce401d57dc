import { bisectRight, scaleLog, type ScaleLogarithmic } from 'd3'
import { decadeTicks, niceDecades, type LogDomain } from '../frame/logScale.ts'
import type { LossData, LossPanel, LossPoints, LossSeries } from './types.ts'

export interface LossDomains {
  /** One per panel. */
  x: LogDomain[]
  y: LogDomain
}

export interface LossLayoutInput {
  /** Width and height of the whole chart in CSS pixels. */
  width: number
  height: number
  /** CSS pixels in one rem. */
  rem: number
  panels: readonly LossPanel[]
  series: readonly LossSeries[]
  yLabel: string
  domains: LossDomains
}

type PixelScale = ScaleLogarithmic<number, number>

export interface PanelPlace {
  id: string
  x: number
  width: number
  /** From steps to pixels; what lies outside of the domain, such as step 0, stands at its edge. */
  xScale: PixelScale
  ticks: { exponent: number; x: number }[]
}

/** All lengths in CSS pixels from the top left corner of the chart. */
export interface LossLayout {
  width: number
  height: number
  plot: { x: number; y: number; width: number; height: number }
  panels: PanelPlace[]
  /** From losses to pixels; what lies outside of the domain stands at its edge. */
  yScale: PixelScale
  yTicks: { exponent: number; y: number }[]
  /** Baselines of the rows of text above the plot. */
  rows: { yLabel: number; divider: number; title: number }
  /** Middle of the gap before each panel; the first has none. */
  dividers: number[]
  /** Room for the names of series right of the plot; `null` where they stand inside it. */
  labelWidth: number | null
}

/** Mean width of a character of small text, in rem. */
const CHARACTER = 0.46
const LEFT_MARGIN = 3.9
const BOTTOM_MARGIN = 2.9
const TEXT_ROW = 1.35
const PANEL_GAP = 1.25

export function layOutLoss(input: LossLayoutInput): LossLayout {
  const { width, height, rem, panels, domains } = input
  const labelWidth = labelRoom(input)
  const x = LEFT_MARGIN * rem
  const plotWidth = Math.max(40, width - x - (labelWidth ?? 0.75 * rem))
  const gap = PANEL_GAP * rem
  const placed = placePanels(input, { x, width: plotWidth, gap })
  const dividers = placed.slice(1).map((panel) => panel.x - gap / 2)
  const rows = textRows(input, dividers)
  const y = rows.title + 0.6 * rem
  const plot = { x, y, width: plotWidth, height: Math.max(40, height - y - BOTTOM_MARGIN * rem) }
  const most = Math.max(2, Math.floor(plot.height / (1.7 * rem)))
  const yScale = pixelScale(domains.y, [plot.y + plot.height, plot.y])
  return {
    width,
    height,
    plot,
    panels: placed,
    yScale,
    yTicks: decadeTicks(domains.y, most).map((exponent) => ({
      exponent,
      y: yScale(10 ** exponent),
    })),
    rows,
    dividers: panels.length > 1 ? dividers : [],
    labelWidth,
  }
}

const pixelScale = (domain: LogDomain, pixels: [number, number]): PixelScale =>
  scaleLog(domain, pixels).clamp(true)

/** `null` where names right of the plot would take too much of its width. */
function labelRoom({ width, rem, panels, series }: LossLayoutInput): number | null {
  const last = panels.at(-1)?.id
  const labels = series.filter(({ panel }) => panel === last).map(({ label }) => label.length)
  const wanted = (Math.max(0, ...labels) * CHARACTER + 1.2) * rem
  return wanted > 0.25 * width ? null : wanted
}

interface PlotSpan {
  x: number
  width: number
  gap: number
}

function placePanels({ panels, domains, rem }: LossLayoutInput, span: PlotSpan): PanelPlace[] {
  const total = panels.reduce((sum, panel) => sum + panel.widthShare, 0)
  const room = span.width - span.gap * (panels.length - 1)
  let left = span.x
  return panels.map((panel, index) => {
    const domain = domains.x[index] ?? panel.xDomain
    const x = left
    const width = (room * panel.widthShare) / total
    const xScale = pixelScale(domain, [x, x + width])
    const most = Math.max(2, Math.floor(width / (2.6 * rem)))
    const ticks = decadeTicks(domain, most).map((exponent) => ({
      exponent,
      x: xScale(10 ** exponent),
    }))
    left += width + span.gap
    return { id: panel.id, x, width, xScale, ticks }
  })
}

/** The y axis title shares its row with the divider's label where the two do not meet. */
function textRows(input: LossLayoutInput, dividers: readonly number[]): LossLayout['rows'] {
  const { rem, panels, yLabel } = input
  const labels = panels.slice(1).map((panel) => panel.dividerLabel ?? '')
  const row = TEXT_ROW * rem
  const yLabelEnd = (yLabel.length * CHARACTER + 1) * rem
  const meets = labels.some((label, index) => {
    const half = (label.length * CHARACTER * rem) / 2
    return label !== '' && (dividers[index] ?? 0) - half < yLabelEnd
  })
  const divider = meets ? 2 * row : row
  return { yLabel: row, divider, title: divider + row }
}

export interface DomainRules {
  panels: readonly LossPanel[]
  series: readonly LossSeries[]
  /** The least that is shown along y. */
  yDomain: LogDomain
  /** Values below it are drawn on it. */
  floor: number
}

/**
 * The domains that hold the data: those asked for, widened by whole decades, so that an axis moves
 * only when a curve enters a new decade.
 */
export function domainsFor(
  { panels, series, yDomain, floor }: DomainRules,
  data: LossData,
): LossDomains {
  let [low, high] = yDomain
  const { cursor } = data
  const lastX = new Map<string, number>(cursor === null ? [] : [[cursor.panel, cursor.x]])
  for (const { id, panel } of series) {
    const points = data.series[id]
    if (points === undefined || points.length === 0) continue
    lastX.set(panel, Math.max(lastX.get(panel) ?? 0, points.x[points.length - 1] ?? 0))
    for (let index = 0; index < points.length; index += 1) {
      const y = points.y[index] ?? NaN
      if (!Number.isFinite(y)) continue
      low = Math.min(low, Math.max(y, floor))
      high = Math.max(high, y)
    }
  }
  const [from, to] = niceDecades([low, high])
  return {
    x: panels.map(({ id, xDomain }) => {
      const [, lastDecade] = niceDecades([xDomain[0], lastX.get(id) ?? xDomain[1]])
      return [xDomain[0], Math.max(xDomain[1], lastDecade)]
    }),
    y: [Math.max(floor, from), to],
  }
}

/** Index of the point nearest to `x` from below, or -1 when the series starts later or is empty. */
export function indexAt({ x, length }: LossPoints, value: number): number {
  return bisectRight(x, value, 0, length) - 1
}
