import { describe, expect, it } from 'vitest'
import { hasPlateaued, type LossPoint } from '../../src/theory/plateau.ts'

const FREE = { learningRate: 0.1, weightDecay: 0, trainFirstLayer: true }
const FROZEN = { ...FREE, trainFirstLayer: false }

/** A loss at 0, half of `steps` and `steps`. */
const losses = (steps: number, halfWay: number, now: number): LossPoint[] => [
  { step: 0, loss: 1 },
  { step: steps / 2, loss: halfWay },
  { step: steps, loss: now },
]

describe('hasPlateaued(losses, largestForce, descent)', () => {
  it('is true where the loss is flat and no weight can still grow', () => {
    // η·steps·max|g| = 0.1·1000·0.004 = 0.4 ≤ ½.
    expect(hasPlateaued(losses(1000, 0.5, 0.499), 0.004, FREE)).toBe(true)
  })

  it('is false where a flat loss hides a weight that still grows', () => {
    // 0.1·1000·0.006 = 0.6 > ½.
    expect(hasPlateaued(losses(1000, 0.5, 0.5), 0.006, FREE)).toBe(false)
  })

  it('counts weight decay against growth', () => {
    // 0.1·1000·(0.006 − 0.002) = 0.4.
    const decaying = { ...FREE, weightDecay: 0.002 }
    expect(hasPlateaued(losses(1000, 0.5, 0.5), 0.006, decaying)).toBe(true)
  })

  it('asks a probe only for a flat loss', () => {
    expect(hasPlateaued(losses(1000, 0.5, 0.499), 1, FROZEN)).toBe(true)
    expect(hasPlateaued(losses(1000, 0.5, 0.49), 1, FROZEN)).toBe(false)
  })

  it.each([
    [0.4951, true],
    [0.4949, false],
    [0.5049, true],
    [0.5051, false],
  ])('compares with half way to one percent, up or down: %f', (now, expected) => {
    expect(hasPlateaued(losses(1000, 0.5, now), 0, FREE)).toBe(expected)
  })

  it('compares with the last point at or before half of the steps', () => {
    const points = [
      { step: 0, loss: 1 },
      { step: 499, loss: 0.5 },
      { step: 501, loss: 0.7 },
      { step: 1000, loss: 0.5 },
    ]
    expect(hasPlateaued(points, 0, FREE)).toBe(true)
    expect(hasPlateaued(points.with(2, { step: 500, loss: 0.7 }), 0, FREE)).toBe(false)
  })

  it('never ends a phase before 200 steps', () => {
    expect(hasPlateaued(losses(198, 0.5, 0.5), 0, FREE)).toBe(false)
    expect(hasPlateaued(losses(200, 0.5, 0.5), 0, FREE)).toBe(true)
    expect(hasPlateaued([], 0, FREE)).toBe(false)
  })

  it('takes a loss of zero for a plateau, not for a division', () => {
    expect(hasPlateaued(losses(1000, 0, 0), 0, FREE)).toBe(true)
  })
})
