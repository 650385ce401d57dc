import { describe, expect, it } from 'vitest'
import { isAtEnd, playedOn, shareOf, stepAtShare, WHOLE_WAY } from '../../src/store/playback.ts'

const LAST = 1_000_000

describe('playing a trajectory', () => {
  it('goes evenly in the logarithm of the steps: a decade of six takes a sixth of the time', () => {
    const from = shareOf(10, LAST)
    expect(stepAtShare(playedOn(from, 1, WHOLE_WAY / 6), LAST)).toBe(100)
    expect(stepAtShare(playedOn(from, -1, WHOLE_WAY / 12), LAST)).toBe(3) // √10 = 3.16
  })

  it('takes the whole way in frames of any length, and stops at either end', () => {
    let share = shareOf(0, LAST)
    for (let frame = 0; frame < 100; frame += 1) share = playedOn(share, 1, WHOLE_WAY / 100)
    expect(stepAtShare(share, LAST)).toBe(LAST)
    expect(isAtEnd(playedOn(share, 1, 20), 1)).toBe(true)
    expect(playedOn(0.99, 1, WHOLE_WAY)).toBe(1)
    expect(playedOn(0.01, -1, WHOLE_WAY)).toBe(0)
    expect(isAtEnd(0, -1)).toBe(true)
    expect([isAtEnd(0, 1), isAtEnd(1, -1), isAtEnd(0.5, 1)]).toEqual([false, false, false])
  })

  it('begins at step 0 and has whole steps', () => {
    expect(stepAtShare(0, LAST)).toBe(0)
    expect([0, 1].map((step) => shareOf(step, LAST))).toEqual([0, 0])
    for (const step of [1, 2, 17, 12_345, LAST]) {
      // Step 1 shares its place with step 0.
      expect(stepAtShare(shareOf(step, LAST), LAST)).toBe(step === 1 ? 0 : step)
    }
  })
})
