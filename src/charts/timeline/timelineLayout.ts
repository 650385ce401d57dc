import { timelineScale, type TimelineScale } from './timelineScale.ts'
import type { TimelineLane, TimelineMoment } from './types.ts'

export interface TimelineLayoutInput {
  /** Width of the whole chart in CSS pixels. */
  width: number
  /** CSS pixels in one rem. */
  rem: number
  laneCount: number
  lastStep: number
}

/** All lengths in CSS pixels from the top left corner of the chart. */
export interface TimelineLayout {
  width: number
  height: number
  rem: number
  /** Only marks stand on the lanes, no words; what stands beside the axis stands below it. */
  isNarrow: boolean
  labelWidth: number
  asideWidth: number
  scale: TimelineScale
  laneHeight: number
  lanesHeight: number
  /** The axis itself, and the upper edge of what is written under it. */
  axis: number
  tickTop: number
}

/** Below this width, in rem, there is no room for words on the lanes. */
const NARROW_BELOW = 52

/** Lengths in rem: left and right edge are those of the feature spectrum, so that both align. */
const SIZES = {
  wide: { label: 9, gutter: 2.75, aside: 13.5, gap: 1, zero: 2, end: 3.5 },
  narrow: { label: 4.75, gutter: 0.75, aside: 0, gap: 0.75, zero: 1.25, end: 1.5 },
} as const
const LANE = 1.5
const AXIS_ROOM = 0.8
const TICK_ROW = 1.35

export function layOutTimeline(input: TimelineLayoutInput): TimelineLayout {
  const { width, rem, laneCount, lastStep } = input
  const isNarrow = width < NARROW_BELOW * rem
  const sizes = isNarrow ? SIZES.narrow : SIZES.wide
  const left = (sizes.label + sizes.gutter) * rem
  const right = Math.max(left + 40, width - (sizes.aside + sizes.gap) * rem)
  const axis = (laneCount * LANE + AXIS_ROOM) * rem
  const tickTop = axis + 0.65 * rem
  return {
    width,
    height: tickTop + TICK_ROW * rem,
    rem,
    isNarrow,
    labelWidth: sizes.label * rem,
    asideWidth: sizes.aside * rem,
    scale: timelineScale({
      ...{ left, right, lastStep },
      zeroRoom: sizes.zero * rem,
      endRoom: sizes.end * rem,
    }),
    laneHeight: LANE * rem,
    lanesHeight: laneCount * LANE * rem,
    axis,
    tickTop,
  }
}

/** Words on a lane, which stand for one or more moments or a stretch. */
export interface WordPlace {
  /** Where the words lead. */
  step: number
  /** What is written; nothing on a narrow chart. */
  text: string
  /** All of what happens, for readers who do not see the picture. */
  name: string
  x: number
  width: number
  /** From the left edge to where the words begin. */
  indent: number
}

/** Mean width of a character of small text, in rem. */
const CHARACTER = 0.41
/** From a mark to its words, and the least width of a target, in rem. */
const GAP = 0.4
const TARGET = 1.5

interface Cluster {
  moments: TimelineMoment[]
  text: string
  /** Where the first and the last of it stand. */
  from: number
  to: number
}

type Wording = 'short' | 'full'

/** "feature 17 picked up", "+3 features, converged"; in full "3 features picked up, converged". */
export function clusterText(
  moments: readonly TimelineMoment[],
  { counted }: Pick<TimelineLane, 'counted'>,
  wording: Wording,
): string {
  const events = moments.filter(({ kind }) => kind === 'event')
  const ends = moments.filter(({ kind }) => kind === 'end').map(({ words }) => words)
  const [only] = events
  if (only === undefined) return ends.join(', ')
  const sign = wording === 'short' ? '+' : ''
  const many = `${sign}${String(events.length)} ${counted[wording]}`
  return [events.length === 1 ? only.words : many, ...ends].join(', ')
}

interface Span {
  left: number
  right: number
}

/** From the left edge of a cluster's target to the right edge of its words. */
function spanOf({ from, to, text }: Cluster, layout: TimelineLayout): Span {
  const { rem, isNarrow, scale } = layout
  if (isNarrow) {
    const half = Math.max(0, (TARGET * rem - (to - from)) / 2)
    return { left: from - half, right: to + half }
  }
  const gap = GAP * rem
  const words = Math.max(gap + text.length * CHARACTER * rem, TARGET * rem)
  // At the end of the axis the words stand left of their marks.
  return to + words > scale.right
    ? { left: from - words, right: to + gap }
    : { left: from - gap, right: to + words }
}

