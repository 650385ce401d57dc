/**
 * How many steps fall between two pictures. The clock moves evenly over a logarithmic axis: each
 * picture is a fixed share of the steps so far further on, and at least one step.
 */
import type { Pace } from '../protocol/clock.ts'

/** Growth of the step count from one picture to the next; 60 pictures a second. */
const GROWTH: Record<Exclude<Pace, 'full'>, number> = {
  slow: 10 ** (1 / 240), // a decade in 4 seconds
  normal: 10 ** (1 / 60), // a decade a second
  fast: 10 ** (1 / 15), // four decades a second
}

/** The step to draw next, coming from `step`. */
export const nextPicture = (step: number, pace: Pace): number =>
  pace === 'full' ? Infinity : Math.max(step + 1, Math.round(step * GROWTH[pace]))

/** Milliseconds between two pictures. */
export const FRAME_MILLISECONDS = 1000 / 60
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
