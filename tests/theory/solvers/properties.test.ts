/** What must hold for every problem, whatever its sizes and scales. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createRandom } from '../../../src/theory/random.ts'
import { createWorkspace, descend } from '../../../src/theory/descent.ts'
import { coefficients } from '../../../src/theory/diagonalNetwork.ts'
import { groupNorm } from '../../../src/theory/metrics.ts'
import {
  createEndPointWorkspace,
  solveEndPoint,
  type EndPoint,
} from '../../../src/theory/solvers/endPoint.ts'
import { solveFlow } from '../../../src/theory/solvers/flow.ts'
import { solveGroupLasso } from '../../../src/theory/solvers/groupLasso.ts'
import { weightsAfter } from '../../../src/theory/solvers/growth.ts'
import { solveLinearProbe } from '../../../src/theory/solvers/linearProbe.ts'
import { predict, type RegressionData } from '../../../src/theory/tasks.ts'
import { drawProblem, type RandomProblem } from './randomProblems.ts'

const SEED = 20240917
const anyProblem = fc.integer({ min: 0, max: 2 ** 31 - 1 })

const largest = (values: Float64Array): number =>
  values.reduce((most, value) => Math.max(most, Math.abs(value)), 0)

const residualOf = (data: RegressionData, beta: Float64Array): Float64Array =>
  predict(data.inputs, beta).map((value, row) => value - (data.targets[row] ?? 0))

/** Xᵀu, shape D. */
const transposed = (data: RegressionData, u: Float64Array): Float64Array => {
  const inputDim = data.inputs.length / data.rows
  return Float64Array.from({ length: inputDim }, (_, d) =>
    u.reduce((sum, value, row) => sum + value * (data.inputs[row * inputDim + d] ?? 0), 0),
  )
}

/** What rounding errors scale with: the largest coefficient at the end and the largest product. */
const scaleOf = ({ weights }: RandomProblem, beta: Float64Array): number => {
  const { wPlus, wMinus, vPlus, vMinus } = weights
  const starts = wPlus.map((w, d) =>
    Math.max(Math.abs(w * (vPlus[d] ?? 0)), Math.abs((wMinus[d] ?? 0) * (vMinus[d] ?? 0))),
  )
  return Math.max(largest(beta), largest(starts))
}

/** β = A e^z − B e^−z with z = 2Xᵀλ, and Xᵀ(Xβ − y) = 0: the conditions of the end point. */
const assertEndPoint = (problem: RandomProblem, solved: EndPoint): void => {
  const { data, weights, inputDim } = problem
  expect(solved.status).not.toBe('stalled')
  const z = transposed(data, solved.lambda).map((value) => 2 * value)
  solved.exponents.forEach((value, d) => {
    expect(Math.abs(value - (z[d] ?? NaN))).toBeLessThan(1e-7 * (1 + largest(z)))
  })
  const end = weightsAfter(weights, solved.exponents)
  const scale = scaleOf(problem, solved.beta)
  solved.beta.forEach((value, d) => {
    const product =
      (end.wPlus[d] ?? 0) * (end.vPlus[d] ?? 0) - (end.wMinus[d] ?? 0) * (end.vMinus[d] ?? 0)
    // w·v subtracts (w+v)² and (w−v)², whose rounding errors scale with the larger weights.
    const size = (end.wPlus[d] ?? 0) ** 2 + (end.wMinus[d] ?? 0) ** 2
    expect(Math.abs(value - product)).toBeLessThan(1e-9 * scale + 1e-12 * size)
  })
  const gradient = transposed(data, residualOf(data, solved.beta))
  expect(largest(gradient)).toBeLessThanOrEqual(1e-9 * scale * data.rows * inputDim)
  expect(solved.potential).toBeGreaterThanOrEqual(0)
  if (!problem.hasNoise) expect(solved.misfit).toBe(0)
}

