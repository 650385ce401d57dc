import { bisector, scaleLinear, type ScaleLinear } from 'd3'
import { groupWidths } from './groupWidths.ts'
import type { FeatureGroup } from './types.ts'

export interface SpectrumLayoutInput {
  /** Width of the whole chart in CSS pixels. */
  width: number
  /** CSS pixels in one rem: text sizes, and with them all distances, follow it. */
  rem: number
  /** Factor on stems and marks. */
  strokeScale: number
  groups: readonly FeatureGroup[]
  rowCount: number
  /** Height of one row's band in rem. */
  rowHeight: number
  /** Height in pixels of the tallest row label or aside, as measured. */
  tallestText: number
  hasAside: boolean
  hasBase: boolean
}

/** Where one feature stands. */
export interface FeatureSlot {
  /** Index into the coefficient vectors. */
  feature: number
  /** Position of its group in `groups`. */
  group: number
  /** Centre of the stem in CSS pixels from the left edge of the chart. */
  x: number
}

export interface GroupPlace {
  x: number
  width: number
  /** Distance between neighbouring features, in pixels. */
  pitch: number
  stemWidth: number
  /** Half the width of a row's mark; 0 where there is no room for marks. */
  markRadius: number
  teacherRadius: number
}

export interface RowPlace {
  /** Top of the row's text. */
  top: number
  /** Height of row text and band together. */
  height: number
  bandTop: number
  bandHeight: number
  /** The zero line. */
  centre: number
  /** Pixels from the zero line to `extent`. */
  half: number
}

/** All lengths in CSS pixels from the top left corner of the chart. */
export interface SpectrumLayout {
  width: number
  height: number
  /** Row labels and asides stand above the bands instead of beside them. */
  isNarrow: boolean
  headingHeight: number
  plot: { x: number; width: number; top: number; bottom: number }
  labelWidth: number
  asideWidth: number
  groups: GroupPlace[]
  rows: RowPlace[]
  /** The zero line from which the base hangs, and how far it may hang. */
  base: { top: number; height: number } | null
  /** Every feature, from left to right. */
  slots: FeatureSlot[]
}

/** Below this width, in rem, there is no room for text beside the bands. */
export const NARROW_BELOW = 52
/** Mean width of a character of the heading, in rem. */
const HEADING_CHARACTER = 0.47

/** Lengths in rem that differ between the two arrangements. */
const SIZES = {
  wide: { label: 9, gutter: 2.75, aside: 13.5, gap: 1.5, heading: 2.1, rowGap: 0.5 },
  narrow: { label: 0, gutter: 2.2, aside: 0, gap: 0.55, heading: 3.1, rowGap: 1 },
} as const

export function layOutSpectrum(input: SpectrumLayoutInput): SpectrumLayout {
  const { width, rem } = input
  const isNarrow = width < NARROW_BELOW * rem
  const sizes = isNarrow ? SIZES.narrow : SIZES.wide
  const labelWidth = sizes.label * rem
  const asideWidth = input.hasAside ? sizes.aside * rem : 0
  const x = labelWidth + sizes.gutter * rem
  // Half a mark may stand out on the right; it must not be cut by the edge of the canvas.
  const plotWidth = Math.max(1, width - x - asideWidth - (asideWidth > 0 ? rem : 0.25 * rem))
  const groups = placeGroups(input, { x, width: plotWidth, isNarrow })
  const headingHeight = sizes.heading * rem
  const rows = placeRows(input, { top: headingHeight, isNarrow, gap: sizes.rowGap * rem })
  const lastRow = rows.at(-1)
  const rowsBottom = lastRow === undefined ? headingHeight : lastRow.top + lastRow.height
  const baseTop = rowsBottom + (isNarrow ? 1.75 : 0.75) * rem
  const base = input.hasBase ? { top: baseTop, height: 1.75 * rem } : null
  const bottom = base === null ? rowsBottom : base.top + base.height
  return {
    width,
    height: Math.ceil(bottom + 0.25 * rem),
    isNarrow,
    headingHeight,
    plot: { x, width: plotWidth, top: headingHeight, bottom },
    labelWidth,
    asideWidth,
    groups,
    rows,
    base,
    slots: placeFeatures(input.groups, groups),
  }
}

