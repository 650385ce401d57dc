/** The exact way of a spec's methods (docs/model.md, "Exact trajectory"). */
import type { ExactPath, TrajectoryJob, TrajectoryResult } from '../../protocol/computing.ts'
import { needsPretraining } from '../../protocol/spec.ts'
import { hasExactEnd, observedSteps, solveExactWay } from '../../theory/exactWay.ts'
import { METHOD_RECIPES } from '../../theory/methodRecipes.ts'
import { relativeGeneralizationLoss } from '../../theory/metrics.ts'
import { startingWeights } from '../../theory/referenceTrainer.ts'
import type { Sliced } from '../../theory/sliced.ts'
import { predict, type TaskPair } from '../../theory/tasks.ts'
import { networkOf } from '../../theory/networks.ts'
import { contextOf, type Prepared } from './prepared.ts'

/** The last step looked at: beyond it the page's clock does not go. */
const LAST_STEP = 1_000_000

/** Mean squared residual on the main rows, relative to the zero function's loss |β_main|². */
const relativeTrainingLoss = ({ main, mainTeacher }: TaskPair, beta: Float64Array): number => {
  const zeroLoss = mainTeacher.reduce((sum, value) => sum + value * value, 0) || 1
  const squares = predict(main.inputs, beta).reduce(
    (sum, value, row) => sum + (value - (main.targets[row] ?? 0)) ** 2,
    0,
  )
  return main.rows === 0 ? 0 : squares / main.rows / zeroLoss
}

const pathOf = (tasks: TaskPair, betas: readonly Float64Array[]): ExactPath => {
  const flat = new Float64Array(betas.length * tasks.inputDim)
  betas.forEach((beta, point) => flat.set(beta, point * tasks.inputDim))
  return {
    betas: flat,
    trainingLoss: Float64Array.from(betas, (beta) => relativeTrainingLoss(tasks, beta)),
    generalizationLoss: Float64Array.from(betas, (beta) =>
      relativeGeneralizationLoss(beta, tasks.mainTeacher),
    ),
  }
}

export const createTrajectorySolver = (
  prepared: Prepared,
): ((job: TrajectoryJob, tell: (share: number) => void) => Sliced<TrajectoryResult>) =>
  function* ({ spec, pretraining }, tell) {
    const tasks = yield* prepared.tasks(spec)
    const context = contextOf(spec, tasks)
    const pretrained = needsPretraining(spec)
      ? yield* prepared.pretrained(spec, pretraining)
      : undefined
    const steps = [0, ...observedSteps(LAST_STEP)]
    const paths: TrajectoryResult['paths'] = {}
    const methods = spec.methods.filter(hasExactEnd)
    for (const [index, method] of methods.entries()) {
      const weights = startingWeights(METHOD_RECIPES[method], context, pretrained)
      try {
        paths[method] = pathOf(tasks, yield* solveExactWay(method, { context, weights }, steps))
      } catch (error) {
        // A way that the integrator cannot follow; the other methods' ways stand.
        if (!(error instanceof RangeError)) throw error
      }
      tell((index + 1) / methods.length)
      yield
    }
    return { task: networkOf(tasks).describeTask(), steps: Float64Array.from(steps), paths }
  }
