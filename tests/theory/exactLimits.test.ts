/**
 * Training against end points and flows that another program computed without training: in numpy,
 * float64, by Newton's method on the dual of the potential that gradient flow minimizes
 * (single_task_limit, finetune_limit), by a stiff solver of the flow (finetune_flow at `times`), and
 * by kernel regression (linear_probe_limit). `w_plus` and `w_minus` are already rescaled by c.
 *
 * Gradient descent is Euler's method on that flow, so it must differ from it by O(η).
 */
import { describe, expect, it } from 'vitest'
import { descend } from '../../src/theory/descent.ts'
import { coefficients } from '../../src/theory/diagonalNetwork.ts'
import type { MethodId } from '../../src/theory/methodRecipes.ts'
import {
  trainMethod,
  type TrainedRun,
  type TrainingContext,
} from '../../src/theory/referenceTrainer.ts'
import type { RegressionData, TaskPair } from '../../src/theory/tasks.ts'
import cases from '../fixtures/diagonalLimits.json'

type Case = (typeof cases)[number]

const dataOf = ({ n, X, y }: Case): RegressionData => ({
  rows: n,
  inputs: Float64Array.from(X.flat()),
  targets: Float64Array.from(y),
})

const contextOf = (one: Case, learningRate: number): TrainingContext => {
  const data = dataOf(one)
  const tasks: TaskPair = {
    network: 'diagonal',
    inputDim: one.D,
    groups: { auxOnly: [], shared: [], mainOnly: [], unused: [] },
    auxTeacher: Float64Array.from(one.beta_aux),
    mainTeacher: Float64Array.from(one.beta_main),
    aux: data,
    main: data,
  }
  return {
    tasks,
    start: {
      initScale: one.alpha,
      initSpread: 0,
      initSeed: 1,
      rescale: 1,
      readoutInit: one.gamma,
    },
    settings: {
      learningRate,
      auxLearningRate: learningRate,
      weightDecay: 0,
      stopLoss: 1e-16,
      probeLoss: 1e-3,
      stepLimit: 60_000,
    },
  }
}

/** Pretrained weights, shape 4 × D; the readout is replaced by γ, so any will do. */
const pretrainedOf = ({ w_plus, w_minus }: Case): Float64Array =>
  Float64Array.from([...w_plus, ...w_minus, ...w_plus, ...w_minus])

const trained = (method: MethodId, one: Case, learningRate: number): TrainedRun =>
  trainMethod(method, contextOf(one, learningRate), pretrainedOf(one))

const largestDifference = (a: Float64Array, b: readonly number[]): number =>
  Math.max(...a.map((value, index) => Math.abs(value - (b[index] ?? Infinity))))

const named = cases.map((one) => ({
  ...one,
  name: `c=${one.rescale}, γ=${one.gamma}, α=${one.alpha}, D=${one.D}`,
}))

/** How many pairs of runs ended in time for their errors to be compared. */
let comparedRatios = 0

describe.each(named)('trainMethod(…) at a small loss: $name', (one) => {
  it.each([
    ['finetune', one.finetune_limit],
    ['singleTask', one.single_task_limit],
  ] as const)(
    '%s ends at the limit of gradient flow, the closer the smaller η',
    (method, limit) => {
      const [coarse, fine] = [0.02, 0.01].map((eta) => trained(method, one, eta)) as [
        TrainedRun,
        TrainedRun,
      ]
      const errors = [coarse, fine].map(({ beta }) => largestDifference(beta, limit))
      const [coarseError = NaN, fineError = NaN] = errors
      // O(η), with a constant below 0.2 for weights of order 1. This also bounds what a slow run has
      // left to go when it meets the step limit.
      expect(coarseError).toBeLessThan(0.2 * coarse.run.descent.learningRate)
      expect(fineError).toBeLessThan(0.2 * fine.run.descent.learningRate)
      const haveConverged = [coarse, fine].every(({ run }) => run.status === 'converged')
      const isSameRatio = coarse.run.descent.learningRate === 2 * fine.run.descent.learningRate
      if (haveConverged && isSameRatio) {
        comparedRatios += 1
        expect(fineError / coarseError).toBeGreaterThan(0.4)
        expect(fineError / coarseError).toBeLessThan(0.6)
      }
    },
  )
})

describe('trainMethod(…) at a small loss', () => {
  it('was seen to halve its error with η in at least half of the sixteen pairs', () => {
    expect(comparedRatios).toBeGreaterThanOrEqual(8)
  })
})

