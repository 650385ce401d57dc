import { describe, expect, it } from 'vitest'
import type { DescentSettings } from '../../../src/theory/descent.ts'
import { createRandom } from '../../../src/theory/random.ts'
import {
  createReluWorkspace,
  descendRelu,
  measureRelu,
  type ReluProblem,
} from '../../../src/theory/relu/reluDescent.ts'
import { chainRuleGradient, chainRuleObjective } from './chainRule.ts'

const INPUT_DIM = 5

const normals = (length: number, stream: number): Float64Array => {
  const random = createRandom(21, stream)
  return Float64Array.from({ length }, () => random.normal())
}

/** Random problems: 9 rows for the first task, 6 for the second. */
const problemWith = (taskCount: 1 | 2, hiddenWidth = 7): ReluProblem => ({
  inputDim: INPUT_DIM,
  hiddenWidth,
  tasks: [9, 6].slice(0, taskCount).map((rows, task) => ({
    rows,
    inputs: normals(rows * INPUT_DIM, 2 * task),
    targets: normals(rows, 2 * task + 1),
  })),
})

const weightsFor = ({ hiddenWidth, inputDim, tasks }: ReluProblem): Float64Array =>
  normals(hiddenWidth * (inputDim + tasks.length), 9).map((value) => 0.5 * value)

const settingsWith = (changes: Partial<DescentSettings> = {}): DescentSettings => ({
  learningRate: 0.01,
  weightDecay: 0,
  trainFirstLayer: true,
  ...changes,
})

/** What one step took away, divided by η. */
const stepTaken = (problem: ReluProblem, settings: DescentSettings): Float64Array => {
  const before = weightsFor(problem)
  const after = before.slice()
  descendRelu(after, problem, { settings, steps: 1 })
  return after.map((value, index) => ((before[index] ?? 0) - value) / settings.learningRate)
}

const CASES = [
  [1, 0, 7],
  [2, 0, 8],
  [1, 0.3, 6],
  [2, 0.3, 1],
] as const

describe('descendRelu(weights, problem, options)', () => {
  it.each(CASES)('steps along the numeric gradient: T=%i, λ=%f, H=%i', (count, decay, width) => {
    const problem = problemWith(count, width)
    const weights = weightsFor(problem)
    const taken = stepTaken(problem, settingsWith({ weightDecay: decay }))
    const h = 1e-6
    taken.forEach((value, index) => {
      const at = (shift: number): number =>
        chainRuleObjective(weights.with(index, (weights[index] ?? 0) + shift), problem, decay)
      // No row of these problems crosses a kink within h, and between kinks L is a quadratic of
      // each weight: the difference is exact but for rounding, 1e-16/h times O(10).
      expect(Math.abs(value - (at(h) - at(-h)) / (2 * h))).toBeLessThan(1e-8)
    })
  })

  it.each(CASES)('agrees with the chain rule: T=%i, λ=%f, H=%i', (count, decay, width) => {
    const problem = problemWith(count, width)
    const taken = stepTaken(problem, settingsWith({ weightDecay: decay }))
    const gradient = chainRuleGradient(weightsFor(problem), problem, decay)
    // The weights are rounded at 1e-16, divided by η = 0.01; sums of numbers below 10.
    taken.forEach((value, index) => {
      expect(Math.abs(value - (gradient[index] ?? NaN))).toBeLessThan(1e-13)
    })
  })

  it('follows the chain rule over a thousand steps', () => {
    const problem = problemWith(2)
    const weights = weightsFor(problem)
    const slow = weights.slice()
    descendRelu(weights, problem, { settings: settingsWith({ weightDecay: 1e-3 }), steps: 1000 })
    for (let step = 0; step < 1000; step += 1) {
      const gradient = chainRuleGradient(slow, problem, 1e-3)
      slow.forEach((value, index) => (slow[index] = value - 0.01 * (gradient[index] ?? NaN)))
    }
    // Rounding of 1e-16 a step, amplified by a descent that is mostly contracting.
    weights.forEach((value, index) => {
      expect(Math.abs(value - (slow[index] ?? NaN))).toBeLessThan(1e-11)
    })
    expect(measureRelu(weights, problem).loss).toBeLessThan(
      measureRelu(weightsFor(problem), problem).loss / 2,
    )
  })

  it.each([1, 2] as const)('leaves a frozen first layer as it is, decay or not: T=%i', (count) => {
    const problem = problemWith(count)
    const frozen = weightsFor(problem)
    const free = frozen.slice()
    const settings = settingsWith({ weightDecay: 0.2 })
    descendRelu(free, problem, { settings, steps: 1 })
    const after = frozen.slice()
    descendRelu(after, problem, { settings: { ...settings, trainFirstLayer: false }, steps: 1 })
    const layer = problem.hiddenWidth * INPUT_DIM
    expect(after.slice(0, layer)).toEqual(frozen.slice(0, layer))
    // One step of the readout does not know whether w will move.
    expect(after.slice(layer)).toEqual(free.slice(layer))
    expect(free.slice(0, layer)).not.toEqual(frozen.slice(0, layer))
  })

  it('shrinks every weight by 1 − ηλ a step where the data is silent', () => {
    const problem: ReluProblem = {
      inputDim: 2,
      hiddenWidth: 2,
      tasks: [{ rows: 1, inputs: new Float64Array(2), targets: new Float64Array(1) }],
    }
    const weights = Float64Array.of(1, 2, 3, 4, 5, 6)
    const settings = settingsWith({ learningRate: 0.5, weightDecay: 0.5 })
    descendRelu(weights, problem, { settings, steps: 3 })
    expect(weights).toEqual(Float64Array.of(1, 2, 3, 4, 5, 6).map((value) => value * 0.75 ** 3))
  })

  it('does not change a bit at learning rate 0', () => {
    const problem = problemWith(2)
    const weights = weightsFor(problem).with(0, -0).with(1, NaN)
    const before = weights.slice()
    const settings = settingsWith({ learningRate: 0, weightDecay: 0.3 })
    descendRelu(weights, problem, { settings, steps: 3 })
    expect(weights).toEqual(before)
  })

  it('keeps |w_h|² − Σ_t v_{t,h}² of each unit, the better the smaller η', () => {
    const drift = (learningRate: number): number => {
      const problem = problemWith(2)
      const { hiddenWidth } = problem
      const weights = weightsFor(problem)
      const balance = (): number[] =>
        Array.from({ length: hiddenWidth }, (_, h) => {
          const square = (index: number): number => (weights[index] ?? 0) ** 2
          const readouts = [INPUT_DIM, INPUT_DIM + 1].map((row) => square(row * hiddenWidth + h))
          const inputs = Array.from({ length: INPUT_DIM }, (__, d) => square(h * INPUT_DIM + d))
          return (
            inputs.reduce((sum, value) => sum + value, 0) - (readouts[0] ?? 0) - (readouts[1] ?? 0)
          )
        })
      const before = balance()
      // The same stretch of time, η·steps = 1.
      const steps = Math.round(1 / learningRate)
      descendRelu(weights, problem, { settings: settingsWith({ learningRate }), steps })
      return Math.max(...balance().map((value, h) => Math.abs(value - (before[h] ?? NaN))))
    }
    // d(|w|² − Σv²)/dt = 0 in the flow; a step of size η breaks it by O(η²), 1/η steps by O(η).
    expect(drift(1e-3)).toBeGreaterThan(0)
    expect(drift(1e-4) / drift(1e-3)).toBeGreaterThan(0.08)
    expect(drift(1e-4) / drift(1e-3)).toBeLessThan(0.12)
  })

  it('gives the same bits however the steps are divided, with or without a workspace', () => {
    const problem = problemWith(2)
    const settings = settingsWith({ weightDecay: 1e-3 })
    const whole = weightsFor(problem)
    descendRelu(whole, problem, { settings, steps: 200 })
    const parts = weightsFor(problem)
    const workspace = createReluWorkspace(problem)
    for (const steps of [1, 0, 120, 79]) {
      descendRelu(parts, problem, { settings, steps, workspace })
    }
    expect(parts).toEqual(whole)
    expect(whole).not.toEqual(weightsFor(problem))
  })

  it('changes nothing but the weights', () => {
    const problem = problemWith(2)
    descendRelu(weightsFor(problem), problem, { settings: settingsWith(), steps: 5 })
    expect(problem).toEqual(problemWith(2))
  })
})

