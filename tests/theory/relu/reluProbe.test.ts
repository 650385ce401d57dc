import { describe, expect, it } from 'vitest'
import { createRandom } from '../../../src/theory/random.ts'
import { descendRelu, measureRelu } from '../../../src/theory/relu/reluDescent.ts'
import {
  initialReluWeights,
  reluOutputs,
  reluUnits,
  type ReluUnits,
} from '../../../src/theory/relu/reluNetwork.ts'
import {
  hiddenActivations,
  reluProbingScale,
  solveReluProbe,
} from '../../../src/theory/relu/reluProbe.ts'
import { finish } from '../../../src/theory/sliced.ts'
import { solveDense } from '../../../src/theory/solvers/denseSolve.ts'
import { drawInputs, type RegressionData } from '../../../src/theory/tasks.ts'

const INPUT_DIM = 6
const WIDTH = 30
const SHAPE = { inputDim: INPUT_DIM, hiddenWidth: WIDTH }

const freshWeights = (): Float64Array =>
  initialReluWeights({ ...SHAPE, tasks: 1, initScale: 1, initSeed: 4 })
const units = reluUnits(freshWeights(), SHAPE, 0)

const dataWith = (rows: number): RegressionData => {
  const random = createRandom(7, 0)
  const inputs = drawInputs(random, rows, INPUT_DIM)
  return { rows, inputs, targets: Float64Array.from({ length: rows }, () => random.normal()) }
}

const probe = (data: RegressionData, ridge?: number): ReluUnits => ({
  ...units,
  readouts: finish(solveReluProbe(units, data, ridge)),
})

/** Zᵀ(Z v − y), straight from its definition. */
const gradient = (probed: ReluUnits, data: RegressionData): Float64Array => {
  const hidden = hiddenActivations(probed, data.inputs)
  const outputs = reluOutputs(probed, data.inputs)
  return probed.readouts.map((_, unit) => {
    let sum = 0
    for (let row = 0; row < data.rows; row += 1) {
      sum += (hidden[row * WIDTH + unit] ?? 0) * ((outputs[row] ?? 0) - (data.targets[row] ?? 0))
    }
    return sum
  })
}

const largest = (values: Float64Array): number =>
  values.reduce((most, value) => Math.max(most, Math.abs(value)), 0)

const distance = (a: Float64Array, b: Float64Array): number =>
  largest(a.map((value, index) => value - (b[index] ?? NaN)))

describe('hiddenActivations(units, inputs)', () => {
  it('are relu(w·x) by row and unit', () => {
    const plane = { inputDim: 2, directions: Float64Array.of(1, -1, 0, 3, 1, 1) }
    expect(hiddenActivations(plane, Float64Array.of(2, 1, -1, -2))).toEqual(
      Float64Array.of(1, 3, 3, 1, 0, 0),
    )
  })
})

describe('reluProbingScale(units, data)', () => {
  it('is the mean of Σ_h relu(w_h·x)², by hand', () => {
    const plane = { inputDim: 2, directions: Float64Array.of(1, -1, 0, 3, 1, 1) }
    const inputs = Float64Array.of(2, 1, -1, -2)
    // Activations (1, 3, 3) and (1, 0, 0).
    const data = { rows: 2, inputs, targets: new Float64Array(2) }
    expect(reluProbingScale(plane, data)).toBe((19 + 1) / 2)
  })

  it('makes every step η/κ with η < 1 stable', () => {
    const data = dataWith(40)
    const weights = freshWeights()
    const problem = { ...SHAPE, tasks: [data] }
    const learningRate = 0.99 / reluProbingScale(units, data)
    const settings = { learningRate, weightDecay: 0, trainFirstLayer: false }
    let before = measureRelu(weights, problem).loss
    for (let step = 0; step < 100; step += 1) {
      descendRelu(weights, problem, { settings, steps: 1 })
      const { loss } = measureRelu(weights, problem)
      expect(loss).toBeLessThanOrEqual(before)
      before = loss
    }
  })
})