describe('solveEndPoint(data, weights)', () => {
  it('fulfils its conditions for 2,000 problems of every scale', () => {
    const property = fc.property(anyProblem, (seed) => {
      const problem = drawProblem(seed)
      assertEndPoint(problem, solveEndPoint(problem.data, problem.weights))
    })
    fc.assert(property, { numRuns: 2000, seed: SEED })
  }, 60_000)

  it('ends at the same point from the λ of another problem, and in used memory', () => {
    const property = fc.property(anyProblem, (seed) => {
      const problem = drawProblem(seed)
      const { data, weights, inputDim } = problem
      const cold = solveEndPoint(data, weights)
      const nearby = { ...weights, vPlus: weights.vPlus.map((value) => 1.3 * value) }
      const lambda = solveEndPoint(data, nearby).lambda
      const workspace = createEndPointWorkspace(data.rows, inputDim)
      solveEndPoint(data, nearby, { workspace })
      const warm = solveEndPoint(data, weights, { lambda, workspace })
      const scale = scaleOf(problem, cold.beta)
      expect(largest(warm.beta.map((value, d) => value - (cold.beta[d] ?? NaN)))).toBeLessThan(
        1e-8 * scale,
      )
    })
    fc.assert(property, { numRuns: 200, seed: SEED })
  }, 60_000)

  it('gives the same bits twice', () => {
    const { data, weights } = drawProblem(7)
    expect(solveEndPoint(data, weights)).toEqual(solveEndPoint(data, weights))
  })

  it('ends where small steps of gradient descent end', () => {
    for (const initScale of [0.3, 0.05]) {
      const { data, inputDim } = drawTame(11)
      const start = new Float64Array(4 * inputDim).fill(initScale)
      const vector = start.slice(0, inputDim)
      const exact = solveEndPoint(data, {
        wPlus: vector,
        wMinus: vector,
        vPlus: vector,
        vMinus: vector,
      })
      const problem = { inputDim, tasks: [data] }
      const settings = { learningRate: 0.002, weightDecay: 0, trainFirstLayer: true }
      const workspace = createWorkspace(problem)
      descend(start, problem, { settings, steps: 60_000, workspace })
      const trained = coefficients(start, inputDim, 0)
      // Euler steps of η leave an error of the order η.
      expect(largest(trained.map((value, d) => value - (exact.beta[d] ?? NaN)))).toBeLessThan(0.01)
    }
  })

  it('is the least-squares solution for more rows than features with noise, and says so', () => {
    const { data } = drawTame(5, { rows: 40, inputDim: 12, noise: 0.2 })
    const weights = new Float64Array(12).fill(0.01)
    const solved = solveEndPoint(data, {
      wPlus: weights,
      wMinus: weights,
      vPlus: weights,
      vMinus: weights,
    })
    expect(solved.status).toBe('leastSquares')
    expect(solved.misfit).toBeGreaterThan(0.1)
    expect(largest(transposed(data, residualOf(data, solved.beta)))).toBeLessThan(1e-12)
  })
})

/** A well-behaved problem. */
const drawTame = (
  seed: number,
  { rows = 6, inputDim = 15, noise = 0 } = {},
): { data: RegressionData; inputDim: number } => {
  const random = createRandom(seed, 1)
  const inputs = Float64Array.from({ length: rows * inputDim }, () => random.normal())
  const teacher = new Float64Array(inputDim)
  teacher.set([0.7, -0.7])
  const targets = predict(inputs, teacher).map((value) => value + noise * random.normal())
  return { data: { rows, inputs, targets }, inputDim }
}

describe('solveFlow(data, weights, times)', () => {
  it('follows small steps of gradient descent', () => {
    const { data, inputDim } = drawTame(3)
    const start = new Float64Array(4 * inputDim).fill(0.1)
    const vector = start.slice(0, inputDim)
    const weights = { wPlus: vector, wMinus: vector, vPlus: vector, vMinus: vector }
    const learningRate = 1e-3
    const times = [1, 3, 10, 30]
    const { betas } = solveFlow(data, weights, times)
    const problem = { inputDim, tasks: [data] }
    const workspace = createWorkspace(problem)
    const settings = { learningRate, weightDecay: 0, trainFirstLayer: true }
    let before = 0
    times.forEach((time, at) => {
      descend(start, problem, {
        settings,
        steps: Math.round((time - before) / learningRate),
        workspace,
      })
      before = time
      const trained = coefficients(start, inputDim, 0)
      // Euler steps of η leave an error of the order η.
      expect(largest(trained.map((value, d) => value - (betas[at]?.[d] ?? NaN)))).toBeLessThan(
        0.005,
      )
    })
  })

  it('starts at β⁰, takes times in any order and comes to the end point', () => {
    const property = fc.property(anyProblem, (seed) => {
      const { data, weights } = drawProblem(seed)
      const { wPlus, wMinus, vPlus, vMinus } = weights
      const start = wPlus.map((w, d) => w * (vPlus[d] ?? 0) - (wMinus[d] ?? 0) * (vMinus[d] ?? 0))
      const { betas } = solveFlow(data, weights, [1e16, 0])
      expect(largest(start.map((value, d) => value - (betas[1]?.[d] ?? NaN)))).toBeLessThanOrEqual(
        1e-12 * largest(start),
      )
      const end = solveEndPoint(data, weights)
      const scale = scaleOf(drawProblem(seed), end.beta)
      const gradient = transposed(data, residualOf(data, betas[0] ?? start))
      expect(largest(gradient)).toBeLessThan(1e-3 * scale * data.rows * start.length)
    })
    fc.assert(property, { numRuns: 100, seed: SEED })
  }, 60_000)
})

