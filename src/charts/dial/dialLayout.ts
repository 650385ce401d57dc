import { scaleLinear, scaleLog, type ScaleLinear, type ScaleLogarithmic } from 'd3'
import { decadeTicks, type LogDomain } from '../frame/logScale.ts'
import type { DialCurve, DialData, DialDot, DialPlace } from './types.ts'

interface Box {
  x: number
  y: number
  width: number
  height: number
}

interface Point {
  x: number
  y: number
}

export interface DialLayoutInput {
  /** Width of the whole chart in CSS pixels. */
  width: number
  /** CSS pixels in one rem. */
  rem: number
  /** |β_aux|/|β_main| at the edges of the right panel. */
  ratioDomain: LogDomain
}

/** All lengths in CSS pixels from the top left corner of the chart. */
export interface DialLayout {
  width: number
  height: number
  rem: number
  /** The panels stand below each other. */
  isNarrow: boolean
  /** ℓ-order against feature dependence; a unit is as long along both. */
  plane: Box
  dependenceScale: ScaleLinear<number, number>
  planeOrder: ScaleLinear<number, number>
  /** ℓ-order against the ratio. */
  sweep: Box
  /** Holds what lies outside of the domain at its edge. */
  ratioScale: ScaleLogarithmic<number, number>
  sweepOrder: ScaleLinear<number, number>
  ratioTicks: { exponent: number; x: number }[]
  /** How far a lane's dots stand from the line, along the normal, at least and at most. */
  laneOffset: number
  laneRoom: number
  dotRadius: number
}

/** In rem. */
const LEFT_MARGIN = 2.6
const TOP_MARGIN = 1.95
const BOTTOM_MARGIN = 2.9
const GAP = 3
const PLANE_SIDE = 17
const SWEEP_HEIGHT = 13
const NARROW = 44
/** Room around the unit square, for dots that stand beside the ends of the line. */
const PAD = 0.15

export function layOutDial({ width, rem, ratioDomain }: DialLayoutInput): DialLayout {
  const isNarrow = width < NARROW * rem
  const left = LEFT_MARGIN * rem
  const top = TOP_MARGIN * rem
  const margins = (TOP_MARGIN + BOTTOM_MARGIN) * rem
  const side = Math.max(80, Math.min(PLANE_SIDE * rem, width - left - 0.5 * rem))
  const plane = { x: left, y: top, width: side, height: side }
  const sweepX = isNarrow ? left : left + side + GAP * rem
  const sweep = {
    x: sweepX,
    y: isNarrow ? side + margins + top + 0.5 * rem : top,
    width: Math.max(80, width - sweepX - 1.1 * rem),
    height: isNarrow ? SWEEP_HEIGHT * rem : side,
  }
  const ratioScale = scaleLog(ratioDomain, [sweep.x, sweep.x + sweep.width]).clamp(true)
  const most = Math.max(2, Math.floor(sweep.width / (3.2 * rem)))
  return {
    width,
    height: sweep.y + sweep.height + BOTTOM_MARGIN * rem,
    rem,
    isNarrow,
    plane,
    dependenceScale: scaleLinear([-1 - PAD, PAD], [plane.x, plane.x + plane.width]),
    planeOrder: scaleLinear([1 - PAD, 2 + PAD], [plane.y + plane.height, plane.y]),
    sweep,
    ratioScale,
    sweepOrder: scaleLinear([1 - PAD, 2 + PAD], [sweep.y + sweep.height, sweep.y]),
    ratioTicks: decadeTicks(ratioDomain, most).map((exponent) => ({
      exponent,
      x: ratioScale(10 ** exponent),
    })),
    laneOffset: 0.5 * rem,
    laneRoom: 2.4 * rem,
    dotRadius: 0.24 * rem,
  }
}

/** Where a dot would stand on the line itself. */
export const footOf = (layout: DialLayout, { dependence, order }: DialDot): Point => ({
  x: layout.dependenceScale(dependence),
  y: layout.planeOrder(order),
})

/** The first lane stands above and right of the line, the second below and left, and so on. */
const sideOf = (lane: number): 1 | -1 => (lane % 2 === 0 ? 1 : -1)

/**
 * How far from the line each dot of a lane stands, in steps of a dot: those whose feet are nearer
 * than a dot are stacked, so that none hides another.
 */
function stackDots(feet: readonly Point[], spacing: number): number[] {
  const along = feet.map(({ x, y }) => (x + y) / Math.SQRT2)
  const order = feet.map((_, index) => index)
  order.sort((a, b) => (along[a] ?? 0) - (along[b] ?? 0) || a - b)
  const levels: number[] = []
  const ends: number[] = []
  for (const index of order) {
    const place = along[index] ?? 0
    const free = ends.findIndex((end) => end + spacing <= place)
    const level = free === -1 ? ends.length : free
    ends[level] = place
    levels[index] = level
  }
  return levels
}

