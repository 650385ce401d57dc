import { describe, expect, it } from 'vitest'
import { createSolver, type Solved, type SolverThread } from '../../src/client/solver.ts'
import { DEFAULT_SPEC } from '../../src/protocol/spec.ts'
import type { SolveCommand, SolveReport } from '../../src/protocol/solving.ts'
import { TASK } from '../store/fakes.ts'

const solvedReport = (request: number): Solved => ({
  type: 'solved',
  request,
  task: TASK,
  ends: {},
  pretrained: null,
})

const openSolver = () => {
  const commands: SolveCommand[] = []
  const answers: Solved[] = []
  let opened = 0
  let terminated = 0
  let tell: (report: SolveReport) => void = () => undefined
  let die: (reason: string) => void = () => undefined
  const openThread = (): SolverThread => {
    opened += 1
    return {
      postMessage: (command) => void commands.push(command),
      onReport: (listener) => (tell = listener),
      onDeath: (listener) => (die = listener),
      terminate: () => (terminated += 1),
    }
  }
  const solver = createSolver({ openThread, onSolved: (solved) => answers.push(solved) })
  return {
    solver,
    commands,
    answers,
    counts: () => ({ opened, terminated }),
    tell: (report: SolveReport) => tell(report),
    die: () => die('out of memory'),
  }
}

describe('createSolver(options)', () => {
  it('opens one thread when first asked, and numbers the questions', () => {
    const { solver, commands, counts } = openSolver()
    solver.forget()
    expect(counts().opened).toBe(0)
    solver.ask(DEFAULT_SPEC)
    solver.ask({ ...DEFAULT_SPEC, rescale: 1 })
    expect(counts().opened).toBe(1)
    const [first = { request: NaN }, second = { request: NaN }] = commands
    expect(second.request).toBeGreaterThan(first.request)
    expect(commands.map(({ spec }) => spec.rescale)).toEqual([0.01, 1])
  })

  it('lets only the answer to the newest question through', () => {
    const { solver, commands, answers, tell } = openSolver()
    solver.ask(DEFAULT_SPEC)
    solver.ask(DEFAULT_SPEC)
    const [older = NaN, newer = NaN] = commands.map(({ request }) => request)
    tell(solvedReport(older))
    expect(answers).toEqual([])
    tell({ type: 'unsolved', request: newer, text: 'no end' })
    expect(answers).toEqual([])
    tell(solvedReport(newer))
    expect(answers).toEqual([solvedReport(newer)])
    solver.forget()
    tell(solvedReport(newer))
    expect(answers).toHaveLength(1)
  })

  it('gives up a thread that dies: training shows the same later', () => {
    const { solver, commands, counts, die } = openSolver()
    solver.ask(DEFAULT_SPEC)
    die()
    solver.ask(DEFAULT_SPEC)
    expect(counts()).toEqual({ opened: 1, terminated: 1 })
    expect(commands).toHaveLength(1)
  })

  it('dispose() ends the thread for good', () => {
    const { solver, counts } = openSolver()
    solver.ask(DEFAULT_SPEC)
    solver.dispose()
    solver.ask(DEFAULT_SPEC)
    expect(counts()).toEqual({ opened: 1, terminated: 1 })
  })
})
