/**
 * How many steps fall between two pictures. The clock moves evenly over a logarithmic axis: each
 * picture is a fixed share of the steps so far further on, and at least one step.
 */
import { DECADES_A_SECOND, PICTURES_A_SECOND, type Pace } from '../protocol/clock.ts'

/** Growth of the step count from one picture to the next. */
const growthOf = (pace: Exclude<Pace, 'full'>): number =>
  10 ** (DECADES_A_SECOND[pace] / PICTURES_A_SECOND)

/** The step to draw next, coming from `step`. */
export const nextPicture = (step: number, pace: Pace): number =>
  pace === 'full' ? Infinity : Math.max(step + 1, Math.round(step * growthOf(pace)))

/** Milliseconds between two pictures. */
export const FRAME_MILLISECONDS = 1000 / PICTURES_A_SECOND
/** Finds, while training, how many steps fit between two looks at the message queue. */
export interface ChunkMeter {
  /** Steps of the clock to take in one go. */
  chunk(): number
  /** Reports what the last steps took. */
  record(steps: number, milliseconds: number): void
}

/** A meter that aims at chunks of so many milliseconds. */
export const createChunkMeter = (chunkMilliseconds: number): ChunkMeter => {
  let chunk = 1
  return {
    chunk: () => chunk,
    record: (steps, milliseconds) => {
      if (steps <= 0) return
      const fitting = (steps * chunkMilliseconds) / Math.max(milliseconds, 0.01)
      // Grows at most fourfold at a time: one lucky measurement must not block the thread.
      chunk = Math.max(1, Math.floor(Math.min(fitting, chunk * 4)))
    },
  }
}