/** The pixels of a lane's dots in the plane, each on the normal through its foot. */
export function planePoints(
  layout: DialLayout,
  { dots, lane }: { dots: readonly DialDot[]; lane: number },
): Point[] {
  const { laneOffset, laneRoom, dotRadius } = layout
  const feet = dots.map((dot) => footOf(layout, dot))
  const levels = stackDots(feet, 2.1 * dotRadius)
  const highest = Math.max(1, ...levels)
  const pitch = Math.min(2.15 * dotRadius, (laneRoom - laneOffset) / highest)
  return feet.map(({ x, y }, index) => {
    const away = (sideOf(lane) * (laneOffset + pitch * (levels[index] ?? 0))) / Math.SQRT2
    return { x: x + away, y: y - away }
  })
}

/** The pixel of a dot beside its curve. */
export const sweepPoint = (layout: DialLayout, { ratio, order }: DialDot): Point => {
  const [least = 0] = layout.ratioScale.domain()
  return { x: layout.ratioScale(Math.max(ratio, least)), y: layout.sweepOrder(order) }
}

/** In rem: a dot is meant if no other is nearer and it is no farther than this. */
const REACH = 0.9

/** The dot nearest to a pixel in either panel, if one is in reach. */
export function placeAtPixel(layout: DialLayout, data: DialData, pixel: Point): DialPlace | null {
  let found: DialPlace | null = null
  let nearest = REACH * layout.rem
  data.dots.forEach((dots, lane) => {
    const inPlane = planePoints(layout, { dots, lane })
    dots.forEach((dot, index) => {
      for (const point of [inPlane[index], sweepPoint(layout, dot)]) {
        if (point === undefined) continue
        const distance = Math.hypot(point.x - pixel.x, point.y - pixel.y)
        if (distance > nearest) continue
        nearest = distance
        found = { lane, dot }
      }
    })
  })
  return found
}

/** Every feature that has a dot, from sparse to lazy by its first dot. */
export function featuresInOrder({ dots }: DialData): number[] {
  const orders = new Map<number, number>()
  for (const dot of dots.flat()) {
    if (!orders.has(dot.feature)) orders.set(dot.feature, dot.order)
  }
  return [...orders.keys()].sort((a, b) => (orders.get(a) ?? 0) - (orders.get(b) ?? 0) || a - b)
}

const KEY_STEPS: Readonly<Record<string, number>> = {
  ArrowLeft: -1,
  ArrowDown: -1,
  ArrowRight: 1,
  ArrowUp: 1,
  PageDown: -5,
  PageUp: 5,
  Home: -Infinity,
  End: Infinity,
}

/** The feature to which a key leads; `null` for keys that mean nothing here. */
export function featureAfterKey(
  key: string,
  features: readonly number[],
  current: number | null,
): number | null {
  const step = KEY_STEPS[key]
  if (step === undefined || features.length === 0) return null
  const from = current === null ? -1 : features.indexOf(current)
  // From nowhere, any step leads to an end.
  const next = from === -1 ? (step < 0 ? features.length - 1 : 0) : from + step
  return features[Math.max(0, Math.min(features.length - 1, next))] ?? null
}

/** The ratio at which a curve first reaches an ℓ-order; `null` if it never does. */
function ratioReaching({ ratio, order }: DialCurve, level: number): number | null {
  for (let index = 0; index < ratio.length; index += 1) {
    if ((order[index] ?? 0) >= level) return ratio[index] ?? null
  }
  return null
}

/** The ℓ-order of the first point of a curve at or beyond a ratio. */
function orderAt({ ratio, order }: DialCurve, place: number): number {
  let index = 0
  while (index < ratio.length - 1 && (ratio[index] ?? 0) < place) index += 1
  return order[index] ?? 1
}

/** The corner of a name that touches its curve: a name left of its curve stands above it. */
export interface NamePlace extends Point {
  isLeft: boolean
}

/** Where the curve that rises further left is named, and where all others. */
const NAME_LEVELS = { left: 1.8, right: 1.2 } as const

/**
 * A place for each curve's name where the curve, which rises, does not cross it: above and left of
 * the curve that rises first, below and right of the others, inside of the panel.
 * @param widths of the names, in CSS pixels
 */
export function placeCurveNames(
  { sweep, ratioScale, sweepOrder, rem }: DialLayout,
  curves: readonly DialCurve[],
  widths: readonly number[],
): NamePlace[] {
  const [first = 1, last = 1] = ratioScale.domain()
  const middles = curves.map((curve) => ratioReaching(curve, 1.5) ?? Infinity)
  const leftmost = middles.indexOf(Math.min(...middles))
  return curves.map((curve, index) => {
    const isLeft = index === leftmost
    const level = isLeft ? NAME_LEVELS.left : NAME_LEVELS.right
    const reached = ratioScale(Math.max(first, ratioReaching(curve, level) ?? last))
    const room = widths[index] ?? 0
    const x = isLeft
      ? Math.max(reached, sweep.x + room + 0.5 * rem)
      : Math.min(reached, sweep.x + sweep.width - room - 0.5 * rem)
    const y = sweepOrder(orderAt(curve, ratioScale.invert(x)))
    return { isLeft, x: x + (isLeft ? -0.5 : 0.5) * rem, y: y + (isLeft ? -0.1 : 0.2) * rem }
  })
}
