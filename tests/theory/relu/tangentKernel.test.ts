import { describe, expect, it } from 'vitest'
import { gatedOutputs } from '../../../src/theory/relu/gatedUnits.ts'
import { reluOutputs } from '../../../src/theory/relu/reluNetwork.ts'
import { solveReluProbe } from '../../../src/theory/relu/reluProbe.ts'
import { drawReluValidation } from '../../../src/theory/relu/reluTasks.ts'
import {
  fitTangent,
  RIDGE_SHARES,
  tangentKernel,
  type TangentPoint,
} from '../../../src/theory/relu/tangentKernel.ts'
import { finish } from '../../../src/theory/sliced.ts'
import { solveDense } from '../../../src/theory/solvers/denseSolve.ts'
import type { RegressionData } from '../../../src/theory/tasks.ts'
import { INPUT_DIM, SETTINGS, START, TASKS, WIDTH } from './tangentProblem.ts'

const training = TASKS.main
const validation = drawReluValidation(SETTINGS, TASKS.teachers.main, 200)
const data = { training, validation }

const pointWith = (trainFirstLayer: boolean): TangentPoint => ({ units: START, trainFirstLayer })

/** ∂f(x)/∂(weights) of one row, by definition: of all v, then of all w. */
const featuresOf = ({ units, trainFirstLayer }: TangentPoint, x: Float64Array): number[] => {
  const activations = Array.from(units.readouts, (_, h) =>
    x.reduce((sum, value, d) => sum + value * (units.directions[h * INPUT_DIM + d] ?? 0), 0),
  )
  const readoutFeatures = activations.map((value) => Math.max(0, value))
  if (!trainFirstLayer) return readoutFeatures
  const firstFeatures = activations.flatMap((value, h) =>
    Array.from(x, (entry) => (value > 0 ? (units.readouts[h] ?? 0) * entry : 0)),
  )
  return [...readoutFeatures, ...firstFeatures]
}

const rowsOf = ({ inputs, rows }: RegressionData): Float64Array[] =>
  Array.from({ length: rows }, (_, row) => inputs.slice(row * INPUT_DIM, (row + 1) * INPUT_DIM))

const dot = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  Array.from(a).reduce((sum, value, index) => sum + value * (b[index] ?? 0), 0)

/** f₀ + features·δ on other rows, with δ from the normal equations (ΦᵀΦ + ridge) δ = Φᵀ(y − f₀). */
const primalOutputs = (point: TangentPoint, ridge: number, rows: RegressionData): number[] => {
  const features = rowsOf(training).map((x) => featuresOf(point, x))
  const count = features[0]?.length ?? 0
  const start = reluOutputs(point.units, training.inputs)
  const normal = new Float64Array(count * count)
  const delta = new Float64Array(count)
  features.forEach((row, n) => {
    const remainder = (training.targets[n] ?? 0) - (start[n] ?? 0)
    row.forEach((value, i) => {
      delta[i] = (delta[i] ?? 0) + value * remainder
      row.forEach((other, j) => {
        normal[i * count + j] = (normal[i * count + j] ?? 0) + value * other
      })
    })
  })
  for (let i = 0; i < count; i += 1)
    normal[i * (count + 1)] = (normal[i * (count + 1)] ?? 0) + ridge
  expect(solveDense(normal, delta)).toBe(true)
  const begin = reluOutputs(point.units, rows.inputs)
  return rowsOf(rows).map((x, row) => (begin[row] ?? 0) + dot(featuresOf(point, x), delta))
}

describe('tangentKernel(point, inputs)', () => {
  it.each([true, false])('is the inner product of the derivatives; of w too: %s', (first) => {
    const point = pointWith(first)
    const kernel = finish(tangentKernel(point, training.inputs))
    const features = rowsOf(training).map((x) => featuresOf(point, x))
    for (let i = 0; i < 30; i += 1) {
      for (let j = 0; j <= i; j += 1) {
        const expected = dot(features[i] ?? [], features[j] ?? [])
        expect(Math.abs((kernel[i * 30 + j] ?? NaN) - expected)).toBeLessThan(1e-13 * WIDTH)
      }
    }
  })
})

describe('fitTangent(point, data, shares)', () => {
  it.each([
    [true, 1e-4],
    [true, 0.1],
    [false, 1e-4],
    [false, 0.1],
  ])(
    'is ridge regression on the derivatives, in the primal; of w too: %s, share %f',
    (first, share) => {
      const point = pointWith(first)
      const fit = finish(fitTangent(point, data, [share]))
      const expected = primalOutputs(point, fit.ridge, validation)
      gatedOutputs(fit.units, validation.inputs).forEach((value, row) => {
        expect(Math.abs(value - (expected[row] ?? NaN))).toBeLessThan(1e-9)
      })
      const squares = expected.map((value, row) => (value - (validation.targets[row] ?? NaN)) ** 2)
      const mean = squares.reduce((sum, value) => sum + value, 0) / 200
      expect(fit.validationLoss).toBeCloseTo(mean, 8)
    },
  )

  it('means shares of the mean diagonal of the kernel', () => {
    const { ridge } = finish(fitTangent(pointWith(true), data, [0.01]))
    const squares = rowsOf(training).map((x) => {
      const features = featuresOf(pointWith(true), x)
      return dot(features, features)
    })
    const mean = squares.reduce((sum, value) => sum + value, 0) / 30
    expect(ridge / (0.01 * mean)).toBeCloseTo(1, 12)
  })

  it('chooses the ridge with the smallest error on the validation rows', () => {
    expect(RIDGE_SHARES).toHaveLength(21)
    expect(RIDGE_SHARES[0]).toBe(1e-8)
    expect(RIDGE_SHARES.at(-1)).toBe(100)
    const best = finish(fitTangent(pointWith(true), data))
    const losses = RIDGE_SHARES.map(
      (share) => finish(fitTangent(pointWith(true), data, [share])).validationLoss,
    )
    expect(best.validationLoss).toBe(Math.min(...losses))
    // Noisy labels: it lies inside of the grid, and clearly better than at its ends.
    expect(best.validationLoss).toBeLessThan(0.9 * Math.min(losses[0] ?? 0, losses.at(-1) ?? 0))
  })

  it('with W frozen is probing with the same ridge', () => {
    const fit = finish(fitTangent(pointWith(false), data, [0.05]))
    const readouts = finish(solveReluProbe(START, training, fit.ridge))
    const expected = reluOutputs({ ...START, readouts }, validation.inputs)
    gatedOutputs(fit.units, validation.inputs).forEach((value, row) => {
      expect(Math.abs(value - (expected[row] ?? NaN))).toBeLessThan(1e-12)
    })
  })

  it('leaves a network as it is that has no features', () => {
    const silent = { ...START, directions: new Float64Array(START.directions.length) }
    const fit = finish(fitTangent({ units: silent, trainFirstLayer: true }, data))
    expect(gatedOutputs(fit.units, validation.inputs)).toEqual(new Float64Array(200))
    expect(fit.ridge).toBe(0)
  })

  it('refuses to choose among no ridges', () => {
    expect(() => finish(fitTangent(pointWith(true), data, []))).toThrow(RangeError)
  })
})
