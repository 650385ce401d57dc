import { describe, expect, it } from 'vitest'
import { DEFAULT_SPECS, anyTaskSettingsOf } from '../../../src/protocol/spec.ts'
import { createReluTasks } from '../../../src/theory/relu/reluTasks.ts'
import { largestEigenvalue, reluStepScale } from '../../../src/theory/relu/stepScale.ts'
import { tangentKernel } from '../../../src/theory/relu/tangentKernel.ts'
import { unitDirections } from '../../../src/theory/relu/unitDirections.ts'
import type { ReluUnits } from '../../../src/theory/relu/reluNetwork.ts'
import { finish } from '../../../src/theory/sliced.ts'

/** The teacher as a network whose layers are balanced. */
const balanced = (teacher: ReluUnits): ReluUnits => {
  const { directions, strengths } = unitDirections(teacher)
  const { inputDim } = teacher
  const sizeOf = (unit: number): number => Math.sqrt(Math.abs(strengths[unit] ?? 0))
  return {
    inputDim,
    directions: directions.map((value, index) => value * sizeOf(Math.floor(index / inputDim))),
    readouts: strengths.map((value, unit) => Math.sign(value) * sizeOf(unit)),
  }
}

/** A·v for a symmetric matrix of which only the lower triangle is filled. */
const symmetricProduct = (lower: Float64Array, vector: Float64Array): Float64Array => {
  const rows = vector.length
  const result = new Float64Array(rows)
  // In plain loops: the largest has a million entries, two hundred times over.
  for (let row = 0; row < rows; row += 1) {
    const own = vector[row] ?? 0
    let sum = (lower[row * rows + row] ?? 0) * own
    for (let column = 0; column < row; column += 1) {
      const entry = lower[row * rows + column] ?? 0
      sum += entry * (vector[column] ?? 0)
      result[column] = (result[column] ?? 0) + entry * own
    }
    result[row] = (result[row] ?? 0) + sum
  }
  return result
}

/** The curvature at a fit: 2/n times the largest eigenvalue of the tangent kernel. */
const curvatureOf = (units: ReluUnits, inputs: Float64Array): number => {
  const kernel = finish(tangentKernel({ units, trainFirstLayer: true }, inputs))
  const rows = inputs.length / units.inputDim
  let vector = Float64Array.from({ length: rows }, (_, row) => 1 + (row % 3))
  let value = 0
  for (let iteration = 0; iteration < 200; iteration += 1) {
    const next = symmetricProduct(kernel, vector)
    value = Math.hypot(...next)
    vector = next.map((entry) => entry / value)
  }
  return (2 * value) / rows
}

describe('largestEigenvalue(matrix, size)', () => {
  it.each([
    // By hand: 2 ± 1; (a, b) blocks; the zero matrix.
    [Float64Array.of(2, 1, 1, 2), 2, 3],
    [Float64Array.of(5, 0, 0, 4), 2, 5],
    [new Float64Array(9), 3, 0],
  ])('of %o is %d × %d’s', (matrix, size, expected) => {
    expect(largestEigenvalue(matrix, size)).toBeCloseTo(expected, 1)
  })
})

describe('reluStepScale(start, teachers, rows)', () => {
  it.each([
    [1, 1, 64],
    [1, 0.1, 64],
    [6, 1, 16],
    [6, 1, 64],
    [6, 1, 1024],
    [12, 1, 128],
  ])('keeps the step below what %d units of size %d and %d rows allow', (units, size, rows) => {
    for (let dataSeed = 1; dataSeed <= 8; dataSeed += 1) {
      const changes = { mainActive: units, auxActive: 1, overlap: 0, featureMagnitude: size }
      const spec = { ...DEFAULT_SPECS.relu, ...changes, mainSamples: rows, auxSamples: 1, dataSeed }
      const settings = anyTaskSettingsOf(spec)
      if (settings.network !== 'relu') throw new Error('not a ReLU network')
      const { main, teachers } = createReluTasks(settings)
      const end = balanced(teachers.main)
      const small = { inputDim: end.inputDim, directions: end.directions.map((v) => 1e-3 * v) }
      const step = 1 / reluStepScale(small, [teachers.main], rows)
      const curvature = curvatureOf(end, main.inputs)
      // Descent is stable where step · curvature < 2; η is at most 1, and ½ by default.
      expect(0.5 * step * curvature).toBeLessThan(2)
      // Not needlessly small either.
      expect(step * curvature).toBeGreaterThan(0.5)
    }
  })

  it('follows the square of a rescaled first layer', () => {
    const layer = { inputDim: 2, directions: Float64Array.of(1, 0, 0, 1, 1, 1) }
    const scaled = { ...layer, directions: layer.directions.map((value) => 10 * value) }
    expect(reluStepScale(scaled, [], 50) / reluStepScale(layer, [], 50)).toBeCloseTo(100, 9)
  })
})
