import { line, scaleLinear, scaleLog, type ScaleLinear, type ScaleLogarithmic } from 'd3'
import { decadeTicks, niceDecades, type LogDomain } from '../frame/logScale.ts'
import { spreadLabels } from '../frame/spreadLabels.ts'
import type { ClustersLine, ElbowLimit, ExpectedCount } from './types.ts'

export interface ClustersLayoutInput {
  /** Width and height of the picture in CSS pixels. */
  width: number
  height: number
  /** CSS pixels in one rem. */
  rem: number
  lines: readonly ClustersLine[]
  expected: readonly ExpectedCount[]
  limit: ElbowLimit
}

interface Spot {
  k: number
  x: number
  y: number
}

/** All lengths in CSS pixels from the top left corner of the picture. */
export interface ClustersLayout {
  width: number
  height: number
  rem: number
  plot: { x: number; y: number; width: number; height: number }
  /** The most clusters that any line knows, or that are expected. */
  most: number
  xScale: ScaleLinear<number, number>
  /** Holds what lies below the domain at its edge. */
  yScale: ScaleLogarithmic<number, number>
  yTicks: { exponent: number; y: number }[]
  /** One entry per line, empty where nothing is known. */
  curves: { path: string; spots: Spot[] }[]
  /** Vertical centres of the names right of the plot; `null` where names have no room there. */
  names: (number | null)[] | null
  /** Where expected counts stand, and in which row above the plot their labels. */
  expected: { x: number; labelX: number; row: number }[]
}

/** In rem. */
const CHARACTER = 0.47
const LEFT_MARGIN = 3.4
const ROW = 1.35
const BOTTOM_MARGIN = 3
const NAME_HEIGHT = 1.2

/** Values at or below it are drawn on it and labelled so. */
export const FLOOR = 1e-6
const LEAST_DOMAIN: LogDomain = [1e-2, 1]

/** Whole decades that hold all values and the limit; nothing below the floor. */
function domainOf({ lines, limit }: ClustersLayoutInput): LogDomain {
  const values = lines.flatMap((one) => one.values ?? []).filter(Number.isFinite)
  const low = Math.min(LEAST_DOMAIN[0], limit.value, ...values)
  const [from, to] = niceDecades([Math.max(FLOOR, low), Math.max(LEAST_DOMAIN[1], ...values)])
  return [Math.max(FLOOR, from), to]
}

const halfWidth = (label: string, rem: number): number => ((label.length + 1) * CHARACTER * rem) / 2

/** The row of each label above the plot: a label goes up where its left neighbour would touch it. */
function stackLabels(expected: readonly ExpectedCount[], x: (k: number) => number, rem: number) {
  const order = expected.map((_, index) => index)
  order.sort((a, b) => (expected[a]?.k ?? 0) - (expected[b]?.k ?? 0))
  const ends: number[] = []
  const rows: number[] = []
  for (const index of order) {
    const { k = 0, label = '' } = expected[index] ?? {}
    const half = halfWidth(label, rem)
    const free = ends.findIndex((end) => end <= x(k) - half)
    const row = free === -1 ? ends.length : free
    ends[row] = x(k) + half
    rows[index] = row
  }
  return rows
}

export function layOutClusters(input: ClustersLayoutInput): ClustersLayout {
  const { width, height, rem, lines, expected } = input
  const known = lines.map(({ values }) => values?.length ?? 0)
  // Before anything is known the expected counts alone span the axis.
  const most = Math.max(2, ...known, ...expected.map(({ k }) => k))
  const nameWidth = (Math.max(0, ...lines.map(({ label }) => label.length)) * CHARACTER + 1) * rem
  const namesOutside = nameWidth <= 0.25 * width
  const left = LEFT_MARGIN * rem
  const right = namesOutside ? nameWidth : 0.75 * rem
  const plotWidth = Math.max(40, width - left - right)
  // Half a step of room on both sides, so that marks stand inside.
  const xScale = scaleLinear([0.5, most + 0.5], [left, left + plotWidth])
  const rows = stackLabels(expected, xScale, rem)
  const top = (1.9 + ROW * Math.max(1, ...rows.map((row) => row + 1))) * rem
  const plotHeight = Math.max(40, height - top - BOTTOM_MARGIN * rem)
  const domain = domainOf(input)
  const yScale = scaleLog(domain, [top + plotHeight, top]).clamp(true)
  const curves = lines.map(({ values }) => curveOf(values ?? [], xScale, yScale))
  const mostTicks = Math.max(2, Math.floor(plotHeight / (1.7 * rem)))
  return {
    ...{ width, height, rem, most, xScale, yScale, curves },
    plot: { x: left, y: top, width: plotWidth, height: plotHeight },
    yTicks: decadeTicks(domain, mostTicks).map((exponent) => ({
      exponent,
      y: yScale(10 ** exponent),
    })),
    names: namesOutside ? placeNames(curves, { rem, top, bottom: top + plotHeight }) : null,
    expected: expected.map(({ k, label }, index) => ({
      x: xScale(k),
      // The label of the last count would stand out at the edge of a narrow screen.
      labelX: Math.min(xScale(k), width - halfWidth(label, rem)),
      row: rows[index] ?? 0,
    })),
  }
}

function curveOf(
  values: readonly number[],
  xScale: (k: number) => number,
  yScale: (value: number) => number,
): ClustersLayout['curves'][number] {
  const spots = values.flatMap((value, index) =>
    Number.isFinite(value)
      ? [{ k: index + 1, x: xScale(index + 1), y: yScale(Math.max(FLOOR, value)) }]
      : [],
  )
  return { spots, path: line()(spots.map(({ x, y }) => [x, y])) ?? '' }
}

interface NameRoom {
  rem: number
  top: number
  bottom: number
}

/** Each name beside the end of its curve; `null` for a curve that is not drawn. */
function placeNames(
  curves: ClustersLayout['curves'],
  { rem, top, bottom }: NameRoom,
): (number | null)[] {
  const ends = curves.map(({ spots }) => spots.at(-1)?.y ?? null)
  const drawn = ends.filter((end) => end !== null)
  const wishes = drawn.map((wanted) => ({ wanted, height: NAME_HEIGHT * rem }))
  const centres = spreadLabels(wishes, top - rem, bottom + rem)
  return ends.map((end) => (end === null ? null : (centres.shift() ?? null)))
}

/** The smallest k whose value is below the limit; `null` where there is none, or nothing is known. */
export function elbowOf({ values }: ClustersLine, limit: ElbowLimit): number | null {
  const index = values?.findIndex((value) => value < limit.value) ?? -1
  return index === -1 ? null : index + 1
}

const KEY_STEPS: Readonly<Record<string, number>> = {
  ArrowLeft: -1,
  ArrowDown: -1,
  ArrowRight: 1,
  ArrowUp: 1,
  Home: -Infinity,
  End: Infinity,
}

/** The k to which a key leads, 1 from nowhere; `null` for keys that mean nothing here. */
export function countAfterKey(key: string, k: number | null, most: number): number | null {
  const step = KEY_STEPS[key]
  if (step === undefined) return null
  const next = k === null && step !== Infinity ? 1 : (k ?? 1) + step
  return Math.max(1, Math.min(most, next))
}
