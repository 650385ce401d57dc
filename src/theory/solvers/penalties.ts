/**
 * What each method penalizes, per feature (docs/model.md, "Penalties"), with two readings of it:
 * the ℓ-order ∂log(penalty)/∂log|β| (1: sparse, 2: like ℓ₂) and the feature dependence
 * ∂log(penalty)/∂log|β_aux| (0: none, −1: full reuse). Both penalties are homogeneous of degree 1
 * in (β, β_aux), so that ℓ-order + feature dependence = 1 (Euler's theorem).
 *
 * All formulas keep their digits for any size of β against β_aux: relative error about 1e-15.
 */

export interface PenaltyReading {
  penalty: number
  /** ∂log(penalty)/∂log|β|; its limit 2 at β = 0 and k > 0, and 1 at k = 0. */
  order: number
  /** ∂log(penalty)/∂log|β_aux| = 1 − order. */
  dependence: number
}

/** Below this z the closed form of r(z) would cancel; 15 terms of its series reach rounding. */
const SERIES_LIMIT = 0.35
const SERIES_TERMS = 20

/**
 * r(z) = 1 − √(1+z²) + z asinh z for z ≥ 0. Series: r' = asinh z = Σ c_j z^{2j+1}, with c₀ = 1 and
 * c_{j+1}/c_j = −(2j+1)²/((2j+2)(2j+3)), so r = Σ c_j z^{2j+2}/(2j+2).
 */
const finetuneShape = (z: number): number => {
  if (z > SERIES_LIMIT) return z * Math.asinh(z) - z * (z / (1 + Math.hypot(1, z)))
  const square = z * z
  let power = square
  let sum = 0
  for (let j = 0; j < SERIES_TERMS; j += 1) {
    sum += power / (2 * j + 2)
    power *= (-square * (2 * j + 1) ** 2) / ((2 * j + 2) * (2 * j + 3))
  }
  return sum
}

/** The reading where the penalty is 0 or undefined by its formula. */
const atLimit = (penalty: number, order: number): PenaltyReading => ({
  penalty,
  order,
  dependence: 1 - order,
})

/**
 * Finetuning: q(β, k) = k − √(k²+β²) + β asinh(β/k), k ∝ |β_aux|; infinite for k = 0, β ≠ 0, where
 * the ℓ-order approaches 1. (The paper's plots show 2q with k = |β_aux| + γ².)
 * Source: Lippl & Lindsey 2024, theorem for pretraining and finetuning, limit of small scale.
 */
export const finetunePenalty = (beta: number, k: number): PenaltyReading => {
  const size = Math.abs(beta)
  const scale = Math.abs(k)
  if (scale === 0) return atLimit(size === 0 ? 0 : Infinity, 1)
  const z = size / scale
  const shape = finetuneShape(z)
  if (shape === 0) return atLimit(0, 2)
  if (shape === Infinity || Number.isNaN(shape)) return atLimit(Infinity, 1)
  const excess = Math.asinh(z) * z
  // order − 1 = (z asinh z − r)/r = (√(1+z²) − 1)/r, which does not cancel.
  const above = (z * (z / (1 + Math.hypot(1, z)))) / shape
  return { penalty: scale * shape, order: excess / shape, dependence: -above }
}

/**
 * Multi-task learning with weight decay: m = √(β²+β_aux²) − |β_aux|, what a feature adds to the
 * group norm ℓ₁,₂. Source: Lippl & Lindsey 2024, section 4.
 */
export const multiTaskPenalty = (beta: number, betaAux: number): PenaltyReading => {
  const size = Math.abs(beta)
  const scale = Math.abs(betaAux)
  const length = Math.hypot(size, scale)
  if (length === 0) return atLimit(0, 1)
  const penalty = size * (size / (length + scale))
  // ℓ = β²/(√(β²+a²)·m) = (√(β²+a²) + a)/√(β²+a²).
  return { penalty, order: 1 + scale / length, dependence: -scale / length }
}
