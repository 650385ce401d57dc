import { describe, expect, it } from 'vitest'
import {
  createWorkspace,
  descend,
  measure,
  totalRows,
  type DescentProblem,
  type DescentSettings,
} from '../../src/theory/descent.ts'
import { createRandom } from '../../src/theory/random.ts'

const INPUT_DIM = 5

const normals = (length: number, stream: number): Float64Array => {
  const random = createRandom(21, stream)
  return Float64Array.from({ length }, () => random.normal())
}

/** Random problems: rows 4 for the first task, 3 for the second. */
const problemWith = (taskCount: 1 | 2): DescentProblem => ({
  inputDim: INPUT_DIM,
  tasks: [4, 3].slice(0, taskCount).map((rows, task) => ({
    rows,
    inputs: normals(rows * INPUT_DIM, 2 * task),
    targets: normals(rows, 2 * task + 1),
  })),
})

const weightsFor = (problem: DescentProblem): Float64Array =>
  normals((2 + 2 * problem.tasks.length) * INPUT_DIM, 9).map((value) => 0.5 + 0.3 * value)

/** L + (λ/2)|weights|² straight from its definition, one row at a time. */
const objective = (weights: Float64Array, problem: DescentProblem, weightDecay: number): number => {
  const at = (row: number, d: number): number => weights[row * INPUT_DIM + d] ?? 0
  let squares = 0
  problem.tasks.forEach(({ rows, inputs, targets }, task) => {
    for (let row = 0; row < rows; row += 1) {
      let output = 0
      for (let d = 0; d < INPUT_DIM; d += 1) {
        const beta = at(0, d) * at(2 + 2 * task, d) - at(1, d) * at(3 + 2 * task, d)
        output += (inputs[row * INPUT_DIM + d] ?? 0) * beta
      }
      squares += (output - (targets[row] ?? 0)) ** 2
    }
  })
  const norm = weights.reduce((sum, value) => sum + value * value, 0)
  return squares / totalRows(problem) + (weightDecay / 2) * norm
}

/** ∂objective/∂weight by central differences: error h²·(third derivative)/6 + rounding/h. */
const numericGradient = (
  weights: Float64Array,
  problem: DescentProblem,
  weightDecay: number,
): Float64Array =>
  weights.map((value, index) => {
    const h = 1e-5
    const up = weights.with(index, value + h)
    const down = weights.with(index, value - h)
    return (objective(up, problem, weightDecay) - objective(down, problem, weightDecay)) / (2 * h)
  })

const settingsWith = (changes: Partial<DescentSettings> = {}): DescentSettings => ({
  learningRate: 0.01,
  weightDecay: 0,
  trainFirstLayer: true,
  ...changes,
})

