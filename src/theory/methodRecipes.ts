/**
 * The six ways to train, as data: what each starts from and which phases it goes through
 * (docs/model.md, "Methods"). Source: Lippl & Lindsey 2024, sections 3 and 5.
 */

/** Which training rows a phase scores. */
export type PhaseTasks = 'auxiliary' | 'main' | 'both'

export interface PhaseRecipe {
  tasks: PhaseTasks
  /** False for linear probing: w is frozen and only the readout v is trained. */
  trainFirstLayer: boolean
  /** The loss that ends the phase: the run's own threshold, or the looser one of a probe. */
  endsAt: 'stopLoss' | 'probeLoss'
}

export interface MethodRecipe {
  /** Fresh weights, or those that pretraining left, rescaled. */
  startsFrom: 'initialization' | 'pretraining'
  phases: readonly PhaseRecipe[]
}

export const METHOD_IDS = [
  'singleTask',
  'multiTask',
  'finetune',
  'singleTaskProbe',
  'finetuneProbe',
  'probeThenFinetune',
] as const

export type MethodId = (typeof METHOD_IDS)[number]

const trainAll: PhaseRecipe = { tasks: 'main', trainFirstLayer: true, endsAt: 'stopLoss' }
const probe: PhaseRecipe = { tasks: 'main', trainFirstLayer: false, endsAt: 'stopLoss' }

export const METHOD_RECIPES: Record<MethodId, MethodRecipe> = {
  singleTask: { startsFrom: 'initialization', phases: [trainAll] },
  multiTask: { startsFrom: 'initialization', phases: [{ ...trainAll, tasks: 'both' }] },
  finetune: { startsFrom: 'pretraining', phases: [trainAll] },
  singleTaskProbe: { startsFrom: 'initialization', phases: [probe] },
  finetuneProbe: { startsFrom: 'pretraining', phases: [probe] },
  probeThenFinetune: {
    startsFrom: 'pretraining',
    phases: [{ ...probe, endsAt: 'probeLoss' }, trainAll],
  },
}

/** Pretraining itself: a single-task run on the auxiliary task. */
export const PRETRAINING_RECIPE: MethodRecipe = {
  startsFrom: 'initialization',
  phases: [{ ...trainAll, tasks: 'auxiliary' }],
}
