/**
 * Numbers that make feature reuse measurable (docs/model.md, "Measurements"). Every function takes
 * coefficient vectors of shape D.
 */
import type { FeatureGroups } from './tasks.ts'

/** ℓ₁ norm, Σ |β_d|. */
export const l1Norm = (beta: ArrayLike<number>): number => {
  let sum = 0
  for (let d = 0; d < beta.length; d += 1) sum += Math.abs(beta[d] ?? 0)
  return sum
}

/** ℓ₂ norm, √(Σ β_d²). */
export const l2Norm = (beta: ArrayLike<number>): number => {
  let sum = 0
  for (let d = 0; d < beta.length; d += 1) sum += (beta[d] ?? 0) ** 2
  return Math.sqrt(sum)
}

/**
 * The group norm ℓ₁,₂, Σ_d √(β_aux,d² + β_main,d²): small if both tasks use the same few features.
 * Source: Lippl & Lindsey 2024, section 4 (the penalty of multi-task learning).
 */
export const groupNorm = (aux: ArrayLike<number>, main: ArrayLike<number>): number => {
  let sum = 0
  for (let d = 0; d < main.length; d += 1) sum += Math.hypot(aux[d] ?? 0, main[d] ?? 0)
  return sum
}

/**
 * Effective number of active features, (Σ|β|)² / Σβ²: k for k equal entries; 0 for β = 0.
 */
export const effectiveFeatures = (beta: ArrayLike<number>): number => {
  const euclidean = l2Norm(beta)
  return euclidean === 0 ? 0 : (l1Norm(beta) / euclidean) ** 2
}

/** Share of Σ|β| in each feature group, each in 0 … 1; all 0 for β = 0. */
export const groupShares = (
  beta: ArrayLike<number>,
  groups: FeatureGroups,
): Record<keyof FeatureGroups, number> => {
  const total = l1Norm(beta)
  const share = (features: readonly number[]): number =>
    total === 0
      ? 0
      : features.reduce((sum, feature) => sum + Math.abs(beta[feature] ?? 0), 0) / total
  return {
    auxOnly: share(groups.auxOnly),
    shared: share(groups.shared),
    mainOnly: share(groups.mainOnly),
    unused: share(groups.unused),
  }
}

/**
 * Expected squared error on fresh rows, |β − β_teacher|², exact because E[x xᵀ] = I, divided by
 * the zero function's loss |β_teacher|². (A teacher of zeros leaves it undivided.)
 */
export const relativeGeneralizationLoss = (
  beta: ArrayLike<number>,
  teacher: ArrayLike<number>,
): number => {
  let error = 0
  let zeroLoss = 0
  for (let d = 0; d < teacher.length; d += 1) {
    error += ((beta[d] ?? 0) - (teacher[d] ?? 0)) ** 2
    zeroLoss += (teacher[d] ?? 0) ** 2
  }
  return zeroLoss === 0 ? error : error / zeroLoss
}
