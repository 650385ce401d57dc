import { describe, expect, it } from 'vitest'
import { PACES } from '../../src/protocol/clock.ts'
import { createChunkMeter, nextPicture } from '../../src/worker/pacing.ts'

describe('nextPicture(step, pace)', () => {
  it.each(PACES)('is always at least one step on, and a whole step or the end: %s', (pace) => {
    for (let step = 0; step < 5000; step += 7) {
      const next = nextPicture(step, pace)
      expect(next).toBeGreaterThanOrEqual(step + 1)
      expect(Number.isInteger(next) || next === Infinity).toBe(true)
    }
  })

  it.each([
    ['slow', 4],
    ['normal', 1],
    ['fast', 1 / 4],
  ] as const)('covers late decades at a steady rate: %s takes %f seconds each', (pace, seconds) => {
    let pictures = 0
    for (let step = 10_000; step < 100_000; step = nextPicture(step, pace)) pictures += 1
    // 60 pictures a second; the last one may overshoot.
    expect(Math.abs(pictures - 60 * seconds)).toBeLessThanOrEqual(1)
  })

  it('goes straight to the end at full pace', () => {
    expect(nextPicture(0, 'full')).toBe(Infinity)
  })
})

describe('createChunkMeter(milliseconds)', () => {
  it('begins with one step and grows at most fourfold at a time', () => {
    const meter = createChunkMeter(5)
    const chunks = [meter.chunk()]
    for (let round = 0; round < 4; round += 1) {
      meter.record(meter.chunk(), 0)
      chunks.push(meter.chunk())
    }
    expect(chunks).toEqual([1, 4, 16, 64, 256])
  })

  it.each([0.001, 0.1, 1, 20])('settles at what fits into 5 ms: %f ms a step', (stepTime) => {
    const meter = createChunkMeter(5)
    for (let round = 0; round < 20; round += 1) {
      meter.record(meter.chunk(), meter.chunk() * stepTime)
    }
    // A step that takes longer than 5 ms is still taken, alone.
    expect(meter.chunk()).toBe(Math.max(1, Math.floor(5 / stepTime + 1e-9)))
  })

  it('shrinks at once when steps become slow', () => {
    const meter = createChunkMeter(5)
    for (let round = 0; round < 10; round += 1) meter.record(meter.chunk(), 0)
    meter.record(1000, 1000)
    expect(meter.chunk()).toBe(5)
  })

  it('learns nothing from no steps', () => {
    const meter = createChunkMeter(5)
    meter.record(1, 0)
    meter.record(0, 100)
    expect(meter.chunk()).toBe(4)
  })
})