describe('solveReluProbe(units, data)', () => {
  it('is v + Zᵀ(Z Zᵀ)⁻¹(y − Z v) for independent rows, by Gaussian elimination', () => {
    const data = dataWith(12)
    const hidden = hiddenActivations(units, data.inputs)
    const outputs = reluOutputs(units, data.inputs)
    const kernel = Float64Array.from({ length: 144 }, (_, index) => {
      let sum = 0
      for (let unit = 0; unit < WIDTH; unit += 1) {
        const [row, column] = [Math.floor(index / 12), index % 12]
        sum += (hidden[row * WIDTH + unit] ?? 0) * (hidden[column * WIDTH + unit] ?? 0)
      }
      return sum
    })
    const lambda = data.targets.map((target, row) => target - (outputs[row] ?? 0))
    expect(solveDense(kernel, lambda)).toBe(true)
    const expected = units.readouts.map((value, unit) =>
      lambda.reduce((sum, l, row) => sum + l * (hidden[row * WIDTH + unit] ?? 0), value),
    )
    const probed = probe(data)
    expect(distance(probed.readouts, expected)).toBeLessThan(1e-11)
    expect(distance(reluOutputs(probed, data.inputs), data.targets)).toBeLessThan(1e-13)
  })

  it('is where descent of v alone ends', () => {
    const data = dataWith(5)
    const weights = freshWeights()
    const learningRate = 0.9 / reluProbingScale(units, data)
    const settings = { learningRate, weightDecay: 0, trainFirstLayer: false }
    // The slowest of 5 modes of a well-conditioned kernel shrinks by more than 1 % a step.
    descendRelu(weights, { ...SHAPE, tasks: [data] }, { settings, steps: 4000 })
    const { readouts } = reluUnits(weights, SHAPE, 0)
    expect(distance(probe(data).readouts, readouts)).toBeLessThan(1e-10)
    expect(distance(readouts, units.readouts)).toBeGreaterThan(0.01)
  })

  it('is a least-squares solution where there are more rows than units', () => {
    const data = dataWith(80)
    expect(largest(gradient(probe(data), data))).toBeLessThan(1e-11)
    expect(largest(gradient(units, data))).toBeGreaterThan(1)
  })

  it('copes with rows that stand there twice, agreeing or not', () => {
    const once = dataWith(8)
    const twice: RegressionData = {
      rows: 16,
      inputs: Float64Array.of(...once.inputs, ...once.inputs),
      targets: Float64Array.of(
        ...once.targets.map((target) => target + 1),
        ...once.targets.map((target) => target - 1),
      ),
    }
    // The least squares of y + 1 and y − 1 are y.
    expect(distance(probe(twice).readouts, probe(once).readouts)).toBeLessThan(1e-11)
  })

  it('leaves a network alone whose units are all silent', () => {
    const silent = { ...units, directions: new Float64Array(units.directions.length) }
    expect(finish(solveReluProbe(silent, dataWith(4)))).toEqual(units.readouts)
  })
})

describe('solveReluProbe(units, data, ridge)', () => {
  it.each([12, 80])('minimizes Σ (f − y)² + ridge·|change of v|², %i rows', (rows) => {
    const data = dataWith(rows)
    const probed = probe(data, 0.3)
    const total = gradient(probed, data).map(
      (value, unit) => value + 0.3 * ((probed.readouts[unit] ?? 0) - (units.readouts[unit] ?? 0)),
    )
    expect(largest(total)).toBeLessThan(1e-11)
  })

  it('tends to the end of probing as the ridge tends to 0', () => {
    const data = dataWith(12)
    const end = probe(data).readouts
    const off = (ridge: number): number => distance(probe(data, ridge).readouts, end)
    expect(off(1e-4)).toBeGreaterThan(0)
    // Linear in a ridge far below the eigenvalues.
    expect(off(1e-5) / off(1e-4)).toBeCloseTo(0.1, 2)
  })
})
