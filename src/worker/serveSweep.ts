/** A sweep thread's end of the channel: one unit in, its numbers out. */
import type { Port } from '../protocol/messages.ts'
import type { SweepCommand, SweepReport } from '../protocol/sweeping.ts'
import { createSweepSolver } from './sweepSolver.ts'

/** Serves one port for as long as it lives. */
export const serveSweep = (port: Port<SweepReport, SweepCommand>): void => {
  const solve = createSweepSolver()
  port.addEventListener('message', ({ data: { request, ...unit } }) => {
    try {
      port.postMessage({ type: 'swept', request, ...solve(unit) }, [])
    } catch (error) {
      const text = error instanceof Error ? error.message : String(error)
      port.postMessage({ type: 'unswept', request, text }, [])
    }
  })
}
