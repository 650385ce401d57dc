/** Playing a trajectory: evenly in the logarithm of the steps. Pure; time is an argument. */

/** Milliseconds from one end of the axis to the other. */
export const WHOLE_WAY = 8000

/** Place of a step on the axis that is played along: 0 and 1 at its left end, 1 at `lastStep`. */
export const shareOf = (step: number, lastStep: number): number =>
  step <= 1 ? 0 : Math.log(step) / Math.log(lastStep)

/** The whole step at a place of that axis; 0 at its very beginning. */
export const stepAtShare = (share: number, lastStep: number): number =>
  share <= 0 ? 0 : Math.min(lastStep, Math.round(lastStep ** share))

/** Where playing leads in so many milliseconds: forwards with direction 1, backwards with −1. */
export const playedOn = (share: number, direction: 1 | -1, milliseconds: number): number =>
  Math.min(1, Math.max(0, share + (direction * milliseconds) / WHOLE_WAY))

/** True where playing ends. */
export const isAtEnd = (share: number, direction: 1 | -1): boolean =>
  direction > 0 ? share >= 1 : share <= 0
