import { solveExactEnd, type ExactEnd } from '../../theory/exactWay.ts'
import { METHOD_RECIPES, type MethodId } from '../../theory/methodRecipes.ts'
import { startingWeights, type TrainingContext } from '../../theory/referenceTrainer.ts'
import type { Sliced } from '../../theory/sliced.ts'

export interface SolvedMethod extends ExactEnd {
  /** At the start of the method's phase, shape 4 × D. */
  weights: Float64Array
}

/** Solves a method of a spec; `place` names what the last solution must have been solved on. */
export type WarmSolver = (
  method: MethodId,
  context: TrainingContext,
  from: { pretrained: Float64Array | undefined; place: string },
) => Sliced<SolvedMethod>

/**
 * Exact ends, each from the last solution of the same method at the same place. Where it starts
 * changes an end by rounding only.
 */
export const createWarmSolver = (): WarmSolver => {
  const last = new Map<MethodId, { place: string; lambda: Float64Array }>()
  return function* (method, context, { pretrained, place }) {
    const { main } = context.tasks
    const weights = startingWeights(METHOD_RECIPES[method], context, pretrained)
    const before = last.get(method)
    const start = before?.place === place ? before.lambda : undefined
    let end = yield* solveExactEnd(method, { main, weights }, { ...(start && { lambda: start }) })
    // A start that was good for its own problem may be a bad one for this.
    if (end.status === 'stalled' && start) end = yield* solveExactEnd(method, { main, weights })
    if (end.status === 'stalled') last.delete(method)
    else if (end.lambda) last.set(method, { place, lambda: end.lambda })
    return { ...end, weights }
  }
}
