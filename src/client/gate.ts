/** What the page hears of a run that is taken a second time. */
import type { ClockPoint } from '../protocol/clock.ts'
import type { Report } from '../protocol/messages.ts'

const isAfter = (one: ClockPoint, other: ClockPoint): boolean =>
  one.stage === other.stage ? one.step >= other.step : one.stage === 'main'

/**
 * Lets the reports of a run through. A run that takes its way a second time, after its thread has
 * died, is not shown again: its pictures are held back until it is where the first one was. The
 * curves need none of them, because the same run has the same numbers.
 */
export const createGate = (
  onReport: (report: Report) => void,
  drawn: (sequence: number) => void,
) => {
  let reached: ClockPoint | null = null
  let missing: ClockPoint | null = null
  const isHeldBack = (report: Report): boolean => {
    if (missing === null) return false
    if (report.type === 'task') return true
    if (report.type !== 'snapshot') return false
    const { clock, state, sequence } = report.snapshot
    if (state === 'finished' || isAfter(clock, missing)) return false
    drawn(sequence)
    return true
  }
  return {
    open: (): void => {
      reached = null
      missing = null
    },
    /** The run begins again. Gives where it has been seen to be. */
    holdBack: (): ClockPoint | null => (missing = reached),
    pass: (report: Report): void => {
      if (isHeldBack(report)) return
      if (report.type === 'snapshot') {
        reached = report.snapshot.clock
        missing = null
      }
      onReport(report)
    },
  }
}
