/** The commands that turn one JSON object into another. */
import { explicitPenalty } from '../../src/theory/relu/explicitPenalty.ts'
import { solveEndPoint } from '../../src/theory/solvers/endPoint.ts'
import { solveFlow, solveProbeFlow } from '../../src/theory/solvers/flow.ts'
import { solveGroupLassoFully } from '../../src/theory/solvers/groupLasso.ts'
import { solveLinearProbe } from '../../src/theory/solvers/linearProbe.ts'
import { finetunePenalty, multiTaskPenalty } from '../../src/theory/solvers/penalties.ts'
import { finiteNumber, InputError, records, vector } from './fields.ts'
import { fitOf, readFlowProblem, readRegression, type FlowProblem } from './problem.ts'

type Input = Readonly<Record<string, unknown>>

/** Where gradient flow has come to. */
interface End {
  beta: Float64Array
  iterations: number
  /** Σ Q; linear probing has none. */
  potential: number | null
}

const findEnd = ({ data, network, isProbe }: FlowProblem): End => {
  if (isProbe) return { beta: solveLinearProbe(data, network), iterations: 0, potential: null }
  if (network.wPlus.length === 0) return { beta: network.wPlus, iterations: 0, potential: 0 }
  return solveEndPoint(data, network)
}

const NOT_REACHED =
  'The end was not found: with weights of exactly 0 some coefficients can take only one sign, and none of the β that are left has the least squares; or the numbers are too large.'

/** Below this, products of two weights leave the range of numbers with all their digits. */
const SMALLEST_WEIGHT = 1e-150

const TOO_SMALL = `The end was not found: weights are so small (below ${SMALLEST_WEIGHT}) that their squares underflow to 0, where a double holds nothing smaller than about 1e-308.`

const reasonFor = ({ network }: FlowProblem): string => {
  const sizes = Object.values(network).flatMap((values: Float64Array) =>
    Array.from(values, Math.abs),
  )
  return sizes.some((size) => size > 0 && size < SMALLEST_WEIGHT) ? TOO_SMALL : NOT_REACHED
}

/** Where gradient flow ends: β, Newton steps, Σ Q and how well β fits. */
export const endPoint = (input: Input) => {
  const problem = readFlowProblem(input)
  const { beta, iterations, potential } = findEnd(problem)
  const fit = fitOf(problem, beta)
  if (!beta.every(Number.isFinite) || !(fit.isExact || fit.isLeastSquares)) {
    const nothing = { beta: null, potential: null, residual: null }
    return { ...nothing, iterations, status: 'stalled', reason: reasonFor(problem) }
  }
  return {
    beta: problem.restore(beta),
    iterations,
    ...(potential === null ? {} : { potential }),
    status: fit.isExact ? 'interpolates' : 'leastSquares',
    residual: fit.residual,
  }
}

/** Times of the file, on the clock of the scaled problem. */
const readTimes = (input: Input, divisor: number): { times: number[]; scaled: number[] } => {
  const times = Array.from(vector(input, 'times'))
  times.forEach((time, index) => {
    if (time < 0) throw new InputError(`times[${index}] is ${time}, but must not be negative.`)
  })
  return { times, scaled: times.map((time) => Math.min(time * divisor ** 2, Number.MAX_VALUE)) }
}

const followFlow = ({ data, network, isProbe }: FlowProblem, times: number[]): Float64Array[] => {
  if (network.wPlus.length === 0) return times.map(() => network.wPlus)
  const { betas } = isProbe ? solveProbeFlow(data, network, times) : solveFlow(data, network, times)
  return betas
}

/** β at each of the times. */
export const flow = (input: Input) => {
  const problem = readFlowProblem(input)
  const { times, scaled } = readTimes(input, problem.divisor)
  try {
    return { times, beta: followFlow(problem, scaled).map((beta) => problem.restore(beta)) }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    throw new InputError(
      'times cannot all be reached: rounding decides where the trajectory goes on, or the numbers are too large.',
    )
  }
}

const NOT_CONVERGED = 'The solver did not converge: the numbers of X, y or betaAux differ too much.'

/** The β of smallest group norm with betaAux; `interpolates` only where its optimality is certified. */
export const groupLasso = (input: Input) => {
  const problem = readRegression(input)
  const betaAux = vector(input, 'betaAux', problem.inputDim)
  const { beta, isCertified, gap, isUnique } = solveGroupLassoFully(problem.data, betaAux)
  const fit = fitOf(problem, beta)
  if (!beta.every(Number.isFinite) || !(fit.isExact || fit.isLeastSquares)) {
    return { beta: null, status: 'stalled', residual: null, reason: NOT_CONVERGED }
  }
  const answer = { beta: Array.from(beta), residual: fit.residual }
  if (!isCertified) {
    const reason = `The norm may be larger than the smallest by a share of ${gap.toExponential(1)}, and coefficients that should be 0 may not be.`
    return { ...answer, status: 'approximate', unique: isUnique, reason }
  }
  return { ...answer, status: fit.isExact ? 'interpolates' : 'leastSquares', unique: isUnique }
}

/** Sizes between which every penalty and every order is a number. */
const SMALLEST = 1e-70
const LARGEST = 1e70

const strength = (value: unknown, name: string): number => {
  const number = finiteNumber(value, name)
  const size = Math.abs(number)
  if (size === 0 || (size >= SMALLEST && size <= LARGEST)) return number
  throw new InputError(
    `${name} is ${number}, but must be 0 or of a size from ${SMALLEST} to ${LARGEST}.`,
  )
}

const readCorrelations = (input: Input): number[] => {
  const correlations = Array.from(vector(input, 'correlations'))
  correlations.forEach((value, index) => {
    if (Math.abs(value) <= 1) return
    throw new InputError(`correlations[${index}] is ${value}, but must be from -1 to 1.`)
  })
  return correlations
}

/**
 * All penalties of each pair. `finetune` is k − √(k²+β²) + β asinh(β/k) with k = aux; where it is
 * infinite (aux = 0) it is null and `reason` says so. `relu` has one number per correlation, in
 * their order.
 */
export const penalties = (input: Input) => {
  const correlations = readCorrelations(input)
  const pairs = records(input, 'pairs').map((pair, index) => {
    const beta = strength(pair.beta, `pairs[${index}].beta`)
    const aux = strength(pair.aux, `pairs[${index}].aux`)
    const finetune = finetunePenalty(beta, aux)
    const multiTask = multiTaskPenalty(beta, aux)
    const isInfinite = finetune.penalty === Infinity
    return {
      beta,
      aux,
      finetune: isInfinite ? null : finetune.penalty,
      finetune_order: finetune.order,
      finetune_dependence: finetune.dependence,
      multitask: multiTask.penalty,
      multitask_order: multiTask.order,
      multitask_dependence: multiTask.dependence,
      relu: correlations.map(
        (correlation) => explicitPenalty({ beta, betaAux: aux, correlation }).penalty,
      ),
      ...(isInfinite && { reason: 'finetune is infinite where aux is 0 and beta is not.' }),
    }
  })
  return { correlations, pairs }
}
