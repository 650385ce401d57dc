import { describe, expect, it } from 'vitest'
import { descend, totalRows, type DescentProblem } from '../../src/theory/descent.ts'
import { createRandom } from '../../src/theory/random.ts'
import { reduceRows, reduceRowsInSlices, stepsToRepay } from '../../src/theory/rowReduction.ts'
import { createTasks, type RegressionData } from '../../src/theory/tasks.ts'

const INPUT_DIM = 12

const dataWith = (rows: number, changes: { labelNoise?: number; dataSeed?: number } = {}) =>
  createTasks({
    inputDim: INPUT_DIM,
    auxActive: 5,
    mainActive: 3,
    overlap: 2,
    auxSamples: rows,
    mainSamples: 6,
    labelNoise: 0,
    dataSeed: 1,
    ...changes,
  })

/** The rows of `data` that `choose` names, in its order. */
const withRows = (data: RegressionData, choose: readonly number[]): RegressionData => ({
  rows: choose.length,
  inputs: Float64Array.from(
    choose.flatMap((row) => [...data.inputs.slice(row * INPUT_DIM, (row + 1) * INPUT_DIM)]),
  ),
  targets: Float64Array.from(choose, (row) => data.targets[row] ?? 0),
})

const problemOf = (...tasks: RegressionData[]): DescentProblem => ({ inputDim: INPUT_DIM, tasks })

const trained = (problem: DescentProblem): Float64Array => {
  const random = createRandom(3, 0)
  const weights = Float64Array.from(
    { length: (2 + 2 * problem.tasks.length) * INPUT_DIM },
    () => 0.3 + 0.1 * random.normal(),
  )
  const settings = { learningRate: 0.05, weightDecay: 1e-3, trainFirstLayer: true }
  descend(weights, problem, { settings, steps: 400 })
  return weights
}

const largestDifference = (a: Float64Array, b: Float64Array): number =>
  Math.max(...a.map((value, index) => Math.abs(value - (b[index] ?? Infinity))))

const rowNumbers = (count: number): number[] => Array.from({ length: count }, (_, row) => row % 7)

const noisy = dataWith(90, { labelNoise: 0.5 })
const clean = dataWith(90)
/** 40 rows, but only 7 different ones: rank 7 of 12. */
const repeated = withRows(clean.aux, rowNumbers(40))
/** A feature that is zero in every row. */
const silenced: RegressionData = {
  ...clean.aux,
  inputs: clean.aux.inputs.map((value, index) => (index % INPUT_DIM === 4 ? 0 : value)),
}

