/**
 * The state of one training run apart from who computes its steps: which phase it is in, when it
 * must be examined, when it ends and why (docs/model.md, "Stopping"). An engine takes the steps;
 * `examine` looks at the weights and decides.
 *
 * All decisions are made on a fixed grid of steps, so they do not depend on how fast the machine
 * is or how often it draws.
 */
import type { DescentProblem, DescentSettings, Measurement } from './descent.ts'
import type { MethodRecipe, PhaseRecipe } from './methodRecipes.ts'
import type { Network, Output, TaskName } from './network.ts'
import { networkOf, referenceFor, type AnyTasks } from './networks.ts'
import { hasPlateaued, isFlat, type LossPoint } from './plateau.ts'
import type { RegressionData } from './tasks.ts'

/** The numbers of a run that do not describe its data. */
export interface TrainingSettings {
  /** η, for phases on the main task alone. */
  learningRate: number
  /** η₁, for phases that see auxiliary rows (pretraining and multi-task learning). */
  auxLearningRate: number
  /** λ, for phases that train on both tasks; every other phase has none. */
  weightDecay: number
  /** A phase ends when its training loss is this small. */
  stopLoss: number
  /** The probe of probe-then-finetune ends at this loss. */
  probeLoss: number
  /** A run ends after this many steps. */
  stepLimit: number
}

export type RunStatus = 'running' | 'converged' | 'plateau' | 'stepLimit' | 'diverged'

/** One examined point of a run. Losses are divided by the zero function's loss. */
interface Observation {
  step: number
  /** Mean squared residual on the run's own task (the main one, or pretraining's). */
  trainingLoss: number
  /** Expected squared error on fresh rows of that task. */
  generalizationLoss: number
}

export interface MethodRun {
  readonly recipe: MethodRecipe
  readonly tasks: AnyTasks
  readonly network: Network
  readonly settings: TrainingSettings
  phaseIndex: number
  problem: DescentProblem
  descent: DescentSettings
  /** Steps taken since the run began, over all of its phases. */
  step: number
  /** The step at which the run must be examined next. */
  nextCheck: number
  phaseStartStep: number
  /** Weights at the start of the phase: where a restart begins again. */
  phaseStart: Float64Array
  phaseLosses: LossPoint[]
  /** How often this phase was begun again with a tenth of the learning rate. */
  restarts: number
  status: RunStatus
  observations: Observation[]
  /** The smallest generalization loss at any examined step. */
  bestGeneralizationLoss: number
}

/** What an examination decided. With 'load', the engine must continue from `weights`. */
export type Decision =
  | { kind: 'continue' }
  | { kind: 'restart'; learningRate: number; weights: Float64Array }
  | { kind: 'nextPhase'; weights: Float64Array }
  | { kind: 'end'; status: RunStatus; weights: Float64Array }

/** A loss above this ends the attempt (the paper's protocol), unless the phase began near it. */
const DIVERGENCE_LOSS = 100
const RESTARTS_ALLOWED = 12
/** Neighbouring checks lie at most this factor apart: 32 in a decade. */
const CHECK_RATIO = 10 ** (1 / 32)

/** How many rows of data each phase's network reads out: its tasks in order. */
const phaseData = (phase: PhaseRecipe, tasks: AnyTasks): readonly RegressionData[] =>
  ({ auxiliary: [tasks.aux], main: [tasks.main], both: [tasks.aux, tasks.main] })[phase.tasks]

/** The step of a phase that begins with these weights: η₁ or η over its scale, or η/κ for a probe. */
export const learningRateOf = (
  run: { network: Network; settings: TrainingSettings },
  phase: PhaseRecipe,
  weights: Float64Array,
): number => {
  const { learningRate, auxLearningRate } = run.settings
  const rate = phase.tasks === 'main' ? learningRate : auxLearningRate
  if (phase.trainFirstLayer) return rate / run.network.stepScale(weights, phase.tasks)
  const scale = run.network.probingScale(weights)
  return scale > 0 ? learningRate / scale : learningRate
}

const enterPhase = (run: MethodRun, phase: PhaseRecipe, weights: Float64Array): void => {
  run.problem = run.network.problem(phaseData(phase, run.tasks))
  run.descent = {
    learningRate: learningRateOf(run, phase, weights),
    weightDecay: phase.tasks === 'both' ? run.settings.weightDecay : 0,
    trainFirstLayer: phase.trainFirstLayer,
  }
  run.phaseStartStep = run.step
  run.phaseStart = weights.slice()
  run.phaseLosses = []
  run.restarts = 0
}

/** The task that the run is about. */
const ownTask = ({ recipe }: Pick<MethodRun, 'recipe'>): TaskName =>
  recipe.phases[0]?.tasks === 'auxiliary' ? 'auxiliary' : 'main'

/** What the run's own task gets from these weights. */
export const ownOutput = (run: MethodRun, weights: Float64Array): Output => {
  const tasks = run.problem.tasks.length
  return { weights, tasks, readout: tasks - 1, task: ownTask(run) }
}

