/**
 * How far to go along a step of the dual Newton method. z moves on a straight line, so X is not
 * needed and a trial costs D exponentials. The growth of F's slope along the line is a sum of
 * exponentials, whose logarithm is nearly straight where one of them prevails: Newton's method on
 * the logarithm finds where the slope is used up, from far beyond in a few trials.
 *
 * `as number` below stands on reads that are inside the array by construction: in these loops a
 * check (`?? 0`) was measured to cost a third of the speed.
 */
import { grow, type Growth } from './growth.ts'

/** Steps that move no exponent by more than this are taken whole: Newton is safe there. */
const SAFE_STEP = 0.5
/** The slope at the end of a step, as a share of the one at its start. */
const SLOPE_ACCEPTED = 0.2
const SEARCH_LIMIT = 60
/** The first trial of a search moves no exponent by more than this. */
const LARGEST_TRIAL = 60

interface Point {
  beta: Float64Array
  curvature: Float64Array
}

/** A line z + t·zStep (all of shape D), with β and W at its start and at the last trial. */
export interface Line {
  readonly z: Float64Array
  readonly zStep: Float64Array
  readonly trialZ: Float64Array
  readonly point: Point
  readonly trial: Point
}

/** β and W at z + t·(step of z); returns how much F's slope has grown since t = 0. */
const tryStep = (growth: Growth, line: Line, size: number): number => {
  const { z, zStep, trialZ, trial, point } = line
  for (let d = 0; d < z.length; d += 1) {
    trialZ[d] = (z[d] as number) + size * (zStep[d] as number)
  }
  grow(growth, trialZ, trial)
  const { beta } = trial
  const before = point.beta
  let sum = 0
  for (let d = 0; d < z.length; d += 1) {
    sum += (zStep[d] as number) * ((beta[d] as number) - (before[d] as number))
  }
  return sum / 2
}

/** The derivative of that growth by t at the last trial. */
const growthRate = ({ zStep, trial }: Line): number => {
  let sum = 0
  for (let d = 0; d < zStep.length; d += 1) {
    sum += (zStep[d] as number) ** 2 * (trial.curvature[d] as number)
  }
  return sum / 2
}

/** What is tried next between two bounds, of which the upper may be unknown (Infinity). */
const nextSize = (
  bounds: { lower: number; upper: number },
  newton: number,
  round: number,
): number => {
  const { lower, upper } = bounds
  if (upper === Infinity) return Math.min(Math.max(newton, 1.1 * lower), 4 * lower)
  const width = upper - lower
  const isUseful = newton > lower && newton < upper && round % 8 !== 7
  if (!isUseful) return lower === 0 ? upper / 8 : lower + width / 2
  return Math.min(Math.max(newton, lower + 0.02 * width), upper - 0.02 * width)
}

/**
 * A step size near F's minimum along the line, whose trial point is then in `line`; 0 if there is
 * none.
 * @param step `slope` of F along the line at its start, and the largest step of an exponent
 */
export const searchLine = (
  growth: Growth,
  line: Line,
  step: { slope: number; largest: number },
): number => {
  const steepness = Math.abs(step.slope)
  const bounds = { lower: 0, upper: Infinity }
  let size = Math.min(1, LARGEST_TRIAL / step.largest)
  for (let round = 0; round < SEARCH_LIMIT; round += 1) {
    const used = tryStep(growth, line, size) / steepness
    if (step.largest <= SAFE_STEP || Math.abs(used - 1) <= SLOPE_ACCEPTED) return size
    if (used < 1) bounds.lower = size
    else bounds.upper = size
    const newton = size - (Math.log(used) * used * steepness) / growthRate(line)
    size = nextSize(bounds, newton, round)
  }
  tryStep(growth, line, bounds.lower)
  return bounds.lower
}
