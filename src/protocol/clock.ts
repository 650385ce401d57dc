/** The clock that all networks of a run share. */

/** A moment of a run: pretraining has a clock of its own, then all methods share one. */
export interface ClockPoint {
  stage: 'pretraining' | 'main'
  step: number
}

/**
 * How fast the clock moves over its logarithmic axis: each pace has the same steps, only more or
 * fewer of them between two pictures. 'full' is as fast as the engine can.
 */
export const PACES = ['slow', 'normal', 'fast', 'full'] as const
export type Pace = (typeof PACES)[number]

/** Decades of the step count that go by in a second, where the engine keeps up. */
export const DECADES_A_SECOND: Readonly<Record<Exclude<Pace, 'full'>, number>> = {
  slow: 0.25,
  normal: 1,
  fast: 4,
}

/** Pictures a second, where the screen keeps up; the clock takes a step in each at least. */
export const PICTURES_A_SECOND = 60