describe('descend(weights, problem, options)', () => {
  it.each([
    [1, 0],
    [2, 0],
    [1, 0.3],
    [2, 0.3],
  ] as const)('steps along the gradient of the stated loss: T=%i, λ=%f', (taskCount, decay) => {
    const problem = problemWith(taskCount)
    const before = weightsFor(problem)
    const after = before.slice()
    const settings = settingsWith({ weightDecay: decay })
    descend(after, problem, { settings, steps: 1 })
    const gradient = numericGradient(before, problem, decay)
    after.forEach((value, index) => {
      const taken = ((before[index] ?? 0) - value) / settings.learningRate
      // h = 1e-5: truncation about 1e-10, rounding about 1e-16/1e-5 = 1e-11, both times O(10).
      expect(Math.abs(taken - (gradient[index] ?? 0))).toBeLessThan(1e-8)
    })
  })

  it.each([1, 2] as const)('leaves a frozen first layer as it is, decay or not: T=%i', (count) => {
    const problem = problemWith(count)
    const frozen = weightsFor(problem)
    const free = frozen.slice()
    const settings = settingsWith({ weightDecay: 0.2 })
    descend(free, problem, { settings, steps: 1 })
    const after = frozen.slice()
    descend(after, problem, { settings: { ...settings, trainFirstLayer: false }, steps: 1 })
    const layer = 2 * INPUT_DIM
    expect(after.slice(0, layer)).toEqual(frozen.slice(0, layer))
    // One step of the readout does not know whether w will move.
    expect(after.slice(layer)).toEqual(free.slice(layer))
    expect(free.slice(0, layer)).not.toEqual(frozen.slice(0, layer))
  })

  it('shrinks every weight by 1 − ηλ a step where the data is silent', () => {
    const problem: DescentProblem = {
      inputDim: 2,
      tasks: [{ rows: 1, inputs: new Float64Array(2), targets: new Float64Array(1) }],
    }
    const weights = Float64Array.of(1, 2, 3, 4, 5, 6, 7, 8)
    const before = weights.slice()
    descend(weights, problem, {
      settings: settingsWith({ learningRate: 0.5, weightDecay: 0.5 }),
      steps: 3,
    })
    expect(weights).toEqual(before.map((value) => value * 0.75 ** 3))
  })

  it('keeps w² − Σ v² of each path, the better the smaller η', () => {
    const drift = (learningRate: number): number => {
      const problem = problemWith(2)
      const weights = weightsFor(problem)
      const balance = (path: 0 | 1): Float64Array =>
        Float64Array.from({ length: INPUT_DIM }, (_, d) => {
          const at = (row: number): number => weights[(row + path) * INPUT_DIM + d] ?? 0
          return at(0) ** 2 - at(2) ** 2 - at(4) ** 2
        })
      const before = [balance(0), balance(1)]
      // The same stretch of time, η·steps = 1.
      const steps = Math.round(1 / learningRate)
      descend(weights, problem, { settings: settingsWith({ learningRate }), steps })
      const after = [balance(0), balance(1)]
      return Math.max(
        ...after.flatMap((values, path) =>
          Array.from(values, (value, d) => Math.abs(value - (before[path]?.[d] ?? 0))),
        ),
      )
    }
    // d(w²−Σv²)/dt = 0 in the flow; a step of size η breaks it by O(η²), 1/η steps by O(η).
    expect(drift(1e-3)).toBeGreaterThan(0)
    expect(drift(1e-4) / drift(1e-3)).toBeGreaterThan(0.09)
    expect(drift(1e-4) / drift(1e-3)).toBeLessThan(0.11)
    expect(drift(1e-5) / drift(1e-4)).toBeLessThan(0.11)
  })

  it('gives the same bits however the steps are divided, with or without a workspace', () => {
    const problem = problemWith(2)
    const settings = settingsWith({ weightDecay: 1e-3 })
    const whole = weightsFor(problem)
    descend(whole, problem, { settings, steps: 200 })
    const parts = weightsFor(problem)
    const workspace = createWorkspace(problem)
    for (const steps of [1, 0, 120, 79]) descend(parts, problem, { settings, steps, workspace })
    expect(parts).toEqual(whole)
    expect(whole).not.toEqual(weightsFor(problem))
  })

  it('changes nothing but the weights', () => {
    const problem = problemWith(2)
    descend(weightsFor(problem), problem, { settings: settingsWith(), steps: 5 })
    expect(problem).toEqual(problemWith(2))
  })
})

describe('measure(weights, problem)', () => {
  it('gives L, each task’s own mean, and the largest force', () => {
    // β = 1·2 − 0.5·1 = 1.5 and −1: residuals of x = (1, 1), y = 0 and x = (0, 2), y = −1 are
    // 0.5 and −1; of the second task (β = 1·1 − 0.5·0 = 1 and 0·0 − 1·0 = 0), x = (3, 0), y = 1: 2.
    const problem: DescentProblem = {
      inputDim: 2,
      tasks: [
        { rows: 2, inputs: Float64Array.of(1, 1, 0, 2), targets: Float64Array.of(0, -1) },
        { rows: 1, inputs: Float64Array.of(3, 0), targets: Float64Array.of(1) },
      ],
    }
    const weights = Float64Array.of(...[1, 0], ...[0.5, 1], ...[2, 3], ...[1, 1], ...[1, 0], 0, 0)
    const measured = measure(weights, problem)
    expect(measured.taskLosses).toEqual([(0.25 + 1) / 2, 4])
    expect(measured.loss).toBeCloseTo((0.25 + 1 + 4) / 3, 14)
    // g₁ = (2/3)(0.5·(1,1) − 1·(0,2)), g₂ = (2/3)·2·(3,0): the largest entry is 4.
    expect(measured.largestForce).toBeCloseTo(4, 14)
  })

  it('agrees with the objective that descend() goes down', () => {
    const problem = problemWith(2)
    const weights = weightsFor(problem)
    expect(measure(weights, problem).loss).toBeCloseTo(objective(weights, problem, 0), 12)
  })
})