/** Solves the symmetric system K z = r by elimination with pivots; K is changed. */
const solve = (K: number[][], r: readonly number[]): number[] => {
  const rows = K.map((row, i) => [...row, r[i] ?? 0])
  const at = (i: number, j: number): number => rows[i]?.[j] ?? NaN
  const n = r.length
  for (let k = 0; k < n; k += 1) {
    let pivot = k
    for (let i = k; i < n; i += 1) if (Math.abs(at(i, k)) > Math.abs(at(pivot, k))) pivot = i
    const [a = [], b = []] = [rows[k], rows[pivot]]
    rows[k] = b
    rows[pivot] = a
    for (let i = 0; i < n; i += 1) {
      if (i === k) continue
      const factor = at(i, k) / at(k, k)
      rows[i] = (rows[i] ?? []).map((value, j) => value - factor * at(k, j))
    }
  }
  return rows.map((_, i) => at(i, n) / at(i, i))
}

describe.each(named)('trainMethod(finetuneProbe, …): $name', (one) => {
  const strength = one.w_plus.map((value, d) => value ** 2 + (one.w_minus[d] ?? 0) ** 2)

  it('is on the way to kernel regression: what is left to go is what the residual implies', () => {
    // β stays in β⁰ + W∘Xᵀμ, where β_limit is the only interpolator; so for a residual r at any
    // time, |β − β_limit|² in the norm of W⁻¹ is rᵀ K⁻¹ r with K = X diag(W) Xᵀ.
    const { beta, run } = trained('finetuneProbe', one, 0.5)
    const residual = one.X.map(
      (row, i) => row.reduce((sum, x, d) => sum + x * (beta[d] ?? 0), 0) - (one.y[i] ?? 0),
    )
    const kernel = one.X.map((a) =>
      one.X.map((b) => a.reduce((sum, x, d) => sum + x * (strength[d] ?? 0) * (b[d] ?? 0), 0)),
    )
    const implied = solve(kernel, residual).reduce((sum, z, i) => sum + z * (residual[i] ?? 0), 0)
    const distance = beta.reduce(
      (sum, value, d) => sum + (value - (one.linear_probe_limit[d] ?? 0)) ** 2 / (strength[d] ?? 0),
      0,
    )
    const start = one.linear_probe_limit.reduce(
      (sum, value, d) => sum + value ** 2 / (strength[d] ?? 0),
      0,
    )
    // Both are small differences of numbers whose squares, in this norm, are `start`.
    expect(Math.abs(distance - implied)).toBeLessThan(1e-9 * start + 1e-4 * implied)
    expect(run.step).toBeGreaterThan(100)
    const isWellConditioned = one.gamma === 1e-5 || one.gamma === 1
    if (!isWellConditioned) return
    expect(run.status).toBe('converged')
    // A loss of 1e-16 leaves a residual of length √n·1e-8 < 4e-8, some tens of times as much in β.
    expect(largestDifference(beta, one.linear_probe_limit)).toBeLessThan(1e-6)
  })
})

describe.each(named)('descend(…) at given times: $name', (one) => {
  /** Largest error at t = 0.1, 1, 10, 100 for a learning rate. */
  const errorsWith = (learningRate: number): number[] => {
    const problem = { inputDim: one.D, tasks: [dataOf(one)] }
    const readout = new Array<number>(2 * one.D).fill(one.gamma)
    const weights = Float64Array.from([...one.w_plus, ...one.w_minus, ...readout])
    const settings = { learningRate, weightDecay: 0, trainFirstLayer: true }
    let taken = 0
    return one.times.slice(0, 4).map((time, index) => {
      const steps = Math.round(time / learningRate) - taken
      descend(weights, problem, { settings, steps })
      taken += steps
      return largestDifference(coefficients(weights, one.D, 0), one.finetune_flow[index] ?? [])
    })
  }

  it('follows the gradient flow of finetuning, with an error that halves with η', () => {
    // Larger first weights make the fastest direction faster.
    const learningRate = 0.01 / Math.max(1, one.rescale)
    const coarse = errorsWith(learningRate)
    const fine = errorsWith(learningRate / 2)
    coarse.forEach((error, index) => {
      expect(error).toBeLessThan(0.01)
      // The solver that made the fixture kept its own error below 2e-5.
      expect(fine[index]).toBeLessThan(0.6 * error + 2e-5)
    })
  })
})
