/**
 * Rows over ten decades. X and y are whole numbers, row i times 10^k with k from 0 to 10, so that
 * every double is exact and the right values follow by fractions of whole numbers (exactFractions.ts).
 */
import { describe, expect, it } from 'vitest'
import { createRandom, type Random } from '../../../src/theory/random.ts'
import { solveEndPoint } from '../../../src/theory/solvers/endPoint.ts'
import { solveFlow, solveProbeFlow } from '../../../src/theory/solvers/flow.ts'
import { solveGroupLassoFully } from '../../../src/theory/solvers/groupLasso.ts'
import { solveLinearProbe } from '../../../src/theory/solvers/linearProbe.ts'
import type { RegressionData } from '../../../src/theory/tasks.ts'
import { gramOf, solveExactly, times, toBigInts, toNumber, transpose } from './exactFractions.ts'

const ROWS = 8
const INPUT_DIM = 20
const DECADES = 10
const SEEDS = Array.from({ length: 16 }, (_, seed) => seed)

const whole = (random: Random): number => random.below(199) - 99

interface Problem {
  /** B, of independent rows of about equal size. */
  base: number[][]
  /** C: row i of X is Σ_j C_ij (row j of B). */
  mixing: number[][]
  X: number[][]
  y: number[]
}

const combine = (mixing: number[][], base: number[][]): number[][] =>
  mixing.map((shares) =>
    Array.from({ length: INPUT_DIM }, (_, d) =>
      shares.reduce((sum, share, j) => sum + share * (base[j]?.[d] ?? 0), 0),
    ),
  )

/** Rows of B times 10^k, k from 0 to 10 in random order, with the labels of a β that fits. */
const drawProblem = (seed: number): Problem => {
  const random = createRandom(seed, 41)
  const base = Array.from({ length: ROWS }, () =>
    Array.from({ length: INPUT_DIM }, () => whole(random)),
  )
  const decades = base.map((_, row) => Math.round((DECADES * row) / (ROWS - 1)))
  const order = decades.map((decade) => ({ decade, key: random.uniform() }))
  order.sort((one, other) => one.key - other.key)
  const scales = order.map(({ decade }) => 10 ** decade)
  const mixing = scales.map((scale, i) => scales.map((_, j) => (i === j ? scale : 0)))
  return { base, mixing, X: combine(mixing, base), y: scales.map((scale) => scale * whole(random)) }
}

/** Sizes of rows that contradict others, from 1 to this; see the tolerances below. */
const CONTRADICTING_DECADES = 3

/** The same, with six rows more that ask for other labels: copies and sums of rows. */
const drawContradiction = (seed: number): Problem => {
  const problem = drawProblem(seed)
  const random = createRandom(seed, 42)
  const more = Array.from({ length: 6 }, () => {
    const scale = 10 ** random.below(CONTRADICTING_DECADES + 1)
    const pair = [random.below(ROWS), random.below(ROWS)]
    return { scale, shares: problem.base.map((_, j) => (pair.includes(j) ? scale : 0)) }
  })
  const mixing = [...problem.mixing, ...more.map(({ shares }) => shares)]
  const y = [...problem.y, ...more.map(({ scale }) => scale * whole(random))]
  return { ...problem, mixing, X: combine(mixing, problem.base), y }
}

/** So that the largest entries are about 1, as the command line makes them. */
const UNIT = 2 ** -40

const dataOf = ({ X, y }: Problem): RegressionData => ({
  rows: y.length,
  inputs: Float64Array.from(X.flat(), (value) => value * UNIT),
  targets: Float64Array.from(y, (value) => value * UNIT),
})

/** What the rows of B come to with the least squares, CᵀC t = Cᵀy: shape n. */
const exactFit = ({ mixing, y }: Problem) => {
  const columns = transpose(mixing.map(toBigInts))
  return solveExactly(gramOf(columns), times(columns, toBigInts(y)))
}

/** The β of least norm among those with the least squares, Bᵀ(BBᵀ)⁻¹t. */
const exactLeastNorm = (problem: Problem): number[] => {
  const base = problem.base.map(toBigInts)
  const fit = exactFit(problem)
  const { numerators, divisor } = solveExactly(gramOf(base), fit.numerators)
  return times(transpose(base), numerators).map((sum) => toNumber(sum, divisor * fit.divisor))
}

const largest = (values: ArrayLike<number>): number => Math.max(...Array.from(values, Math.abs))

