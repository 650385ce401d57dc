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