describe('solveLinearProbe(data, weights)', () => {
  it('has the least squares among what the frozen weights can reach', () => {
    const property = fc.property(anyProblem, (seed) => {
      const problem = drawProblem(seed)
      const { data, weights } = problem
      const beta = solveLinearProbe(data, weights)
      const strength = weights.wPlus.map((w, d) => Math.hypot(w, weights.wMinus[d] ?? 0))
      const gradient = transposed(data, residualOf(data, beta))
      const limit = 1e-7 * scaleOf(problem, beta) * data.rows * beta.length * largest(strength)
      gradient.forEach((value, d) => {
        expect(Math.abs(value) * (strength[d] ?? 0)).toBeLessThanOrEqual(limit)
      })
    })
    fc.assert(property, { numRuns: 300, seed: SEED })
  })
})

describe('solveGroupLasso(data, betaAux)', () => {
  it('fits, and no interpolating β that we know has a smaller group norm', () => {
    const property = fc.property(anyProblem, fc.boolean(), (seed, isBarelyUsed) => {
      const problem = drawProblem(seed)
      const { data, weights } = problem
      if (data.rows >= problem.inputDim || problem.hasNoise) return
      const aux = problem.aux.map((value, d) =>
        value === 0 && isBarelyUsed ? 10 ** -(3 + (d % 9)) : value,
      )
      const beta = solveGroupLasso(data, aux)
      const scale = Math.max(largest(beta), 1e-12)
      expect(largest(residualOf(data, beta))).toBeLessThan(1e-9 * scale * problem.inputDim)
      const others = [solveEndPoint(data, weights).beta, solveLinearProbe(data, weights)]
      for (const other of others.filter((one) => largest(residualOf(data, one)) < 1e-10)) {
        expect(groupNorm(aux, beta)).toBeLessThan(groupNorm(aux, other) + 1e-9)
      }
    })
    fc.assert(property, { numRuns: 400, seed: SEED })
  }, 60_000)

  it('reaches the dual bound y·λ + Σ|β_aux|√(1−u²), the proof that nothing is smaller', () => {
    for (let seed = 0; seed < 40; seed += 1) {
      const { data, inputDim } = drawTame(seed)
      const aux = Float64Array.from({ length: inputDim }, (_, d) =>
        d % 2 === 0 ? 0.3 + d / 20 : 0,
      )
      const beta = solveGroupLasso(data, aux)
      // Stationarity where the norm is smooth: u_d = β_d/√(β_d²+a_d²) is in the row space of X.
      const tangent = beta.map((value, d) => value / Math.hypot(value, aux[d] ?? 0))
      const smallest = groupNorm(aux, beta)
      for (const other of [solveProbeFrom(data, inputDim, 1), solveProbeFrom(data, inputDim, 3)]) {
        const along = other.reduce(
          (sum, value, d) => sum + (tangent[d] || 0) * (value - (beta[d] ?? 0)),
          0,
        )
        const kinks = other.reduce(
          (sum, value, d) => sum + (beta[d] === 0 && aux[d] === 0 ? Math.abs(value) : 0),
          0,
        )
        // The directional derivative towards any other interpolating β is not negative.
        expect(along + kinks).toBeGreaterThan(-1e-8 * smallest)
      }
    }
  })
})

/** An interpolating β, different for different strengths of the features. */
const solveProbeFrom = (data: RegressionData, inputDim: number, power: number): Float64Array => {
  const strength = Float64Array.from({ length: inputDim }, (_, d) => (1 + d) ** (-power / 2))
  const zero = new Float64Array(inputDim)
  return solveLinearProbe(data, { wPlus: strength, wMinus: zero, vPlus: zero, vMinus: zero })
}