const observe = (run: MethodRun, weights: Float64Array, measured: Measurement): void => {
  const output = ownOutput(run, weights)
  const generalizationLoss = run.network.generalizationLoss(output)
  run.observations.push({
    step: run.step,
    trainingLoss: (measured.taskLosses[output.readout] ?? 0) / run.network.zeroLoss(output.task),
    generalizationLoss,
  })
  run.bestGeneralizationLoss = Math.min(run.bestGeneralizationLoss, generalizationLoss)
}

/** A run at its first step, with weights for the tasks of the first phase. */
export const createMethodRun = (
  recipe: MethodRecipe,
  weights: Float64Array,
  context: { tasks: AnyTasks; settings: TrainingSettings },
): MethodRun => {
  const [phase] = recipe.phases
  if (phase === undefined) throw new RangeError('invalid recipe: no phases')
  const network = networkOf(context.tasks)
  const problem = network.problem(phaseData(phase, context.tasks))
  const expected = referenceFor(problem).weightCount(problem)
  if (weights.length !== expected) {
    throw new RangeError(`invalid weights: ${weights.length} numbers, expected ${expected}`)
  }
  const run: MethodRun = {
    recipe,
    tasks: context.tasks,
    settings: context.settings,
    network,
    phaseIndex: 0,
    problem,
    descent: { learningRate: 0, weightDecay: 0, trainFirstLayer: true },
    step: 0,
    nextCheck: 0,
    phaseStartStep: 0,
    phaseStart: weights,
    phaseLosses: [],
    restarts: 0,
    status: 'running',
    observations: [],
    bestGeneralizationLoss: Infinity,
  }
  enterPhase(run, phase, weights)
  return run
}

const end = (run: MethodRun, status: RunStatus, weights: Float64Array): Decision => {
  run.status = status
  return { kind: 'end', status, weights }
}

/** Begins the phase again with a tenth of the learning rate, as the paper's protocol does. */
const restart = (run: MethodRun): Decision => {
  if (run.restarts >= RESTARTS_ALLOWED) return end(run, 'diverged', run.phaseStart.slice())
  run.restarts += 1
  run.descent = { ...run.descent, learningRate: run.descent.learningRate / 10 }
  run.step = run.phaseStartStep
  run.nextCheck = run.step
  run.phaseLosses = []
  run.observations = run.observations.filter((point) => point.step < run.phaseStartStep)
  return {
    kind: 'restart',
    learningRate: run.descent.learningRate,
    weights: run.phaseStart.slice(),
  }
}

const finishPhase = (run: MethodRun, status: RunStatus, weights: Float64Array): Decision => {
  const next = run.recipe.phases[run.phaseIndex + 1]
  if (next === undefined || run.step >= run.settings.stepLimit) return end(run, status, weights)
  run.phaseIndex += 1
  enterPhase(run, next, weights)
  run.nextCheck = run.step + 1
  return { kind: 'nextPhase', weights }
}

/** The check after this one: 32 a decade, counted from the start of the phase. */
const followingCheck = (run: MethodRun, limit: number): number => {
  const taken = run.step - run.phaseStartStep
  const next = run.phaseStartStep + Math.max(taken + 1, Math.ceil(taken * CHECK_RATIO))
  return Math.min(next, limit)
}

/** A probe that a finetuning follows may use half of the steps. */
const phaseStepLimit = (run: MethodRun): number => {
  const isLast = run.phaseIndex === run.recipe.phases.length - 1
  return isLast ? run.settings.stepLimit : Math.floor(run.settings.stepLimit / 2)
}

/** The force may take as long to compute as a step: it is asked for only where it decides. */
const isResting = ({ phaseLosses, descent }: MethodRun, measured: Measurement): boolean =>
  isFlat(phaseLosses) && hasPlateaued(phaseLosses, measured.largestForce, descent)

/**
 * Looks at a run at its `nextCheck` (the caller has set `run.step`) and decides how it goes on.
 * `weights`: the current weights; a decision's `weights` may be kept.
 */
export const examine = (run: MethodRun, weights: Float64Array): Decision => {
  const measured = referenceFor(run.problem).measure(weights, run.problem)
  const initialLoss = run.phaseLosses[0]?.loss ?? 0
  if (!(measured.loss <= Math.max(DIVERGENCE_LOSS, 10 * initialLoss)) && run.phaseLosses.length) {
    return restart(run)
  }
  observe(run, weights, measured)
  run.phaseLosses.push({ step: run.step - run.phaseStartStep, loss: measured.loss })
  const phase = run.recipe.phases[run.phaseIndex]
  if (measured.loss <= run.settings[phase?.endsAt ?? 'stopLoss']) {
    return finishPhase(run, 'converged', weights)
  }
  if (isResting(run, measured)) {
    return finishPhase(run, 'plateau', weights)
  }
  const limit = phaseStepLimit(run)
  if (run.step >= limit) return finishPhase(run, 'stepLimit', weights)
  run.nextCheck = followingCheck(run, limit)
  return { kind: 'continue' }
}
