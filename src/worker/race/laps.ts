/**
 * One contestant on its way: laps of about the asked length, cut at the checkpoints that all pass.
 * Warmed up before, so that what is compiled once is not counted as training.
 */
import type { Checkpoint, Lap } from '../../protocol/race.ts'
import type { Stepper } from './stepper.ts'

/** How a race is timed and judged. */
export interface Course {
  /** Milliseconds since some fixed moment. */
  now: () => number
  /** Training loss at these weights, divided by the zero function's. */
  lossOf: (weights: Float64Array) => number
}

/** Milliseconds from the call until the steps are taken and their weights read. */
const timeSteps = async (stepper: Stepper, steps: number, now: () => number) => {
  const begin = now()
  stepper.advance(steps)
  const weights = await stepper.read()
  return { weights, took: now() - begin }
}

/** A warm-up ends with a chunk that takes so long … */
const WARM_MILLISECONDS = 20
/** … or has so many steps, wherever a clock stands still. */
const MOST_WARM_STEPS = 2 ** 16

/**
 * Takes steps that do not count, more and more of them.
 * @returns Steps a millisecond, roughly.
 */
export const warmUp = async (stepper: Stepper, now: () => number): Promise<number> => {
  // The first step compiles, and must not be taken for a slow one.
  await timeSteps(stepper, 1, now)
  for (let steps = 1; ; steps *= 2) {
    const { took } = await timeSteps(stepper, steps, now)
    if (took >= WARM_MILLISECONDS || steps >= MOST_WARM_STEPS) return steps / Math.max(took, 1)
  }
}

/** The first checkpoint after a step: 10, 30, 100, 300 … */
const nextCheckpoint = (step: number): number => {
  let decade = 10
  while (3 * decade <= step) decade *= 10
  return step < decade ? decade : 3 * decade
}

/** A lap that has less than this share left is over: a last short chunk would time the reading. */
const SHARE_LEFT = 0.1

/** `rate` is what the warm-up found. The stepper must be new. */
export const createRunner = (stepper: Stepper, rate: number, { now, lossOf }: Course) => {
  let step = 0
  let stepsPerMillisecond = rate
  return {
    lap: async (milliseconds: number): Promise<Lap> => {
      const first = step
      const checkpoints: Checkpoint[] = []
      let spent = 0
      let loss = NaN
      while (milliseconds - spent > SHARE_LEFT * milliseconds) {
        const checkpoint = nextCheckpoint(step)
        const wanted = Math.round(stepsPerMillisecond * (milliseconds - spent))
        const steps = Math.max(1, Math.min(wanted, checkpoint - step))
        const { weights, took } = await timeSteps(stepper, steps, now)
        spent += took
        step += steps
        loss = lossOf(weights)
        if (step === checkpoint) checkpoints.push({ step, loss })
      }
      stepsPerMillisecond = (step - first) / spent
      return { steps: step - first, seconds: spent / 1000, step, loss, checkpoints }
    },
  }
}

export type Runner = ReturnType<typeof createRunner>
