/**
 * What happens on an exact trajectory: plateaus, features that are picked up, convergence
 * (docs/model.md, "Exact trajectory"). Pure, from β and the training loss on the grid of steps.
 */
import type { ExactPath } from '../protocol/computing.ts'

export type Phase =
  | { kind: 'plateau'; from: number; to: number }
  /** `feature`: its index, 0 … D−1. */
  | { kind: 'pickup'; step: number; feature: number }
  | { kind: 'converged'; step: number }

/** Features whose final |β| is at least this share of the largest one are said to be picked up … */
const WORTH_NAMING = 0.1
/** … once they have come this share of the way. */
const PICKED_UP = 0.5
/** A plateau is at least this factor of steps long: half a decade … */
const PLATEAU_LENGTH = Math.sqrt(10)
/** … over which the training loss changes by less than this share. */
const PLATEAU_CHANGE = 0.05
/** The steps of a grid are known to rounding. */
const HAIR = 1e-9

/** Where a phase begins, in steps. */
export const startOf = (phase: Phase): number =>
  phase.kind === 'plateau' ? phase.from : phase.step

/** Between two points of the grid all is linear in the logarithm of the steps. */
const crossing = (from: number, to: number, share: number): number =>
  from <= 0 ? to : from * (to / from) ** share

/**
 * The whole step from which on β_d stays above half of its final value, or nothing if it is there
 * from the start.
 * @param shares β_d at each step of the grid, divided by its final value
 */
const pickupStep = (shares: Float64Array, steps: Float64Array): number | null => {
  const last = shares.findLastIndex((share) => share < PICKED_UP)
  if (last < 0) return null
  const [before = 0, after = 1] = [shares[last], shares[last + 1]]
  const share = (PICKED_UP - before) / (after - before)
  const step = crossing(steps[last] ?? 0, steps[last + 1] ?? 0, share)
  return Math.ceil(step * (1 - HAIR))
}

const pickups = ({ betas }: ExactPath, steps: Float64Array): Phase[] => {
  const inputDim = betas.length / steps.length
  const final = betas.subarray(betas.length - inputDim)
  const largest = final.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
  return Array.from(final).flatMap((end, feature): Phase[] => {
    if (end === 0 || Math.abs(end) < WORTH_NAMING * largest) return []
    const shares = steps.map((_, point) => (betas[point * inputDim + feature] ?? 0) / end)
    const step = pickupStep(shares, steps)
    return step === null ? [] : [{ kind: 'pickup', step, feature }]
  })
}

/** Stretches every half-decade of which changes the loss by less than 5 %, above the stop loss. */
const plateaus = (loss: Float64Array, steps: Float64Array, stopLoss: number): Phase[] => {
  const found: { kind: 'plateau'; from: number; to: number }[] = []
  const isFlatTo = (index: number, end: number): boolean => {
    const [before = 0, after = 0] = [loss[index], loss[end]]
    return Math.abs(before - after) < PLATEAU_CHANGE * before && after > stopLoss
  }
  steps.forEach((from, index) => {
    if (from < 1) return
    const end = steps.findIndex((step) => step >= from * PLATEAU_LENGTH * (1 - HAIR))
    if (end < 0 || !isFlatTo(index, end)) return
    const to = steps[end] ?? from
    const previous = found.at(-1)
    if (previous !== undefined && from <= previous.to) previous.to = to
    // What has been flat from the first step on has been so from the start.
    else found.push({ kind: 'plateau', from: index === 1 && isFlatTo(0, 1) ? 0 : from, to })
  })
  return found.map(({ from, to }) => ({
    kind: 'plateau',
    from: Math.round(from),
    to: Math.round(to),
  }))
}

/** The first step of the grid from which on the training loss is at most the stop loss. */
const convergence = (loss: Float64Array, steps: Float64Array, stopLoss: number): Phase[] => {
  const step = steps[loss.findLastIndex((value) => value > stopLoss) + 1]
  return step === undefined ? [] : [{ kind: 'converged', step: Math.ceil(step * (1 - HAIR)) }]
}

/**
 * The phases of one method's path in the order of their beginning.
 * @param steps the grid, shape points, growing from 0
 * @param stopLoss training loss at which the method counts as converged, relative to the zero
 *   function's as the path's
 */
export const phasesOf = (path: ExactPath, steps: Float64Array, stopLoss: number): Phase[] =>
  [
    ...plateaus(path.trainingLoss, steps, stopLoss),
    ...pickups(path, steps),
    ...convergence(path.trainingLoss, steps, stopLoss),
  ].sort((one, other) => startOf(one) - startOf(other))
