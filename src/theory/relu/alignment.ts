/** How well hidden units stand on teacher units (docs/model.md, "ReLU networks"). */
import type { UnitFeatures } from './reluFeatures.ts'

/** What alignment is made of; see `unitFeatures`. Shapes H. */
type PointingUnits = Pick<UnitFeatures, 'strengths' | 'features' | 'cosines'>

export interface Alignment {
  /**
   * The mean cosine to their teacher unit of all units, weighted by strength |v||w|: 1 where all that
   * the network computes lies along teacher units. NaN for a network of strength 0.
   */
  whole: number
  /** The same of the units that point to each of the K teacher units; NaN where none has strength. */
  perUnit: Float64Array
}

/**
 * Alignment of H hidden units with K teacher units. A unit without any positive cosine counts with 0
 * in the whole, and for no teacher unit.
 * Source: Lippl & Lindsey 2024 (whose networks are compared with their teachers unit by unit); the
 * weights by strength are ours, so that units that compute nothing do not count.
 */
export const alignmentOf = (units: PointingUnits, teacherUnits: number): Alignment => {
  const along = new Float64Array(teacherUnits + 1)
  const strength = new Float64Array(teacherUnits + 1)
  units.strengths.forEach((own, unit) => {
    const feature = units.features[unit] ?? teacherUnits
    along[feature] = (along[feature] ?? 0) + own * (units.cosines[unit] ?? 0)
    strength[feature] = (strength[feature] ?? 0) + own
  })
  const sum = (values: Float64Array): number => values.reduce((total, value) => total + value, 0)
  return {
    whole: sum(along) / sum(strength),
    perUnit: along.subarray(0, teacherUnits).map((value, unit) => value / (strength[unit] ?? 0)),
  }
}