/** Joins moments until no words reach what stands after them. */
function clustersOf(lane: TimelineLane, layout: TimelineLayout): Cluster[] {
  const clusters: Cluster[] = []
  const clusterOf = (moments: TimelineMoment[]): Cluster => ({
    moments,
    text: clusterText(moments, lane, 'short'),
    from: layout.scale.x(moments[0]?.step ?? 0),
    to: layout.scale.x(moments.at(-1)?.step ?? 0),
  })
  for (const moment of lane.moments) {
    let cluster = clusterOf([moment])
    let previous = clusters.at(-1)
    while (previous && spanOf(previous, layout).right > spanOf(cluster, layout).left) {
      clusters.pop()
      cluster = clusterOf([...previous.moments, ...cluster.moments])
      previous = clusters.at(-1)
    }
    clusters.push(cluster)
  }
  return clusters.map((cluster, index) =>
    spelledOut(cluster, clusters[index + 1], { lane, layout }),
  )
}

/** A cluster in full, if that leaves what stands after it alone. */
function spelledOut(
  cluster: Cluster,
  next: Cluster | undefined,
  { lane, layout }: { lane: TimelineLane; layout: TimelineLayout },
): Cluster {
  const full = { ...cluster, text: clusterText(cluster.moments, lane, 'full') }
  const limit = next === undefined ? layout.scale.right : spanOf(next, layout).left
  return layout.isNarrow || spanOf(full, layout).right <= limit ? full : cluster
}

function placeCluster(cluster: Cluster, layout: TimelineLayout): WordPlace {
  const { left, right } = spanOf(cluster, layout)
  const { moments, text, from, to } = cluster
  const gap = GAP * layout.rem
  return {
    step: moments.at(-1)?.step ?? 0,
    text: layout.isNarrow ? '' : text,
    name: text,
    x: left,
    width: right - left,
    indent: from - left > right - to ? 0 : to + gap - left,
  }
}

/** The words of a lane's stretches, where they keep clear of all others. */
function placeStretches(
  lane: TimelineLane,
  layout: TimelineLayout,
  taken: readonly WordPlace[],
): WordPlace[] {
  const { scale, rem, isNarrow } = layout
  return lane.stretches.flatMap(({ from, to, words }) => {
    const width = isNarrow ? TARGET * rem : words.length * CHARACTER * rem + 2 * GAP * rem
    const x = (scale.x(from) + scale.x(to) - width) / 2
    const isFree = taken.every((other) => x + width < other.x || other.x + other.width < x)
    const text = isNarrow ? '' : words
    return isFree ? [{ step: from, text, name: words, x, width, indent: GAP * rem }] : []
  })
}

/**
 * Places for the words of a lane. Moments whose words would meet are joined and counted; they lead
 * to the last of them, where all of it has happened.
 */
export function placeWords(lane: TimelineLane, layout: TimelineLayout): WordPlace[] {
  const moments = clustersOf(lane, layout).map((cluster) => placeCluster(cluster, layout))
  return [...placeStretches(lane, layout, moments), ...moments].sort((a, b) => a.x - b.x)
}

/** What words under the axis take, in pixels from the left edge. */
interface Taken {
  left: number
  width: number
}

/** Exponents whose ticks are not covered by other words under the axis. */
export function freeTicks(layout: TimelineLayout, taken: readonly Taken[]): number[] {
  const { scale, rem, isNarrow } = layout
  const room = 1.1 * rem
  return scale.exponents.filter((exponent) => {
    if (isNarrow && exponent % 2 === 1) return false
    const x = scale.x(10 ** exponent)
    return taken.every(({ left, width }) => x + room < left || x - room > left + width)
  })
}

/** Where the words of the clock stand, under its mark. */
interface ClockPlace extends Taken {
  x: number
}

/** The name of the end stands out over the axis a little, by so many rem. */
const END_OUT = 0.7

/** Where the name of the end stands, left of the end of the axis. */
export function placeEnd({ scale, rem }: TimelineLayout, words: string): Taken {
  const width = words.length * CHARACTER * rem
  return { left: scale.right + END_OUT * rem - width, width }
}

export function placeClock(
  layout: TimelineLayout,
  { step, words }: { step: number; words: string },
): ClockPlace {
  const { scale, rem } = layout
  const x = scale.x(step)
  const width = words.length * CHARACTER * rem
  const left = Math.min(Math.max(x - width / 2, scale.left), scale.right - width)
  return { x, left, width }
}
