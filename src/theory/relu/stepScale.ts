/**
 * How steep descent on ReLU networks is: the scale by which a step is divided (docs/model.md, "ReLU
 * networks").
 *
 * The curvature at a fit is 2·(largest eigenvalue of the tangent kernel over rows / n). Its function
 * of steepest change is nearly that of the readout alone, whose kernel has the largest eigenvalue μ
 * of C = E[h hᵀ]. In a network that has learned a teacher from small weights the layers are balanced
 * (|w|² = |v||w|), W adds the same again, and few rows make its part steeper, by about D/n.
 */
import { hiddenCovariance } from './hiddenCovariance.ts'
import type { ReluUnits } from './reluNetwork.ts'
import { unitDirections } from './unitDirections.ts'

/** All entries are 0 or more, so the power iteration converges from ones, and fast. */
const ITERATIONS = 24

/** The largest eigenvalue of a symmetric matrix with entries ≥ 0, shape size × size. */
export const largestEigenvalue = (matrix: Float64Array, size: number): number => {
  let vector = new Float64Array(size).fill(1 / Math.sqrt(size))
  let value = 0
  for (let iteration = 0; iteration < ITERATIONS; iteration += 1) {
    const next = new Float64Array(size)
    for (let row = 0; row < size; row += 1) {
      let sum = 0
      for (let column = 0; column < size; column += 1) {
        sum += (matrix[row * size + column] ?? 0) * (vector[column] ?? 0)
      }
      next[row] = sum
    }
    value = Math.hypot(...next)
    if (value === 0) return 0
    vector = next.map((entry) => entry / value)
  }
  return value
}

/** μ of a first layer, of shape units × D. */
const scaleOfLayer = (units: Omit<ReluUnits, 'readouts'>): number =>
  largestEigenvalue(hiddenCovariance(units), units.directions.length / units.inputDim)

/** μ of a network of balanced layers that computes what the teacher does. */
const scaleOfTeacher = (teacher: ReluUnits): number => {
  const { directions, strengths } = unitDirections(teacher)
  const { inputDim } = teacher
  const balanced = directions.map(
    (value, index) => value * Math.sqrt(Math.abs(strengths[Math.floor(index / inputDim)] ?? 0)),
  )
  return scaleOfLayer({ inputDim, directions: balanced })
}

/**
 * With a step of η over this scale, descent is stable for η up to about 1; beyond, it hovers instead
 * of growing beyond every bound, and no restart would notice.
 * @param start first layer that the phase begins with
 * @param teachers of the tasks of the phase
 * @param rows of the phase's first task
 */
export const reluStepScale = (
  start: Omit<ReluUnits, 'readouts'>,
  teachers: readonly ReluUnits[],
  rows: number,
): number => {
  const learned = teachers.map((teacher) => 2 * scaleOfTeacher(teacher))
  const few = 1 + start.inputDim / Math.max(1, rows)
  return Math.max(scaleOfLayer(start), ...learned) * few || 1
}
