/** Loss curves as they grow: columns with room to spare, so that a new point copies nothing. */
import type { Curve } from '../protocol/messages.ts'

export interface CurveBuffer {
  step: Float64Array
  trainingLoss: Float64Array
  generalizationLoss: Float64Array
  /** How many points of the columns are valid. */
  length: number
}

const INITIAL_ROOM = 256

export const createCurveBuffer = (): CurveBuffer => ({
  step: new Float64Array(INITIAL_ROOM),
  trainingLoss: new Float64Array(INITIAL_ROOM),
  generalizationLoss: new Float64Array(INITIAL_ROOM),
  length: 0,
})

const enlarged = (column: Float64Array, room: number): Float64Array => {
  const larger = new Float64Array(room)
  larger.set(column)
  return larger
}

/**
 * Puts the points of `curve` at positions `start` …, which ends the buffer there: a run that was
 * begun again replaces its later points. A gap (start beyond the length) is refused.
 */
export const writeCurve = (buffer: CurveBuffer, curve: Curve, start: number): void => {
  if (start > buffer.length) throw new RangeError(`invalid curve start: ${start}`)
  const length = start + curve.step.length
  if (length > buffer.step.length) {
    const room = Math.max(length, 2 * buffer.step.length)
    buffer.step = enlarged(buffer.step, room)
    buffer.trainingLoss = enlarged(buffer.trainingLoss, room)
    buffer.generalizationLoss = enlarged(buffer.generalizationLoss, room)
  }
  buffer.step.set(curve.step, start)
  buffer.trainingLoss.set(curve.trainingLoss, start)
  buffer.generalizationLoss.set(curve.generalizationLoss, start)
  buffer.length = length
}
