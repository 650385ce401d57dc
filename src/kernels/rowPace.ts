/**
 * Whether a problem's rows are worth dividing just now. Where another thread of the page needs the
 * processor, threads that wait for each other can be slower than one alone. What is computed is the
 * same either way, so the clock may decide.
 */

/** Calls shorter than this, in milliseconds, say nothing: they are mostly waking up. */
const SHORTEST = 1
/** Calls that go on alone before the threads are tried again. */
const REST = 16

interface Known {
  /** Milliseconds of a step on one thread, when last measured. */
  alone: number
  /** Calls that are still to be made alone. */
  rest: number
}

interface Call {
  isDivided: boolean
  steps: number
  milliseconds: number
}

export interface RowPace {
  /** Asked once before each call. */
  isWorthDividing: (problem: string) => boolean
  note: (problem: string, call: Call) => void
}

/** Problems are told apart by their sizes. */
export const createRowPace = (): RowPace => {
  const problems = new Map<string, Known>()
  const knownOf = (problem: string): Known => {
    // The first call is made alone, to compare with.
    const known = problems.get(problem) ?? { alone: Infinity, rest: 1 }
    problems.set(problem, known)
    return known
  }
  return {
    isWorthDividing: (problem) => {
      const known = knownOf(problem)
      if (known.rest === 0) return true
      known.rest -= 1
      return false
    },
    note: (problem, { isDivided, steps, milliseconds }) => {
      if (milliseconds < SHORTEST) return
      const known = knownOf(problem)
      const pace = milliseconds / steps
      if (!isDivided) known.alone = pace
      else if (pace > known.alone) known.rest = REST
    },
  }
}
