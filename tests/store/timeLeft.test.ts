import { describe, expect, it } from 'vitest'
import type { ClockPoint, Pace } from '../../src/protocol/clock.ts'
import {
  createPaceMeter,
  durationInWords,
  isLong,
  mostSecondsLeft,
} from '../../src/store/timeLeft.ts'

const main = (step: number): ClockPoint => ({ stage: 'main', step })

/** A clock looked at once a second, from step `from`, at so many steps a second. */
const watch = ([from, stepsPerSecond]: [number, number], seconds: number, pace: Pace) => {
  const meter = createPaceMeter()
  for (let second = 0; second <= seconds; second += 1) {
    meter.note(main(from + second * stepsPerSecond), 1000 * second)
  }
  return meter.stepsPerSecond(pace)
}

describe('createPaceMeter()', () => {
  it('measures a clock that computing holds back', () => {
    // In 6 s the normal pace would go from 1000 to 10⁹.
    expect(watch([1000, 30], 6, 'normal')).toBe(30)
    expect(watch([1000, 30], 6, 'full')).toBe(30)
  })

  it('is silent where the pace that was chosen sets the speed', () => {
    // A quarter of a decade a second: from 10 to 10·10^(6/4) = 316 in 6 s; at first a step a picture.
    expect(watch([10, 51], 6, 'slow')).toBe(null)
    expect(watch([0, 60], 6, 'slow')).toBe(null)
  })

  it('waits until it has seen enough, and until anything has moved', () => {
    expect(createPaceMeter().stepsPerSecond('full')).toBe(null)
    expect(watch([1000, 30], 3, 'full')).toBe(null)
    expect(watch([1000, 30], 4, 'full')).toBe(30)
    expect(watch([1000, 0], 9, 'full')).toBe(null)
  })

  it('begins anew with another stage, and with another run', () => {
    for (const next of [main(5), { stage: 'pretraining', step: 500 } as const]) {
      const meter = createPaceMeter()
      for (let second = 0; second <= 5; second += 1) meter.note(main(100 + second), 1000 * second)
      expect(meter.stepsPerSecond('full')).toBe(1)
      meter.note(next, 6000)
      expect(meter.stepsPerSecond('full')).toBe(null)
    }
  })

  it('forgets what is more than ten seconds old', () => {
    const meter = createPaceMeter()
    for (let second = 0; second <= 10; second += 1) meter.note(main(second), 1000 * second)
    for (let second = 11; second <= 20; second += 1) {
      meter.note(main(10 + 100 * (second - 10)), 1000 * second)
    }
    expect(meter.stepsPerSecond('full')).toBe(100)
  })
})

describe('mostSecondsLeft()', () => {
  it('counts to the step limit, and before the main task to both', () => {
    expect(mostSecondsLeft(main(1000), 100_000, 30)).toBe(3300)
    expect(mostSecondsLeft({ stage: 'pretraining', step: 1000 }, 100_000, 100)).toBe(1990)
    expect(mostSecondsLeft(main(100_000), 100_000, 30)).toBe(0)
  })
})

describe('isLong()', () => {
  it('tells of more than two minutes, and takes it back below one', () => {
    expect([121, 119].map((seconds) => isLong(seconds, false))).toEqual([true, false])
    expect([61, 59].map((seconds) => isLong(seconds, true))).toEqual([true, false])
  })
})

describe('durationInWords()', () => {
  it('is as coarse as it is uncertain', () => {
    expect([40, 130, 17 * 60, 56 * 60, 89 * 60, 91 * 60, 7 * 3600].map(durationInWords)).toEqual([
      'about a minute',
      'about 2 minutes',
      'about 17 minutes',
      'about 55 minutes',
      'about 90 minutes',
      'about 2 hours',
      'about 7 hours',
    ])
  })
})
