/**
 * The smallest group norm where features have a kink (β_aux = 0). That a β is the smallest is proved
 * here again, by the conditions of Karush, Kuhn and Tucker: Xβ = y, and a λ with u = Xᵀλ that is
 * β/√(β²+a²), where |u| ≤ 1 does for a = β = 0. Small problems are compared with all their corners.
 */
import { describe, expect, it } from 'vitest'
import { createRandom, type Random } from '../../../src/theory/random.ts'
import { solveGroupLassoFully } from '../../../src/theory/solvers/groupLasso.ts'

const solve = (X: number[][], y: number[], aux: number[]) => {
  const data = {
    rows: y.length,
    inputs: Float64Array.from(X.flat()),
    targets: Float64Array.from(y),
  }
  return solveGroupLassoFully(data, Float64Array.from(aux))
}

const listOf = (count: number, draw: (index: number) => number): number[] =>
  Array.from({ length: count }, (_, index) => draw(index))

interface Problem {
  X: number[][]
  y: number[]
  aux: number[]
}

/** Standard normal X and y; β_aux is not 0 for this share of the features. */
const drawProblem = (
  random: Random,
  { rows, inputDim, share = 0 }: { rows: number; inputDim: number; share?: number },
): Problem => ({
  X: Array.from({ length: rows }, () => listOf(inputDim, () => random.normal())),
  y: listOf(rows, () => random.normal()),
  aux: listOf(inputDim, () => (random.uniform() < share ? random.normal() : 0)),
})

/** Solves M x = b by Gaussian elimination; nothing if M is singular. */
const solveSquare = (matrix: number[][], right: number[]): number[] | undefined => {
  const work = matrix.map((row, i) => [...row, right[i] ?? 0])
  const size = work.length
  for (let k = 0; k < size; k += 1) {
    const sizes = work.slice(k).map((row) => Math.abs(row[k] ?? 0))
    const pivot = k + sizes.indexOf(Math.max(...sizes))
    const [upper = [], lower = []] = [work[k], work[pivot]]
    ;[work[k], work[pivot]] = [lower, upper]
    const head = lower[k] ?? 0
    if (Math.abs(head) < 1e-12) return undefined
    work.forEach((row, i) => {
      if (i === k) return
      const factor = (row[k] ?? 0) / head
      lower.forEach((value, j) => (row[j] = (row[j] ?? 0) - factor * value))
    })
  }
  return work.map((row, i) => (row[size] ?? 0) / (row[i] ?? 1))
}

/** Smallest Σ|β| among all corners of Xβ = y: n columns at a time. */
const smallestCorner = ({ X, y }: Problem): { norm: number; beta: number[] } => {
  const inputDim = X[0]?.length ?? 0
  const choices = (from: number, count: number): number[][] =>
    count === 0
      ? [[]]
      : listOf(inputDim - from, (k) => from + k).flatMap((first) =>
          choices(first + 1, count - 1).map((rest) => [first, ...rest]),
        )
  const corners = choices(0, y.length).flatMap((columns) => {
    const part = solveSquare(
      X.map((row) => columns.map((d) => row[d] ?? 0)),
      y,
    )
    if (part === undefined) return []
    const beta = listOf(inputDim, (d) => part[columns.indexOf(d)] ?? 0)
    return [{ norm: beta.reduce((sum, value) => sum + Math.abs(value), 0), beta }]
  })
  return corners.reduce((best, corner) => (corner.norm < best.norm ? corner : best))
}

const support = (beta: ArrayLike<number>): number[] =>
  Array.from(beta, (value, d) => (value === 0 ? -1 : d)).filter((d) => d >= 0)

/**
 * The largest breach of optimality where X has as many features with β ≠ 0 as rows: λ is then fixed
 * by theirs, u = β/√(β²+a²).
 */
const breachOf = ({ X, y, aux }: Problem, beta: ArrayLike<number>): number => {
  const used = support(beta)
  const at = (d: number): number => beta[d] ?? NaN
  // λ by least squares: X_S X_Sᵀ λ = X_S u.
  const slopes = used.map((d) => at(d) / Math.hypot(at(d), aux[d] ?? 0))
  const gram = X.map((row) =>
    X.map((other) => used.reduce((sum, d) => sum + (row[d] ?? 0) * (other[d] ?? 0), 0)),
  )
  const right = X.map((row) =>
    used.reduce((sum, d, k) => sum + (row[d] ?? 0) * (slopes[k] ?? 0), 0),
  )
  const lambda = solveSquare(gram, right) ?? []
  const breaches = aux.map((_, d) => {
    const u = X.reduce((sum, row, i) => sum + (row[d] ?? 0) * (lambda[i] ?? NaN), 0)
    const wanted = slopes[used.indexOf(d)]
    return wanted === undefined ? Math.max(0, Math.abs(u) - 1) : Math.abs(u - wanted)
  })
  const misses = X.map((row, i) =>
    Math.abs(row.reduce((sum, x, d) => sum + x * at(d), 0) - (y[i] ?? 0)),
  )
  return Math.max(...breaches, ...misses)
}

