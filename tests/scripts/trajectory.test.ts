import { describe, expect, it } from 'vitest'
import { bestUntilStop, observedTimes, trainingLossOf } from '../../scripts/cli/trajectory.ts'

describe('observedTimes(stepLimit, timePerStep)', () => {
  it('goes from one step to the limit, 32 times a decade, by equal factors', () => {
    const times = observedTimes(1000, 0.1)
    expect(times).toHaveLength(3 * 32 + 1)
    expect(times[0]).toBeCloseTo(0.1, 12)
    expect(times.at(-1)).toBeCloseTo(100, 9)
    expect((times[33] ?? 0) / (times[1] ?? 0)).toBeCloseTo(10, 9)
  })
})

describe('trainingLossOf(data, beta)', () => {
  it('is the mean squared residual over rows', () => {
    const data = {
      rows: 2,
      inputs: Float64Array.from([1, 0, 0, 2]),
      targets: Float64Array.from([1, 1]),
    }
    // Residuals 3 − 1 = 2 and 2·1 − 1 = 1.
    expect(trainingLossOf(data, Float64Array.from([3, 1]))).toBe((4 + 1) / 2)
  })
})

describe('bestUntilStop(points, stopLoss)', () => {
  /** Both losses decay by e for each unit of time; the one on new inputs is ten times larger. */
  const decaying = Array.from({ length: 11 }, (_, time) => ({
    time,
    trainingLoss: Math.exp(-time),
    loss: 10 * Math.exp(-time),
  }))

  it('stops between two points, where exponential decay crosses the threshold', () => {
    const { time, loss } = bestUntilStop(decaying, Math.exp(-4.25))
    expect(time).toBeCloseTo(4.25, 12)
    expect(loss).toBeCloseTo(10 * Math.exp(-4.25), 12)
  })

  it('does not look behind the stop, but at everything before it', () => {
    const points = [
      { time: 0, trainingLoss: 1, loss: 5 },
      { time: 1, trainingLoss: 0.5, loss: 2 },
      { time: 2, trainingLoss: 0.1, loss: 8 },
      { time: 3, trainingLoss: 0.01, loss: 1 },
    ]
    expect(bestUntilStop(points, 0.1)).toEqual({ time: 2, loss: 2 })
  })

  it('takes all points where the threshold is never reached, and the first if it is at once', () => {
    expect(bestUntilStop(decaying, 1e-20)).toEqual({ time: 10, loss: 10 * Math.exp(-10) })
    expect(bestUntilStop(decaying, 2)).toMatchObject({ time: 0, loss: 10 })
  })

  it('a training loss of exactly 0 has stopped', () => {
    const points = [
      { time: 0, trainingLoss: 1, loss: 1 },
      { time: 1, trainingLoss: 0, loss: 0 },
    ]
    const { time, loss } = bestUntilStop(points, 1e-10)
    expect(time).toBeGreaterThan(0)
    expect(time).toBeLessThan(1)
    expect(loss).toBeLessThan(1)
  })
})
