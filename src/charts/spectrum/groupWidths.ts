/** A group as the division of the x axis sees it. */
export interface GroupDemand {
  count: number
  crowded: boolean
  /** Room its heading needs, in pixels. */
  minimum: number
}

export interface WidthRules {
  /** Pixels to divide, without the gaps between groups. */
  available: number
  /** The most that one feature of an uncrowded group gets, in pixels. */
  widestPitch: number
  /** Share of `available` that the crowded groups keep, however many other features there are. */
  crowdedShare: number
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)

/**
 * Width of each group in pixels; they add up to `available`. Every feature outside the crowded groups
 * gets the same pitch, as wide as room allows up to `widestPitch`; headings keep their minimum; the
 * crowded groups share the rest by their number of features. Without a crowded group the others
 * fill the width.
 */
export function groupWidths(demands: readonly GroupDemand[], rules: WidthRules): number[] {
  const minima = fitted(
    demands.map((demand) => demand.minimum),
    rules.available,
  )
  const isCrowded = demands.map((demand) => demand.crowded && demand.count > 0)
  const crowdedMinimum = sum(minima.filter((_, index) => isCrowded[index]))
  const hasCrowded = isCrowded.includes(true)
  const reserved = hasCrowded ? Math.max(crowdedMinimum, rules.crowdedShare * rules.available) : 0
  const plain = demands.map(({ count }, index) => ({
    count: isCrowded[index] === true ? 0 : count,
    minimum: isCrowded[index] === true ? 0 : (minima[index] ?? 0),
  }))
  const pitch = commonPitch(plain, rules.available - reserved)
  const usedPitch = hasCrowded ? Math.min(pitch, rules.widestPitch) : pitch
  const plainWidths = plain.map(({ count, minimum }) => Math.max(minimum, count * usedPitch))
  const left = Math.max(0, rules.available - sum(plainWidths))
  const crowdedCount = sum(
    demands.map(({ count }, index) => (isCrowded[index] === true ? count : 0)),
  )
  return demands.map(({ count }, index) =>
    isCrowded[index] === true ? (left * count) / crowdedCount : (plainWidths[index] ?? 0),
  )
}

/** The minima, shrunk in proportion when they alone would not fit. */
function fitted(minima: readonly number[], available: number): number[] {
  const factor = Math.min(1, available / Math.max(1, sum(minima)))
  return minima.map((minimum) => minimum * factor)
}

/**
 * The pitch p with Σ max(minimumᵢ, countᵢ · p) = budget: groups whose minimum exceeds their share
 * are set aside until the others agree.
 */
function commonPitch(
  groups: readonly { count: number; minimum: number }[],
  budget: number,
): number {
  let open = groups.filter((group) => group.count > 0)
  let left = budget - sum(groups.filter((group) => group.count === 0).map((group) => group.minimum))
  for (;;) {
    const count = sum(open.map((group) => group.count))
    if (count === 0) return 0
    const pitch = Math.max(0, left) / count
    const held = open.filter((group) => group.minimum > group.count * pitch)
    if (held.length === 0) return pitch
    left -= sum(held.map((group) => group.minimum))
    open = open.filter((group) => !held.includes(group))
  }
}