describe('solveGroupLassoFully(data, betaAux)', () => {
  it('of two nearly equal columns the larger takes all', () => {
    for (const other of [0.999999, 1 - 1e-9, -0.9999]) {
      const { beta, isCertified, isUnique } = solve([[1, other]], [1], [0, 0])
      expect({ beta: [...beta], isCertified, isUnique }).toEqual({
        beta: [1, 0],
        isCertified: true,
        isUnique: true,
      })
    }
  })

  it('of equal columns one takes all, and it says that there are others', () => {
    const { beta, isCertified, isUnique } = solve([[1, -1, 1]], [2], [0, 0, 0])
    expect(support(beta)).toHaveLength(1)
    expect(beta.reduce((sum, value) => sum + Math.abs(value), 0)).toBe(2)
    expect({ isCertified, isUnique }).toEqual({ isCertified: true, isUnique: false })
  })

  it('finds the best of all corners of 60 small problems', () => {
    for (let seed = 0; seed < 60; seed += 1) {
      const random = createRandom(seed, 21)
      const problem = drawProblem(random, { rows: 1 + random.below(3), inputDim: 7 })
      const { beta, isCertified } = solve(problem.X, problem.y, problem.aux)
      const best = smallestCorner(problem)
      expect(isCertified).toBe(true)
      best.beta.forEach((value, d) => expect(beta[d]).toBeCloseTo(value, 10))
      expect(support(beta)).toEqual(support(best.beta))
    }
  })

  it('50 × 500 of normal numbers: n exact corners on each of 48 seeds, 12 of them by a second proof', () => {
    for (let seed = 0; seed < 48; seed += 1) {
      const problem = drawProblem(createRandom(seed, 22), { rows: 50, inputDim: 500 })
      const { beta, isCertified, gap } = solve(problem.X, problem.y, problem.aux)
      expect(isCertified).toBe(true)
      expect(gap).toBeLessThan(1e-12)
      expect(support(beta)).toHaveLength(50)
      if (seed >= 12) continue
      expect(breachOf(problem, beta)).toBeLessThan(1e-10)
    }
  })

  it.each<[string, { spread?: number; copies?: number; difference?: number; share?: number }]>([
    ['columns over ten decades', { spread: 10 }],
    ['near copies of columns', { copies: 30, difference: 1e-6 }],
    ['nearer copies', { copies: 30, difference: 1e-9 }],
    ['near copies beside features without a kink', { copies: 30, difference: 1e-6, share: 0.3 }],
    ['columns over six decades, half of them without a kink', { spread: 6, share: 0.5 }],
  ])('%s: certified, with at most n coefficients at a kink', (_, changes) => {
    const { spread = 0, copies = 0, difference = 0, share = 0 } = changes
    for (let seed = 0; seed < 8; seed += 1) {
      const random = createRandom(seed, 23)
      const { X, y, aux } = drawProblem(random, { rows: 20, inputDim: 90, share })
      const scales = listOf(90, () => 10 ** (spread * (random.uniform() - 0.5)))
      const pairs = listOf(copies, () => random.below(45))
      for (const row of X) {
        scales.forEach((scale, d) => (row[d] = (row[d] ?? 0) * scale))
        pairs.forEach((from, k) => {
          row[45 + k] = (row[from] ?? 0) * (1 + difference * random.normal())
        })
      }
      const { beta, isCertified, gap } = solve(X, y, aux)
      expect({ seed, isCertified }).toEqual({ seed, isCertified: true })
      expect(gap).toBeLessThan(1e-11)
      expect(support(beta).filter((d) => aux[d] === 0).length).toBeLessThanOrEqual(20)
    }
  })

  it('the gap bounds the norm from below, whatever X is: Xβ = y has no smaller one', () => {
    // min |β₁| + √(β₂² + 1) with β₁ + β₂ = t: u = 1 in the limit, so β₂/√(β₂²+1) = 1 is never
    // reached and the second feature takes all; checked against a grid.
    const { beta, isCertified } = solve([[1, 1]], [3], [0, 1])
    expect(isCertified).toBe(true)
    const norm = (second: number): number => Math.abs(3 - second) + Math.hypot(second, 1)
    for (let second = -5; second <= 5; second += 0.01) {
      expect(norm(beta[1] ?? NaN)).toBeLessThanOrEqual(norm(second) + 1e-12)
    }
    expect([...beta]).toEqual([0, expect.closeTo(3, 12)])
  })
})
