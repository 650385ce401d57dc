import { describe, expect, it } from 'vitest'
import type { Curve } from '../../src/protocol/messages.ts'
import { createCurveBuffer, writeCurve, type CurveBuffer } from '../../src/store/curves.ts'

/** Points with steps `from` … and losses that tell them apart. */
const curveOf = (from: number, count: number, mark = 0): Curve => {
  const step = Float64Array.from({ length: count }, (_, index) => from + index)
  return {
    step,
    trainingLoss: step.map((value) => value + 0.25 + mark),
    generalizationLoss: step.map((value) => value + 0.5 + mark),
  }
}

const contentOf = (buffer: CurveBuffer): Curve => ({
  step: buffer.step.slice(0, buffer.length),
  trainingLoss: buffer.trainingLoss.slice(0, buffer.length),
  generalizationLoss: buffer.generalizationLoss.slice(0, buffer.length),
})

describe('writeCurve(buffer, curve, start)', () => {
  it('puts piece after piece together, however long they get', () => {
    const buffer = createCurveBuffer()
    for (let start = 0; start < 5000; start += 50) writeCurve(buffer, curveOf(start, 50), start)
    expect(contentOf(buffer)).toEqual(curveOf(0, 5000))
  })

  it('takes one piece that is larger than twice the room', () => {
    const buffer = createCurveBuffer()
    writeCurve(buffer, curveOf(0, 3000), 0)
    expect(contentOf(buffer)).toEqual(curveOf(0, 3000))
  })

  it('ends the curve where the piece ends: later points of an old attempt are gone', () => {
    const buffer = createCurveBuffer()
    writeCurve(buffer, curveOf(0, 10), 0)
    writeCurve(buffer, curveOf(4, 2, 100), 4)
    expect(buffer.length).toBe(6)
    expect(Array.from(contentOf(buffer).trainingLoss)).toEqual([
      0.25, 1.25, 2.25, 3.25, 104.25, 105.25,
    ])
    writeCurve(buffer, curveOf(0, 0), 0)
    expect(buffer.length).toBe(0)
  })

  it('moves nothing while there is room', () => {
    const buffer = createCurveBuffer()
    const { step } = buffer
    writeCurve(buffer, curveOf(0, 200), 0)
    expect(buffer.step).toBe(step)
  })

  it('throws a RangeError for a gap', () => {
    const buffer = createCurveBuffer()
    expect(() => writeCurve(buffer, curveOf(1, 1), 1)).toThrow(
      new RangeError('invalid curve start: 1'),
    )
    expect(buffer.length).toBe(0)
  })
})