describe('reduceRows(problem)', () => {
  it.each([
    ['labels without noise', problemOf(clean.aux)],
    ['labels with noise', problemOf(noisy.aux)],
    ['two tasks, one of them reduced', problemOf(noisy.aux, noisy.main)],
    ['two tasks, both reduced', problemOf(noisy.aux, clean.aux)],
    ['repeated rows, so that the rank is deficient', problemOf(repeated)],
    ['a feature of zeros', problemOf(silenced)],
    ['targets of zero', problemOf({ ...clean.aux, targets: new Float64Array(90) })],
  ])('leads to the same weights: %s', (_, problem) => {
    const reduced = reduceRows(problem)
    expect(totalRows(reduced)).toBeLessThan(totalRows(problem))
    const full = trained(problem)
    // Rounding of the factorization, 1e-15 or so, at most multiplied by the number of steps.
    expect(largestDifference(trained(reduced), full)).toBeLessThan(1e-10)
    expect(full.every(Number.isFinite)).toBe(true)
  })

  it.each([
    ['fewer rows than features', problemOf(withRows(noisy.aux, [0, 1, 2, 3, 4, 5, 6]))],
    ['as many rows as features', problemOf(dataWith(INPUT_DIM).aux)],
    ['one row', problemOf(withRows(clean.aux, [3]))],
    ['two rows that are the same', problemOf(withRows(clean.aux, [3, 3]))],
    ['two tasks', problemOf(noisy.aux, noisy.main)],
  ])('leads to the same weights by a triangle: %s', (_, problem) => {
    const reduced = reduceRows(problem, () => true)
    for (const { inputs, isTriangular } of reduced.tasks) {
      expect(isTriangular).toBe(true)
      inputs.forEach((value, index) => {
        if (index % INPUT_DIM < Math.floor(index / INPUT_DIM)) expect(value).toBe(0)
      })
    }
    const full = trained(problem)
    expect(largestDifference(trained(reduced), full)).toBeLessThan(1e-10)
    expect(full.every(Number.isFinite)).toBe(true)
  })

  it('is made once by two that need it at the same time', () => {
    const { aux } = dataWith(40)
    const slicesOf = (works: Generator<void, DescentProblem>[]): number => {
      let slices = 0
      const left = new Set(works)
      while (left.size > 0) {
        for (const work of left) {
          if (work.next().done) left.delete(work)
          else slices += 1
        }
      }
      return slices
    }
    const work = (data: RegressionData) => reduceRowsInSlices(problemOf(data), () => true)
    const alone = slicesOf([work(aux)])
    const other = { ...aux }
    expect(slicesOf([work(other), work(other)])).toBe(alone)
    expect(alone).toBe(INPUT_DIM)
  })

  it('leaves alone what is a triangle already', () => {
    const reduced = reduceRows(problemOf(noisy.aux))
    expect(reduceRows(reduced, () => true)).toBe(reduced)
  })

  it('leaves D rows of a task that had more', () => {
    const { tasks } = reduceRows(problemOf(noisy.aux, noisy.main))
    expect(tasks.map(({ rows }) => rows)).toEqual([INPUT_DIM, 6])
    expect(tasks.map(({ inputs }) => inputs.length)).toEqual([INPUT_DIM ** 2, 6 * INPUT_DIM])
    expect(tasks.map(({ targets }) => targets.length)).toEqual([INPUT_DIM, 6])
  })

  it('gives back the very same problem where no task has 2.5·D rows', () => {
    const problem = problemOf(dataWith(29).aux, clean.main)
    expect(reduceRows(problem)).toBe(problem)
    const enough = problemOf(dataWith(30).aux, clean.main)
    expect(reduceRows(enough)).not.toBe(enough)
  })

  it('leaves the problem it was given unchanged', () => {
    const { aux } = dataWith(90, { labelNoise: 0.5 })
    reduceRows(problemOf(aux))
    expect(aux).toEqual(noisy.aux)
  })

  it('keeps the loss up to the constant that no β explains', () => {
    const lossAt = ({ rows, inputs, targets }: RegressionData, beta: Float64Array): number => {
      let squares = 0
      for (let row = 0; row < rows; row += 1) {
        let residual = -(targets[row] ?? 0)
        beta.forEach((value, d) => (residual += (inputs[row * INPUT_DIM + d] ?? 0) * value))
        squares += residual ** 2
      }
      return squares / rows
    }
    const [reduced] = reduceRows(problemOf(noisy.aux)).tasks
    if (reduced === undefined) throw new Error('no task')
    const random = createRandom(4, 0)
    const differences = Array.from({ length: 5 }, () => {
      const beta = Float64Array.from({ length: INPUT_DIM }, () => random.normal())
      return lossAt(noisy.aux, beta) - lossAt(reduced, beta)
    })
    for (const difference of differences) {
      expect(difference).toBeCloseTo(differences[0] ?? NaN, 10)
      // What is left of the noise, σ² (n − D)/n = 0.25·78/90, within five errors of σ²√(2/n).
      expect(Math.abs(difference - (0.25 * 78) / 90)).toBeLessThan(5 * 0.25 * Math.sqrt(2 / 90))
    }
  })
})

describe('stepsToRepay(problem, isChosen)', () => {
  it('is the cost of the factorization over what a step saves, counted out for one task', () => {
    // Each column k of n = 30, D = 12: 2 (n − k)(D − k) multiply–adds sixteen times as dear; a step
    // reads 2·n·D numbers before and 2·(D − k) of each column's row after.
    const columns = Array.from({ length: INPUT_DIM }, (_, column) => column)
    const cost = columns.reduce((sum, k) => sum + 2 * (30 - k) * (INPUT_DIM - k), 0)
    const left = columns.reduce((sum, k) => sum + 2 * (INPUT_DIM - k), 0)
    const expected = (16 * cost) / (2 * 30 * INPUT_DIM - left)
    const found = stepsToRepay(problemOf(dataWith(30).aux), () => true)
    // The formula takes integrals for sums: a twelfth or so less here.
    expect(found / expected).toBeGreaterThan(0.8)
    expect(found / expected).toBeLessThan(1.2)
  })

  it('is infinite where nothing is chosen, or all is done', () => {
    expect(stepsToRepay(problemOf(noisy.aux), () => false)).toBe(Infinity)
    expect(stepsToRepay(reduceRows(problemOf(noisy.aux)), () => true)).toBe(Infinity)
  })
})
