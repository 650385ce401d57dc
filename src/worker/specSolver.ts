/**
 * The exact end points of a spec's methods (docs/model.md, "Exact end point"). Keeps what the next
 * spec of a drag can use: auxiliary rows, pretrained weights, the last solution.
 */
import { pretrainingKey } from '../engine/runCache.ts'
import { createTaskSource } from '../engine/taskSource.ts'
import type { ExactEnds } from '../protocol/solving.ts'
import {
  needsPretraining,
  startSettingsOf,
  taskSettingsOf,
  trainingSettingsOf,
  type RunSpec,
} from '../protocol/spec.ts'
import { coefficients } from '../theory/diagonalNetwork.ts'
import { METHOD_RECIPES, type MethodId } from '../theory/methodRecipes.ts'
import { pretrain, startingWeights, type TrainingContext } from '../theory/referenceTrainer.ts'
import {
  createEndPointWorkspace,
  solveEndPoint,
  type EndPoint,
} from '../theory/solvers/endPoint.ts'
import type { TaskPair } from '../theory/tasks.ts'

export interface SpecSolver {
  /**
   * End points, without the methods that have no exact one; and the coefficients that pretraining
   * left, if any method pretrains.
   */
  solve: (spec: RunSpec) => { tasks: TaskPair; ends: ExactEnds; pretrained: Float64Array | null }
}

/** Methods whose flow has a closed end: all weights trained, on the main task alone, in one phase. */
const hasExactEnd = (method: MethodId): boolean => {
  const { phases } = METHOD_RECIPES[method]
  return (
    phases.length === 1 && phases.every((phase) => phase.tasks === 'main' && phase.trainFirstLayer)
  )
}

const PRETRAINED_KEPT = 8

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

export const createSpecSolver = (): SpecSolver => {
  const drawTasks = createTaskSource()
  const pretrainedWeights = createPretrainer(PRETRAINED_KEPT)
  const solve = createWarmSolver()
  return {
    solve: (spec) => {
      const tasks = drawTasks(taskSettingsOf(spec))
      const context: TrainingContext = {
        tasks,
        start: startSettingsOf(spec),
        settings: trainingSettingsOf(spec),
        reducesRows: true,
      }
      const ends: ExactEnds = {}
      const pretrained = needsPretraining(spec) ? pretrainedWeights(spec, context) : undefined
      for (const method of spec.methods.filter(hasExactEnd)) {
        const recipe = METHOD_RECIPES[method]
        const end = solve(method, tasks, startingWeights(recipe, context, pretrained))
        if (end.status !== 'stalled') ends[method] = end.beta
      }
      const beta = pretrained ? coefficients(pretrained, tasks.inputDim, 0) : null
      return { tasks, ends, pretrained: beta }
    },
  }
}
