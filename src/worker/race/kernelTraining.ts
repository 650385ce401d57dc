import { createBatchDescender } from '../../engine/descender.ts'
import type { TrainingBackend } from '../../engine/kernel.ts'
import type { SteppedTraining, Stepper } from './stepper.ts'

/** The networks on an engine of ours, which must have been started. */
export const createKernelStepper = (
  backend: TrainingBackend,
  { problems, start, learningRate }: SteppedTraining,
): Stepper => {
  const descents = problems.map(() => ({ learningRate, weightDecay: 0, trainFirstLayer: true }))
  const descender = createBatchDescender(
    backend,
    problems,
    problems.map(() => start),
  )
  return {
    advance: (steps) => descender.advance(descents, steps),
    read: async () => (await descender.read())[0] ?? start,
    dispose: () => descender.dispose(),
  }
}
