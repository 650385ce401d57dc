/**
 * Training situations on which every engine is compared with the float64 reference: the phases of
 * the six methods at a given start, for either kind of network. Shared by the tests in Node and in
 * the browser.
 */
import { referenceFor, type AnyTasks } from '../../src/theory/networks.ts'
import type { NetworkId } from '../../src/theory/network.ts'
import {
  createReluTasks,
  type ReluTaskPair,
  type ReluTaskSettings,
} from '../../src/theory/relu/reluTasks.ts'
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
  /** As the reference for the problem wants them. */
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

const smallReluTasks = (changes: Partial<ReluTaskSettings> = {}): ReluTaskPair =>
  createReluTasks({
    ...{ inputDim: 15, hiddenWidth: 50, auxActive: 4, mainActive: 1, overlap: 1 },
    ...{ auxSamples: 40, mainSamples: 16, labelNoise: 0, dataSeed: 3 },
    ...{ featureCorrelation: 0.9, featureMagnitude: 1 },
    ...changes,
  })

/** Changes of the small tasks, by the kind of network that they are for. */
export type TaskChoice =
  | (Partial<TaskSettings> & { network?: 'diagonal' })
  | (Partial<ReluTaskSettings> & { network: 'relu' })

export const chosenTasks = (choice: TaskChoice): AnyTasks =>
  choice.network === 'relu' ? smallReluTasks(choice) : smallTasks(choice)

const SETTINGS: Record<NetworkId, TrainingSettings> = {
  diagonal: {
    ...{ learningRate: 0.1, auxLearningRate: 0.1, weightDecay: 0 },
    ...{ stopLoss: 1e-8, probeLoss: 1e-2, stepLimit: 4000 },
  },
  // Pretraining ends at the limit; to go on would only make the tests slower.
  relu: {
    ...{ learningRate: 0.1, auxLearningRate: 0.1, weightDecay: 0 },
    ...{ stopLoss: 1e-8, probeLoss: 0.5, stepLimit: 1000 },
  },
}

export interface StartChoice {
  /** α */
  initScale: number
  /** c; γ is α·c, as in the paper's runs of diagonal networks. */
  rescale: number
  weightDecay?: number
}

const contextOf = (tasks: AnyTasks, choice: StartChoice): TrainingContext<AnyTasks> => ({
  tasks,
  start: {
    initScale: choice.initScale,
    initSpread: 0,
    initSeed: 1,
    rescale: choice.rescale,
    readoutInit: choice.initScale * choice.rescale,
  },
  settings: { ...SETTINGS[tasks.network], weightDecay: choice.weightDecay ?? 0 },
})

/** The last phase of a method with the weights it begins with, by the reference trainer. */
const lastPhase = (
  method: MethodId,
  context: TrainingContext<AnyTasks>,
  pretrained: Float64Array | undefined,
) => {
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
  tasks: AnyTasks,
  choice: StartChoice,
): TrainingCase[] => {
  const context = contextOf(tasks, choice)
  const isNeeded = methods.some((id) => METHOD_RECIPES[id].startsFrom === 'pretraining')
  const pretrained = isNeeded ? pretrain(context).weights : undefined
  return methods.map((method) => ({
    name: `${method}, α=${choice.initScale}, c=${choice.rescale}, λ=${choice.weightDecay ?? 0}`,
    ...lastPhase(method, context, pretrained),
  }))
}

/** The weights after so many steps of the float64 reference. */
export const referenceSteps = (
  problem: DescentProblem,
  weights: Float64Array,
  plan: { settings: DescentSettings; steps: number },
): Float64Array => {
  const result = weights.slice()
  referenceFor(problem).open(problem).advance(result, plan)
  return result
}

/** Which feature, or hidden unit, a weight belongs to. */
export const partOf = ({ inputDim, hiddenWidth = 0 }: DescentProblem, index: number): number => {
  if (hiddenWidth === 0) return index % inputDim
  const firstLayer = inputDim * hiddenWidth
  return index < firstLayer ? Math.floor(index / inputDim) : (index - firstLayer) % hiddenWidth
}
