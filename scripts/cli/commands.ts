/** The commands that turn one JSON object into another. */
import { solveEndPoint } from '../../src/theory/solvers/endPoint.ts'
import { solveFlow } from '../../src/theory/solvers/flow.ts'
import { solveGroupLasso } from '../../src/theory/solvers/groupLasso.ts'
import {
  finetunePenalty,
  multiTaskPenalty,
  reluPenalty,
} from '../../src/theory/solvers/penalties.ts'
import type { NetworkWeights } from '../../src/theory/solvers/growth.ts'
import type { RegressionData } from '../../src/theory/tasks.ts'
import { finiteNumber, InputError, matrix, records, vector } from './fields.ts'

type Input = Readonly<Record<string, unknown>>

/** X (n × D) and y (n). */
const readData = (input: Input): { data: RegressionData; inputDim: number } => {
  const { rows, columns, values } = matrix(input, 'X')
  const targets = vector(input, 'y', rows)
  return { data: { rows, inputs: values, targets }, inputDim: columns }
}

const readNetwork = (input: Input, inputDim: number): NetworkWeights => ({
  wPlus: vector(input, 'wPlus', inputDim),
  wMinus: vector(input, 'wMinus', inputDim),
  vPlus: vector(input, 'vPlus', inputDim),
  vMinus: vector(input, 'vMinus', inputDim),
})

/** Where gradient flow ends: β, Newton steps, Σ Q and whether Xβ = y. */
export const endPoint = (input: Input) => {
  const { data, inputDim } = readData(input)
  const solved = solveEndPoint(data, readNetwork(input, inputDim))
  const { iterations, potential, status } = solved
  return { beta: Array.from(solved.beta), iterations, potential, status }
}

/** β at each of the times. */
export const flow = (input: Input) => {
  const { data, inputDim } = readData(input)
  const network = readNetwork(input, inputDim)
  const times = Array.from(vector(input, 'times'))
  times.forEach((time, index) => {
    if (time < 0) throw new InputError(`times[${index}] is ${time}, but must not be negative.`)
  })
  try {
    const { betas } = solveFlow(data, network, times)
    return { times, beta: betas.map((beta) => Array.from(beta)) }
  } catch (error) {
    if (error instanceof RangeError) throw new InputError(`${error.message}.`)
    throw error
  }
}

/** The β of smallest group norm with betaAux. */
export const groupLasso = (input: Input) => {
  const { data, inputDim } = readData(input)
  return { beta: Array.from(solveGroupLasso(data, vector(input, 'betaAux', inputDim))) }
}

/**
 * All penalties of each pair. `finetune` is k − √(k²+β²) + β asinh(β/k) with k = aux; where it is
 * infinite (aux = 0) JSON has null. `relu` has one number per correlation, in their order.
 */
export const penalties = (input: Input) => {
  const correlations = Array.from(vector(input, 'correlations'))
  correlations.forEach((value, index) => {
    if (Math.abs(value) <= 1) return
    throw new InputError(`correlations[${index}] is ${value}, but must be from -1 to 1.`)
  })
  const pairs = records(input, 'pairs').map((pair, index) => {
    const beta = finiteNumber(pair.beta, `pairs[${index}].beta`)
    const aux = finiteNumber(pair.aux, `pairs[${index}].aux`)
    const finetune = finetunePenalty(beta, aux)
    const multiTask = multiTaskPenalty(beta, aux)
    return {
      beta,
      aux,
      finetune: finetune.penalty,
      finetune_order: finetune.order,
      finetune_dependence: finetune.dependence,
      multitask: multiTask.penalty,
      multitask_order: multiTask.order,
      multitask_dependence: multiTask.dependence,
      relu: correlations.map((correlation) => reluPenalty({ beta, betaAux: aux, correlation })),
    }
  })
  return { correlations, pairs }
}
