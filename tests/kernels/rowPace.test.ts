import { describe, expect, it } from 'vitest'
import { createRowPace } from '../../src/kernels/rowPace.ts'

const alone = { isDivided: false, steps: 100, milliseconds: 5 }
const together = { isDivided: true, steps: 100, milliseconds: 3 }
const disturbed = { ...together, milliseconds: 9 }

/** Calls until rows may be divided again. */
const callsAlone = (pace: ReturnType<typeof createRowPace>, problem: string): number => {
  let calls = 0
  while (!pace.isWorthDividing(problem)) calls += 1
  return calls
}

describe('createRowPace()', () => {
  it('makes one call alone, and then divides as long as that is faster', () => {
    const pace = createRowPace()
    expect(callsAlone(pace, 'a')).toBe(1)
    pace.note('a', alone)
    pace.note('a', together)
    expect(callsAlone(pace, 'a')).toBe(0)
  })

  it('leaves the threads asleep for a while where they were slower, and tries again', () => {
    const pace = createRowPace()
    callsAlone(pace, 'a')
    pace.note('a', alone)
    pace.note('a', disturbed)
    expect(callsAlone(pace, 'a')).toBeGreaterThan(1)
    pace.note('a', together)
    expect(callsAlone(pace, 'a')).toBe(0)
  })

  it('compares with what one thread was last, not with its best', () => {
    const pace = createRowPace()
    callsAlone(pace, 'a')
    pace.note('a', alone)
    pace.note('a', { ...alone, milliseconds: 10 })
    pace.note('a', disturbed)
    expect(callsAlone(pace, 'a')).toBe(0)
  })

  it('knows nothing of one problem from another, and learns nothing from a short call', () => {
    const pace = createRowPace()
    callsAlone(pace, 'a')
    pace.note('a', alone)
    pace.note('a', { isDivided: true, steps: 1, milliseconds: 0.5 })
    expect(callsAlone(pace, 'a')).toBe(0)
    pace.note('a', disturbed)
    expect(callsAlone(pace, 'b')).toBe(1)
  })
})