interface PlotSpan {
  x: number
  width: number
  isNarrow: boolean
}

function placeGroups(input: SpectrumLayoutInput, span: PlotSpan): GroupPlace[] {
  const { rem, groups } = input
  const gap = (span.isNarrow ? SIZES.narrow.gap : SIZES.wide.gap) * rem
  const widths = groupWidths(
    groups.map((group) => ({
      count: group.features.length,
      crowded: group.crowded,
      minimum: headingWidth(group, span.isNarrow) * rem,
    })),
    {
      available: Math.max(1, span.width - gap * Math.max(0, groups.length - 1)),
      widestPitch: Math.max(2 * rem, span.width / 48),
      crowdedShare: 0.32,
    },
  )
  let left = span.x
  return groups.map((group, index) => {
    const width = widths[index] ?? 0
    const place = { x: left, width, ...strokes(width / Math.max(1, group.features.length), input) }
    left += width + gap
    return place
  })
}

/** Room for the heading in rem: name and count on one line, or the longest word where it wraps. */
function headingWidth(group: FeatureGroup, isNarrow: boolean): number {
  const count = ` ${group.features.length}`
  const words = group.label.split(' ')
  const longest = Math.max(...words.map((word) => word.length), count.length)
  return HEADING_CHARACTER * (isNarrow ? longest : group.label.length + count.length + 1)
}

type Strokes = Pick<GroupPlace, 'pitch' | 'stemWidth' | 'markRadius' | 'teacherRadius'>

/** Stem and mark sizes in pixels for features that stand `pitch` pixels apart. */
function strokes(pitch: number, { strokeScale: unit }: SpectrumLayoutInput): Strokes {
  const stemWidth = Math.max(0.75, Math.min(0.4 * pitch, 6 * unit))
  const markRadius = Math.min(0.34 * pitch, 4 * unit)
  return {
    pitch,
    stemWidth,
    // Below two pixels a circle and a square look the same.
    markRadius: markRadius < 2 ? 0 : markRadius,
    teacherRadius: Math.max(2, Math.min(0.46 * pitch, 6.2 * unit)),
  }
}

interface RowSpan {
  top: number
  isNarrow: boolean
  gap: number
}

function placeRows(input: SpectrumLayoutInput, span: RowSpan): RowPlace[] {
  const { rem, tallestText } = input
  const textHeight = span.isNarrow ? Math.max(1.5 * rem, tallestText) : 0
  const bandHeight = span.isNarrow
    ? 0.8 * input.rowHeight * rem
    : Math.max(input.rowHeight * rem, tallestText + 0.5 * rem)
  const height = textHeight + bandHeight + span.gap
  const margin = Math.max(0.45 * rem, 8 * input.strokeScale)
  return Array.from({ length: input.rowCount }, (_, index) => {
    const top = span.top + span.gap + index * height
    const bandTop = top + textHeight
    return {
      top,
      height: textHeight + bandHeight,
      bandTop,
      bandHeight,
      centre: Math.round(bandTop + bandHeight / 2),
      half: bandHeight / 2 - margin,
    }
  })
}

function placeFeatures(
  groups: readonly FeatureGroup[],
  places: readonly GroupPlace[],
): FeatureSlot[] {
  return groups.flatMap(({ features }, group) => {
    const { x = 0, pitch = 0 } = places[group] ?? {}
    return features.map((feature, index) => ({ feature, group, x: x + (index + 0.5) * pitch }))
  })
}

/** From coefficients to pixels; what lies beyond `extent` stands at the edge of the band. */
export const coefficientScale = (
  { centre, half }: RowPlace,
  extent: number,
): ScaleLinear<number, number> =>
  scaleLinear([-extent, extent], [centre + half, centre - half]).clamp(true)

const byPlace = bisector(({ x }: FeatureSlot) => x)

/** Position in `slots` of the feature nearest to `x`, or -1 when there is none. */
export function nearestSlot(slots: readonly FeatureSlot[], x: number): number {
  return slots.length === 0 ? -1 : byPlace.center(slots, x)
}