/** The largest difference, as a share of the largest expected entry. */
const distance = (actual: ArrayLike<number>, expected: ArrayLike<number>): number =>
  largest(Array.from(expected, (value, d) => value - (actual[d] ?? NaN))) / largest(expected)

/** How far Bβ is from what the least squares of X leave there, as a share of the largest. */
const fitDistance = (problem: Problem, beta: ArrayLike<number>): number => {
  const { numerators, divisor } = exactFit(problem)
  const fitted = problem.base.map((row) =>
    row.reduce((sum, value, d) => sum + value * (beta[d] ?? NaN), 0),
  )
  return distance(
    fitted,
    numerators.map((value) => toNumber(value, divisor)),
  )
}

const all = (value: number): Float64Array => new Float64Array(INPUT_DIM).fill(value)
/** w² = 1 and β = 0: probing ends at the β of least norm. */
const PROBE = { wPlus: all(1), wMinus: all(0), vPlus: all(0), vMinus: all(0) }
const SMALL = { wPlus: all(0.1), wMinus: all(0.1), vPlus: all(0.1), vMinus: all(0.1) }

/** Later than any row of X has been learned: the smallest at a rate of about UNIT². */
const END = 1e30

/**
 * What a row of size s misses weighs s² in the least squares, and what rounding makes of it beside
 * the smallest rows, of size t, is about 1e-16 (s/t)²: 1e-10 with these contradictions.
 */
describe.each([
  { rows: 'that a β fits', draw: drawProblem, status: 'interpolates', tolerance: 1e-12 },
  {
    rows: 'some of which contradict',
    draw: drawContradiction,
    status: 'leastSquares',
    tolerance: 1e-9,
  },
] as const)('over ten decades, rows $rows', ({ draw, status, tolerance }) => {
  it.each(SEEDS)('probing has the exact solution of least norm (seed %d)', (seed) => {
    const problem = draw(seed)
    const beta = solveLinearProbe(dataOf(problem), PROBE)
    expect(distance(beta, exactLeastNorm(problem))).toBeLessThan(tolerance)
  })

  it.each(SEEDS)('the end point fits every row that can be fitted (seed %d)', (seed) => {
    const problem = draw(seed)
    const end = solveEndPoint(dataOf(problem), SMALL)
    expect(end.status).toBe(status)
    expect(fitDistance(problem, end.beta)).toBeLessThan(10 * tolerance)
  })

  it.each(SEEDS)('the smallest group norm is certified and fits (seed %d)', (seed) => {
    const problem = draw(seed)
    const aux = Float64Array.from({ length: INPUT_DIM }, (_, d) => (d < 5 ? 1 : 0))
    const { beta, isCertified } = solveGroupLassoFully(dataOf(problem), aux)
    expect(isCertified).toBe(true)
    expect(fitDistance(problem, beta)).toBeLessThan(10 * tolerance)
  })
})

describe('over ten decades, the trajectory', () => {
  it.each(SEEDS.slice(0, 4))('of probing ends at the exact solution (seed %d)', (seed) => {
    const problem = drawProblem(seed)
    const [beta = []] = solveProbeFlow(dataOf(problem), PROBE, [END]).betas
    expect(distance(beta, exactLeastNorm(problem))).toBeLessThan(1e-6)
  })

  it.each(SEEDS.slice(0, 4))('of all weights ends at the end point (seed %d)', (seed) => {
    const data = dataOf(drawProblem(seed))
    const [beta = []] = solveFlow(data, SMALL, [END]).betas
    expect(distance(beta, solveEndPoint(data, SMALL).beta)).toBeLessThan(1e-6)
  })
})

describe('solveEndPoint(data, weights, { lambda }) over ten decades', () => {
  it('λ is that of the given rows, and the next solve begins with it', () => {
    const data = dataOf(drawProblem(1))
    const { lambda, exponents, iterations, residual } = solveEndPoint(data, SMALL)
    const forces = Array.from({ length: INPUT_DIM }, (_, d) =>
      lambda.reduce(
        (sum, value, row) => sum + 2 * value * (data.inputs[row * INPUT_DIM + d] ?? 0),
        0,
      ),
    )
    expect(distance(forces, exponents)).toBeLessThan(1e-12)
    expect(residual).toBeLessThan(1e-11)
    expect(solveEndPoint(data, SMALL, { lambda }).iterations).toBeLessThan(iterations)
  })
})
