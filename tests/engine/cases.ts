/**
 * Training situations on which every engine is compared with the float64 reference: the phases of
 * the six methods at a given start. Shared by the tests in Node and in the browser.
 */
import { createTasks, type TaskPair, type TaskSettings } from '../../src/theory/tasks.ts'
import type { DescentProblem, DescentSettings } from '../../src/theory/descent.ts'
import { METHOD_RECIPES, type MethodId } from '../../src/theory/methodRecipes.ts'
import { createMethodRun, type TrainingSettings } from '../../src/theory/methodRun.ts'
import {
  pretrain,
  startingWeights,
  trainMethod,
  type TrainingContext,
} from '../../src/theory/referenceTrainer.ts'

/** What an engine is asked to train. */
export interface TrainingCase {
  name: string
  problem: DescentProblem
  descent: DescentSettings
  /** Shape (2 + 2T) × D. */
  weights: Float64Array
}

export const smallTasks = (changes: Partial<TaskSettings> = {}): TaskPair =>
  createTasks({
    inputDim: 50,
    auxActive: 10,
    mainActive: 3,
    overlap: 3,
    auxSamples: 40,
    mainSamples: 16,
    labelNoise: 0,
    dataSeed: 3,
    ...changes,
  })

const SETTINGS: TrainingSettings = {
  learningRate: 0.1,
  auxLearningRate: 0.1,
  weightDecay: 0,
  stopLoss: 1e-8,
  probeLoss: 1e-2,
  stepLimit: 4000,
}

export interface StartChoice {
  /** α */
  initScale: number
  /** c; γ is α·c, as in the paper's runs. */
  rescale: number
  weightDecay?: number
}

const contextOf = (tasks: TaskPair, choice: StartChoice): TrainingContext => ({
  tasks,
  start: {
    initScale: choice.initScale,
    initSpread: 0,
    initSeed: 1,
    rescale: choice.rescale,
    readoutInit: choice.initScale * choice.rescale,
  },
  settings: { ...SETTINGS, weightDecay: choice.weightDecay ?? 0 },
})

/** The last phase of a method with the weights it begins with, by the reference trainer. */
const lastPhase = (method: MethodId, context: TrainingContext, pretrained: Float64Array) => {
  const recipe = METHOD_RECIPES[method]
  if (recipe.phases.length === 1) {
    const weights = startingWeights(recipe, context, pretrained)
    const run = createMethodRun(recipe, weights, context)
    return { problem: run.problem, descent: run.descent, weights }
  }
  // A finished run remembers the problem and the starting weights of its last phase.
  const { run } = trainMethod(method, context, pretrained)
  if (run.phaseIndex !== recipe.phases.length - 1) throw new Error(`${method} ended in its probe`)
  return { problem: run.problem, descent: run.descent, weights: run.phaseStart }
}

/** One case for each of the given methods. */
export const methodCases = (
  methods: readonly MethodId[],
  tasks: TaskPair,
  choice: StartChoice,
): TrainingCase[] => {
  const context = contextOf(tasks, choice)
  const pretrained = pretrain(context).weights
  return methods.map((method) => ({
    name: `${method}, α=${choice.initScale}, c=${choice.rescale}, λ=${choice.weightDecay ?? 0}`,
    ...lastPhase(method, context, pretrained),
  }))
}
