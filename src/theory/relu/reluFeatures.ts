/**
 * Hidden units sorted by the teacher unit they point to, and how much of each teacher unit a network
 * has (docs/model.md, "ReLU networks").
 */
import type { ReluUnits } from './reluNetwork.ts'
import { unitDirections, type UnitDirections } from './unitDirections.ts'

/** What each of H hidden units is, with K teacher units. */
export interface UnitFeatures {
  /** |v||w|, shape H. */
  strengths: Float64Array
  /** Sign of v: −1, 0 or 1; shape H. */
  signs: Int8Array
  /**
   * The teacher unit k with the largest cos(w, u_k), shape H; K where no cosine is positive, since
   * such a unit computes none of them.
   */
  features: Int32Array
  /** That cosine, between 0 and 1; 0 for feature K. Shape H. */
  cosines: Float64Array
}

/** The teacher unit nearest to one unit, and the cosine. */
const nearest = (
  units: UnitDirections,
  teacher: UnitDirections,
  unit: number,
): { feature: number; cosine: number } => {
  const { inputDim } = units
  const count = teacher.strengths.length
  let feature = count
  let cosine = 0
  for (let k = 0; k < count; k += 1) {
    let product = 0
    for (let d = 0; d < inputDim; d += 1) {
      const own = units.directions[unit * inputDim + d] ?? 0
      product += own * (teacher.directions[k * inputDim + d] ?? 0)
    }
    if (product > cosine) {
      feature = k
      cosine = product
    }
  }
  return { feature, cosine: Math.min(1, cosine) }
}

/** Every unit of a network with the teacher unit (of shape K × D, used or not) it points to. */
export const unitFeatures = (units: ReluUnits, teacher: ReluUnits): UnitFeatures => {
  const own = unitDirections(units)
  const others = unitDirections(teacher)
  const found = Array.from(own.strengths, (_, unit) => nearest(own, others, unit))
  return {
    strengths: own.strengths.map(Math.abs),
    signs: Int8Array.from(units.readouts, Math.sign),
    features: Int32Array.from(found, ({ feature }) => feature),
    cosines: Float64Array.from(found, ({ cosine }) => cosine),
  }
}

/**
 * How much of each feature a network has, shape K + 1. Feature k < K: Σ v (w·u_k) over the units that
 * point to it, so that a perfectly learned task has the teacher's readouts. Feature K, all else: what
 * the strengths |v||w| have besides, Σ |v|(|w| − w·u); never negative.
 */
export const featureCoefficients = (
  { strengths, signs, features, cosines }: UnitFeatures,
  featureCount: number,
): Float64Array => {
  const coefficients = new Float64Array(featureCount + 1)
  strengths.forEach((strength, unit) => {
    const feature = features[unit] ?? featureCount
    const cosine = cosines[unit] ?? 0
    const along = (signs[unit] ?? 0) * strength * cosine
    if (feature < featureCount) coefficients[feature] = (coefficients[feature] ?? 0) + along
    coefficients[featureCount] = (coefficients[featureCount] ?? 0) + strength * (1 - cosine)
  })
  return coefficients
}
