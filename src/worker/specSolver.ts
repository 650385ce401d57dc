/**
 * The exact end points of a spec's methods (docs/model.md, "Exact end point"). Keeps what the next
 * spec of a drag can use: auxiliary rows, pretrained weights, the last solution.
 */
import { pretrainingKey } from '../engine/runCache.ts'
import type { RunSpec } from '../protocol/spec.ts'
import type { MethodId } from '../theory/methodRecipes.ts'
import { pretrain, type TrainingContext } from '../theory/referenceTrainer.ts'
import {
  createEndPointWorkspace,
  solveEndPoint,
  type EndPoint,
} from '../theory/solvers/endPoint.ts'
import type { TaskPair } from '../theory/tasks.ts'

/** Pretrained weights, shape 4 × D; the last `kept` are remembered. */
export const createPretrainer = (
  kept: number,
): ((spec: RunSpec, context: TrainingContext) => Float64Array) => {
  const known = new Map<string, Float64Array>()
  return (spec, context) => {
    const key = pretrainingKey(spec)
    const weights = known.get(key) ?? pretrain(context).weights
    known.delete(key)
    known.set(key, weights)
    const [oldest] = known.keys()
    if (known.size > kept && oldest !== undefined) known.delete(oldest)
    return weights
  }
}

/** Solves one method, from the last solution where that had the same shape. */
export const createWarmSolver = () => {
  const last = new Map<MethodId, EndPoint>()
  let workspace: ReturnType<typeof createEndPointWorkspace> | null = null
  let shape = ''
  return (method: MethodId, { main, inputDim }: TaskPair, weights: Float64Array): EndPoint => {
    const nowShape = `${main.rows}×${inputDim}`
    if (nowShape !== shape) {
      shape = nowShape
      last.clear()
      workspace = main.rows < inputDim ? createEndPointWorkspace(main.rows, inputDim) : null
    }
    const vector = (row: number): Float64Array =>
      weights.subarray(row * inputDim, (row + 1) * inputDim)
    const network = { wPlus: vector(0), wMinus: vector(1), vPlus: vector(2), vMinus: vector(3) }
    const lambda = last.get(method)?.lambda
    const solved = solveEndPoint(main, network, {
      ...(lambda && { lambda }),
      ...(workspace && { workspace }),
    })
    last.set(method, solved)
    return solved
  }
}