describe('measureRelu(weights, problem)', () => {
  it('gives L, each task’s own mean, and the largest force', () => {
    // w₁ = (1, 0), w₂ = (0, 1), v of the tasks (2, 1) and (0, −1). First task: x = (1, −1), y = 1:
    // f = 2, r = 1; x = (2, 3), y = 5: f = 4 + 3, r = 2. Second: x = (−1, 2), y = 1: f = −2, r = −3.
    const problem: ReluProblem = {
      inputDim: 2,
      hiddenWidth: 2,
      tasks: [
        { rows: 2, inputs: Float64Array.of(1, -1, 2, 3), targets: Float64Array.of(1, 5) },
        { rows: 1, inputs: Float64Array.of(-1, 2), targets: Float64Array.of(1) },
      ],
    }
    const weights = Float64Array.of(1, 0, 0, 1, 2, 1, 0, -1)
    const measured = measureRelu(weights, problem)
    expect(measured.taskLosses).toEqual([(1 + 4) / 2, 9])
    expect(measured.loss).toBeCloseTo(14 / 3, 14)
    // (2/3) times: unit 1 (1, −1) + 2(2, 3) = (5, 5); unit 2 of the first task 2(2, 3), of the
    // second −3(−1, 2) = (3, −6). The longest is √50, then √52 of (4, 6).
    expect(measured.largestForce).toBeCloseTo((2 / 3) * Math.sqrt(52), 14)
  })

  it('agrees with the objective that descendRelu() goes down', () => {
    const problem = problemWith(2)
    const weights = weightsFor(problem)
    const { loss } = measureRelu(weights, problem)
    expect(loss).toBeCloseTo(chainRuleObjective(weights, problem, 0), 12)
  })

  it('does not call it a loss where a weight is not a number', () => {
    const problem = problemWith(1)
    const { loss, largestForce } = measureRelu(weightsFor(problem).with(3, NaN), problem)
    expect(loss).toBeNaN()
    expect(largestForce).toBeNaN()
  })
})
