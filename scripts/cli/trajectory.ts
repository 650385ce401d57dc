/**
 * What a run would have seen on the exact trajectory of gradient flow: the losses at the times at
 * which training is examined, and where training would have stopped.
 */
import { observedSteps } from '../../src/theory/exactWay.ts'
import { predict, type RegressionData } from '../../src/theory/tasks.ts'

/** Times from one step to the step limit, evenly on a logarithmic scale. */
export const observedTimes = (stepLimit: number, timePerStep: number): number[] =>
  observedSteps(stepLimit).map((step) => timePerStep * step)

/** L = (1/n) Σ (x·β − y)² on the given rows; β of shape D. */
export const trainingLossOf = ({ rows, inputs, targets }: RegressionData, beta: Float64Array) =>
  predict(inputs, beta).reduce(
    (sum, prediction, row) => sum + (prediction - (targets[row] ?? 0)) ** 2,
    0,
  ) / rows

export interface ObservedPoint {
  time: number
  trainingLoss: number
  /** Expected squared error on fresh rows. */
  loss: number
}

/** log of a positive number; the smallest one for 0, so that losses of 0 can be interpolated. */
const logOf = (value: number): number => Math.log(Math.max(value, Number.MIN_VALUE))

/**
 * Where between two points the training loss crosses the threshold. Near the end losses decay
 * exponentially, so their logarithms are straight lines in time.
 */
const crossing = (before: ObservedPoint, after: ObservedPoint, threshold: number) => {
  const [high, low] = [logOf(before.trainingLoss), logOf(after.trainingLoss)]
  const share = high > low ? (high - logOf(threshold)) / (high - low) : 1
  const between = (from: number, to: number): number => from + share * (to - from)
  return {
    time: between(before.time, after.time),
    loss: Math.exp(between(logOf(before.loss), logOf(after.loss))),
  }
}

/**
 * The smallest loss up to the time at which the training loss reaches `stopLoss` (training would
 * stop there), or at all points if it does not; and that time. At least one point, in order of time.
 */
export const bestUntilStop = (
  points: readonly ObservedPoint[],
  stopLoss: number,
): { loss: number; time: number } => {
  const end = points.findIndex(({ trainingLoss }) => trainingLoss <= stopLoss)
  const best = (seen: readonly ObservedPoint[]): number =>
    seen.reduce((least, { loss }) => Math.min(least, loss), Infinity)
  const [before, after] = [points[end - 1], points[end]]
  if (after === undefined) return { loss: best(points), time: points.at(-1)?.time ?? 0 }
  if (before === undefined) return after
  const { time, loss } = crossing(before, after, stopLoss)
  return { loss: Math.min(loss, best(points.slice(0, end))), time }
}
