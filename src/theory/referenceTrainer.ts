/**
 * Trains any of the six methods from start to end in float64, in one call: the yardstick for the
 * engines and the tests (docs/model.md, "Training").
 */
import { totalRows, type DescentProblem } from './descent.ts'
import {
  METHOD_RECIPES,
  PRETRAINING_RECIPE,
  type MethodId,
  type MethodRecipe,
} from './methodRecipes.ts'
import {
  createMethodRun,
  examine,
  ownOutput,
  type MethodRun,
  type TrainingSettings,
} from './methodRun.ts'
import type { StartSettings, Stepper } from './network.ts'
import { networkOf, referenceFor, type AnyTasks } from './networks.ts'
import { reduceRowsInSlices } from './rowReduction.ts'
import { finish, type Sliced } from './sliced.ts'
import type { TaskPair } from './tasks.ts'

export interface TrainedRun {
  run: MethodRun
  /** Weights at the end. */
  weights: Float64Array
  /** Coefficients of the run's own task at the end, shape D. */
  beta: Float64Array
}

/** Everything a run needs. */
export interface TrainingContext<Tasks extends AnyTasks = TaskPair> {
  tasks: Tasks
  start: StartSettings
  settings: TrainingSettings
  /**
   * Take the steps on the reduced rows (theory/rowReduction.ts): the same weights up to rounding,
   * several times faster where rows are many. The yardstick itself does not.
   */
  reducesRows?: boolean
  /** Takes the steps in place of the reference (theory/descent.ts): faster, nearly as exact. */
  openStepper?: ((problem: DescentProblem) => Stepper) | undefined
}

const tasksOf = (recipe: MethodRecipe): number => (recipe.phases[0]?.tasks === 'both' ? 2 : 1)

/**
 * The weights a method begins with. `pretrained` is needed by the methods that start from
 * pretraining: weights of a network with one task.
 * @throws RangeError if it is missing then.
 */
export const startingWeights = (
  recipe: MethodRecipe,
  context: Pick<TrainingContext<AnyTasks>, 'tasks' | 'start'>,
  pretrained?: Float64Array,
): Float64Array => {
  const { start, tasks } = context
  const network = networkOf(tasks)
  if (recipe.startsFrom === 'initialization') return network.initialWeights(start, tasksOf(recipe))
  if (pretrained === undefined) throw new RangeError('invalid pretrained weights: missing')
  return network.rescaleForFinetuning(pretrained, start)
}

const openReference = (problem: DescentProblem): Stepper => referenceFor(problem).open(problem)

/** How many steps make a slice; at least one. */
const stepsPerSlice = (problem: DescentProblem, { entriesPerSlice }: Stepper): number =>
  Math.max(1, Math.floor(entriesPerSlice / (problem.inputDim * (totalRows(problem) + 4))))

function* trainRecipe(
  recipe: MethodRecipe,
  context: TrainingContext<AnyTasks>,
  pretrained?: Float64Array,
): Sliced<TrainedRun> {
  let weights = startingWeights(recipe, context, pretrained)
  const run = createMethodRun(recipe, weights, context)
  const open = context.openStepper ?? openReference
  let trained: { stepper: Stepper; most: number } | undefined
  for (;;) {
    const decision = examine(run, weights)
    if (decision.kind !== 'continue') weights = decision.weights
    if (decision.kind === 'nextPhase') trained = undefined
    if (decision.kind === 'end') break
    if (trained === undefined) {
      const problem =
        context.reducesRows && run.network.isLinear
          ? yield* reduceRowsInSlices(run.problem)
          : run.problem
      const stepper = open(problem)
      trained = { stepper, most: stepsPerSlice(problem, stepper) }
    }
    const { stepper, most } = trained
    while (run.step < run.nextCheck) {
      const steps = Math.min(most, run.nextCheck - run.step)
      stepper.advance(weights, { settings: run.descent, steps })
      run.step += steps
      yield
    }
  }
  return { run, weights, beta: run.network.coefficients(ownOutput(run, weights)) }
}

/** `pretrain` in slices of a few milliseconds, counted in steps. */
export const pretrainInSlices = (context: TrainingContext<AnyTasks>): Sliced<TrainedRun> =>
  trainRecipe(PRETRAINING_RECIPE, context)

/** `trainMethod` in slices of a few milliseconds, counted in steps. */
export function* trainMethodInSlices(
  method: MethodId,
  context: TrainingContext<AnyTasks>,
  pretrained?: Float64Array,
): Sliced<TrainedRun> {
  const recipe = METHOD_RECIPES[method]
  const isNeeded = recipe.startsFrom === 'pretraining' && pretrained === undefined
  const start = isNeeded ? (yield* pretrainInSlices(context)).weights : pretrained
  return yield* trainRecipe(recipe, context, start)
}

/** Trains on the auxiliary task from fresh weights. */
export const pretrain = (context: TrainingContext<AnyTasks>): TrainedRun =>
  finish(pretrainInSlices(context))

/** Trains one method; pretrains first if the method needs it and `pretrained` is not given. */
export const trainMethod = (
  method: MethodId,
  context: TrainingContext<AnyTasks>,
  pretrained?: Float64Array,
): TrainedRun => finish(trainMethodInSlices(method, context, pretrained))
