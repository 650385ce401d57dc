import { describe, expect, it } from 'vitest'
import { createSweeper, type SweepThread, type UnitOutcome } from '../../src/client/sweeper.ts'
import { DEFAULT_SPEC } from '../../src/protocol/spec.ts'
import type { SweepCommand, SweepReport, SweepUnit } from '../../src/protocol/sweeping.ts'

/** A thread in the test's hands. */
class FakeThread implements SweepThread {
  readonly commands: SweepCommand[] = []
  isTerminated = false
  private readonly reporters: ((report: SweepReport) => void)[] = []
  private readonly mourners: ((reason: string) => void)[] = []
  postMessage = (command: SweepCommand): void => void this.commands.push(command)
  onReport = (listener: (report: SweepReport) => void): void => void this.reporters.push(listener)
  onDeath = (listener: (reason: string) => void): void => void this.mourners.push(listener)
  terminate = (): void => {
    this.isTerminated = true
  }
  seeds = (): number[] => this.commands.map(({ spec }) => spec.dataSeed)
  /** Answers the newest command. */
  answer = (error: number): void => {
    const request = this.commands.at(-1)?.request ?? NaN
    const errors = Float64Array.of(error)
    for (const report of this.reporters) report({ type: 'swept', request, errors, singleTask: 1 })
  }
  refuse = (text: string): void => {
    const request = this.commands.at(-1)?.request ?? NaN
    for (const report of this.reporters) report({ type: 'unswept', request, text })
  }
  die = (reason: string): void => this.mourners.forEach((mourn) => mourn(reason))
}

const unit = (dataSeed: number, rescale = 1): SweepUnit => ({
  spec: { ...DEFAULT_SPEC, dataSeed },
  rescales: [rescale],
})

const openPool = (size: number) => {
  const threads: FakeThread[] = []
  const outcomes: UnitOutcome[] = []
  const sweeper = createSweeper({
    size,
    openThread: () => {
      const thread = new FakeThread()
      threads.push(thread)
      return thread
    },
    onOutcome: (outcome) => outcomes.push(outcome),
  })
  const thread = (index: number): FakeThread => {
    const found = threads[index]
    if (found === undefined) throw new Error(`no thread ${String(index)}`)
    return found
  }
  /** Seed and error of every unit that was answered. */
  const answers = (): [number, number | undefined][] =>
    outcomes.map((outcome) => [outcome.unit.spec.dataSeed, outcome.swept?.errors[0]])
  return { sweeper, threads, thread, outcomes, answers }
}

describe('createSweeper({ openThread, size, onOutcome })', () => {
  it('hands each thread one unit at a time, and a seed always to the same thread', () => {
    const { sweeper, threads, thread, answers } = openPool(2)
    sweeper.sweep([unit(1), unit(2), unit(3), unit(1, 10)])
    expect(threads.map((one) => one.seeds()).sort()).toEqual([[1], [2]])
    const odd = threads.findIndex((one) => one.seeds()[0] === 1)
    thread(odd).answer(0.1)
    thread(odd).answer(0.3)
    expect(thread(odd).seeds()).toEqual([1, 3, 1])
    expect(answers()).toEqual([
      [1, 0.1],
      [3, 0.3],
    ])
  })

  it('opens no thread before there is a unit', () => {
    const { sweeper, threads } = openPool(3)
    sweeper.sweep([])
    sweeper.resume()
    expect(threads).toEqual([])
  })

  it('drops an older sweep: what is under way there is told to nobody', () => {
    const { sweeper, thread, answers } = openPool(1)
    sweeper.sweep([unit(1), unit(2)])
    sweeper.sweep([unit(7)])
    expect(thread(0).seeds()).toEqual([1])
    thread(0).answer(0.1)
    thread(0).answer(0.7)
    expect(thread(0).seeds()).toEqual([1, 7])
    expect(answers()).toEqual([[7, 0.7]])
  })

  it('hands out nothing while paused, and goes on where it was', () => {
    const { sweeper, thread, answers } = openPool(1)
    sweeper.sweep([unit(1), unit(2)])
    sweeper.pause()
    thread(0).answer(0.1)
    expect(thread(0).seeds()).toEqual([1])
    expect(answers()).toEqual([[1, 0.1]])
    sweeper.resume()
    expect(thread(0).seeds()).toEqual([1, 2])
  })

  it('passes on why a unit has no numbers, and goes on', () => {
    const { sweeper, thread, outcomes } = openPool(1)
    sweeper.sweep([unit(1), unit(2)])
    thread(0).refuse('no end')
    expect(outcomes).toEqual([{ unit: unit(1), swept: null, reason: 'no end' }])
    expect(thread(0).seeds()).toEqual([1, 2])
  })

  it('opens a thread that died anew, and gives up after three deaths in a row', () => {
    const { sweeper, threads, thread, outcomes } = openPool(1)
    sweeper.sweep([unit(1), unit(2), unit(3), unit(4), unit(5), unit(6)])
    thread(0).die('out of memory')
    expect(thread(0).isTerminated).toBe(true)
    thread(1).answer(0.2)
    for (const index of [1, 2, 3]) thread(index).die('out of memory')
    expect(threads).toHaveLength(4)
    expect(outcomes.map(({ unit: { spec } }) => spec.dataSeed)).toEqual([1, 2, 3, 4, 5, 6])
    expect(outcomes.filter(({ swept }) => swept !== null)).toHaveLength(1)
  })

  it('close() ends the threads; a later sweep opens new ones', () => {
    const { sweeper, threads, thread, answers } = openPool(1)
    sweeper.sweep([unit(1)])
    sweeper.close()
    expect(thread(0).isTerminated).toBe(true)
    thread(0).answer(0.1)
    expect(answers()).toEqual([])
    sweeper.sweep([unit(2)])
    expect(threads).toHaveLength(2)
    expect(thread(1).seeds()).toEqual([2])
  })
})
