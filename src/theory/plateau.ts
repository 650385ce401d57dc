/**
 * When to stop although the loss is not small (docs/model.md, "Stopping").
 */
import type { DescentSettings } from './descent.ts'

export interface LossPoint {
  /** Steps since the phase began. */
  step: number
  loss: number
}

/** Over the second half of the phase the loss must have changed by less than this share. */
const LOSS_CHANGE = 0.01
/** As many steps again could change the logarithm of a weight by at most this. */
const GROWTH_LEFT = 0.5
/** A phase shorter than this has no plateau. */
const MINIMUM_STEPS = 200

/** The last point at or before half of the newest step. */
const halfWay = (losses: readonly LossPoint[], step: number): LossPoint | undefined =>
  losses.findLast((point) => point.step <= step / 2)

/** True if the loss has hardly changed since half of the phase, which must not be too short. */
export const isFlat = (losses: readonly LossPoint[]): boolean => {
  const newest = losses.at(-1)
  if (newest === undefined || newest.step < MINIMUM_STEPS) return false
  const earlier = halfWay(losses, newest.step)
  if (earlier === undefined) return false
  return !(Math.abs(earlier.loss - newest.loss) > LOSS_CHANGE * earlier.loss)
}

/**
 * True if another stretch as long as the whole phase so far would change nothing to speak of.
 *
 * A flat loss alone does not tell: with small weights the loss is flat while a weak feature is
 * still growing exponentially, at most by e^{η(max|g|−λ)} a step. So the plateau also needs
 * η·steps·(max|g| − λ) ≤ ½. A frozen first layer (probing) has no such growth.
 *
 * @param losses points of this phase in order, the newest last
 * @param largestForce max |g| at the newest point
 */
export const hasPlateaued = (
  losses: readonly LossPoint[],
  largestForce: number,
  descent: DescentSettings,
): boolean => {
  const newest = losses.at(-1)
  if (newest === undefined || !isFlat(losses)) return false
  if (!descent.trainFirstLayer) return true
  const growth = Math.max(largestForce - descent.weightDecay, 0)
  return descent.learningRate * newest.step * growth <= GROWTH_LEFT
}
