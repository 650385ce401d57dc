/** The solver thread's end of the channel. Of several waiting requests only the newest is solved. */
import type { Port } from '../protocol/messages.ts'
import type { SolveCommand, SolveReport } from '../protocol/solving.ts'
import { createSpecSolver } from './specSolver.ts'

/**
 * Serves one port for as long as it lives.
 * @param defer calls back after the messages that are waiting now have been delivered
 */
export const serveSolver = (
  port: Port<SolveReport, SolveCommand>,
  defer: (callback: () => void) => void,
): void => {
  const solver = createSpecSolver()
  let newest: SolveCommand | null = null

  const answer = (): void => {
    if (newest === null) return
    const { request, spec } = newest
    newest = null
    try {
      const { tasks, ends, pretrained } = solver.solve(spec)
      const { inputDim, groups, auxTeacher, mainTeacher } = tasks
      const task = { inputDim, groups, auxTeacher, mainTeacher }
      port.postMessage({ type: 'solved', request, task, ends, pretrained }, [])
    } catch (error) {
      const text = error instanceof Error ? error.message : String(error)
      port.postMessage({ type: 'unsolved', request, text }, [])
    }
  }

  port.addEventListener('message', ({ data }) => {
    if (newest === null) defer(answer)
    newest = data
  })
}
