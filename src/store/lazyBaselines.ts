/**
 * Where linear models end that are fitted on a network that stands still: asked of the pool once
 * training is at rest, when the pretrained network is at hand. No React.
 */
import type { LazyJob, LazyResult } from '../protocol/computing.ts'
import { DEFAULT_SPECS, needsPretraining, type RunSpec } from '../protocol/spec.ts'
import {
  createRestingQuestion,
  type QuestionSurroundings,
  type RestingQuestion,
} from './restingQuestion.ts'
import type { TrainingState } from './training.ts'

export type LazyBaselines = RestingQuestion<LazyResult>

/** Settings of finetuning, which a network that stands still does not know, set to one value. */
const withoutFinetuning = (spec: RunSpec): RunSpec => {
  const usual = DEFAULT_SPECS[spec.network]
  const { rescale, readoutInit, readoutTied, learningRate, weightDecay, probeLoss } = usual
  return {
    ...spec,
    ...{ rescale, readoutInit, readoutTied, learningRate, weightDecay, probeLoss },
    methods: [needsPretraining(spec) ? 'finetune' : 'singleTask'],
  }
}

const AT_REST: readonly TrainingState['phase'][] = ['finished', 'paused', 'failed']

export const createLazyBaselines = (surroundings: QuestionSurroundings): LazyBaselines => {
  const { controls, training } = surroundings
  return createRestingQuestion<LazyJob>({
    ...surroundings,
    priority: 'ladder',
    ask: () => {
      const { spec } = controls.getState()
      if (spec.network !== 'relu') return null
      const job: LazyJob = { type: 'lazy', spec: withoutFinetuning(spec) }
      return { about: [JSON.stringify(job.spec)], job: () => job }
    },
    mayBegin: () => AT_REST.includes(training.getState().phase),
  })
}
