import { describe, expect, it } from 'vitest'
import { createEngineMemory } from '../../src/client/engineMemory.ts'
import { createTrainer, type StartRequest, type Thread } from '../../src/client/trainer.ts'
import type { Command, Report } from '../../src/protocol/messages.ts'
import { DEFAULT_SPEC } from '../../src/protocol/spec.ts'

/** A thread in the test's hands. */
interface FakeThread extends Thread {
  commands: Command[]
  isTerminated: boolean
  report: (report: Report) => void
  die: (reason: string) => void
}

const createFakeThread = (): FakeThread => {
  let onReport: (report: Report) => void = () => undefined
  let onDeath: (reason: string) => void = () => undefined
  const thread: FakeThread = {
    commands: [],
    isTerminated: false,
    postMessage: (command) => void thread.commands.push(command),
    onReport: (listener) => (onReport = listener),
    onDeath: (listener) => (onDeath = listener),
    terminate: () => (thread.isTerminated = true),
    report: (report) => onReport(report),
    die: (reason) => onDeath(reason),
  }
  return thread
}

const REQUEST: StartRequest = {
  spec: DEFAULT_SPEC,
  engine: 'auto',
  isExact: true,
  pace: 'full',
  isPlaying: true,
  mayReusePretraining: true,
  until: null,
}

const snapshotOf = (run: number): Report => ({
  type: 'snapshot',
  run,
  snapshot: {
    sequence: 1,
    clock: { stage: 'main', step: 1 },
    state: 'playing',
    runs: [],
    stepsPerSecond: 0,
  },
})

const openTrainer = () => {
  const threads: FakeThread[] = []
  const heard: Report[] = []
  const trainer = createTrainer({
    openThread: () => {
      const thread = createFakeThread()
      threads.push(thread)
      return thread
    },
    onReport: (report) => heard.push(report),
    memory: createEngineMemory(null, 'a test'),
  })
  const thread = (index: number): FakeThread => {
    const found = threads.at(index)
    if (found === undefined) throw new Error(`no thread ${index}`)
    return found
  }
  return { trainer, threads, heard, thread }
}

const textsOf = (heard: readonly Report[]): string[] =>
  heard.flatMap((report) => ('text' in report ? [report.text] : []))

describe('createTrainer(options)', () => {
  it('opens no thread before it is needed, and one only', () => {
    const { trainer, threads } = openTrainer()
    trainer.play('slow')
    trainer.pause()
    trainer.step(3)
    trainer.cancel()
    expect(threads).toHaveLength(0)
    trainer.start(REQUEST)
    trainer.start(REQUEST)
    expect(threads).toHaveLength(1)
  })

  it('numbers runs and gives every command the number of the newest', () => {
    const { trainer, thread } = openTrainer()
    trainer.start(REQUEST)
    trainer.start({ ...REQUEST, pace: 'slow' })
    trainer.pause()
    trainer.step(10)
    trainer.play('fast')
    trainer.drawn(4)
    expect(thread(0).commands).toEqual([
      { ...REQUEST, rates: {}, type: 'start', run: 1 },
      { ...REQUEST, rates: {}, type: 'start', run: 2, pace: 'slow' },
      { type: 'pause', run: 2 },
      { type: 'step', run: 2, steps: 10 },
      { type: 'play', run: 2, pace: 'fast' },
      { type: 'drawn', run: 2, sequence: 4 },
    ])
  })

  it('lets only reports of the newest run through', () => {
    const { trainer, thread, heard } = openTrainer()
    trainer.start(REQUEST)
    thread(0).report(snapshotOf(1))
    trainer.start(REQUEST)
    thread(0).report(snapshotOf(1))
    thread(0).report({ type: 'failure', run: 1, text: 'Old.' })
    thread(0).report(snapshotOf(2))
    expect(heard).toEqual([snapshotOf(1), snapshotOf(2)])
  })

  it('cancel() pauses the run, and nothing of it is heard any more', () => {
    const { trainer, thread, heard } = openTrainer()
    trainer.start(REQUEST)
    trainer.cancel()
    expect(thread(0).commands.at(-1)).toEqual({ type: 'pause', run: 1 })
    thread(0).report(snapshotOf(1))
    expect(heard).toEqual([])
    trainer.start(REQUEST)
    expect(thread(0).commands.at(-1)).toMatchObject({ type: 'start', run: 3 })
  })

  it('dispose() ends the thread', () => {
    const { trainer, thread, heard } = openTrainer()
    trainer.start(REQUEST)
    trainer.dispose()
    expect(thread(0).isTerminated).toBe(true)
    thread(0).report(snapshotOf(1))
    thread(0).die('late')
    expect(heard).toEqual([])
  })
})

describe('createTrainer(options): a thread that dies', () => {
  it('is opened again with the newest run under a new number, and the page is told', () => {
    const { trainer, threads, thread, heard } = openTrainer()
    trainer.start(REQUEST)
    thread(0).die('out of memory')
    expect(threads).toHaveLength(2)
    expect(thread(0).isTerminated).toBe(true)
    expect(thread(1).commands).toEqual([{ ...REQUEST, rates: {}, type: 'start', run: 2 }])
    expect(textsOf(heard)).toEqual([
      'The training thread stopped (out of memory); another one has taken over from the beginning.',
    ])
    thread(0).report(snapshotOf(2))
    thread(1).report(snapshotOf(2))
    expect(heard.filter(({ type }) => type === 'snapshot')).toHaveLength(1)
  })

  it('is not opened a fourth time without a picture in between', () => {
    const { trainer, threads, thread, heard } = openTrainer()
    trainer.start(REQUEST)
    for (let death = 1; death <= 3; death += 1) {
      thread(-1).die('broken')
      expect(threads).toHaveLength(death + 1)
    }
    thread(-1).die('broken')
    expect(threads).toHaveLength(4)
    expect(heard.map(({ type }) => type)).toEqual(['notice', 'notice', 'notice', 'failure'])
    expect(textsOf(heard).at(-1)).toBe('Training stopped: broken')
  })

  it('has its deaths forgiven by a picture', () => {
    const { trainer, threads, thread, heard } = openTrainer()
    trainer.start(REQUEST)
    for (let death = 1; death <= 9; death += 1) {
      thread(-1).die('now and then')
      thread(-1).report(snapshotOf(death + 1))
    }
    expect(threads).toHaveLength(10)
    expect(heard.some(({ type }) => type === 'failure')).toBe(false)
  })

  it('stays closed while nothing is to be trained', () => {
    const { trainer, threads, thread, heard } = openTrainer()
    trainer.start(REQUEST)
    trainer.cancel()
    thread(0).die('idle')
    expect(threads).toHaveLength(1)
    expect(heard).toEqual([])
    trainer.start(REQUEST)
    expect(threads).toHaveLength(2)
  })

  it('does not count a second death of the same thread', () => {
    const { trainer, threads, thread } = openTrainer()
    trainer.start(REQUEST)
    thread(0).die('once')
    thread(0).die('twice')
    expect(threads).toHaveLength(2)
  })

  const at = (run: number, step: number, state: 'playing' | 'finished' = 'playing'): Report => {
    const report = snapshotOf(run)
    if (report.type !== 'snapshot') throw new Error('not a snapshot')
    const clock = { stage: 'main', step } as const
    return { ...report, snapshot: { ...report.snapshot, clock, state, sequence: step } }
  }
  const stepsIn = (heard: readonly Report[]): number[] =>
    heard.flatMap((report) => (report.type === 'snapshot' ? [report.snapshot.clock.step] : []))

  it('has its run taken back to where it was, and held back until then', () => {
    const { trainer, thread, heard } = openTrainer()
    trainer.start({ ...REQUEST, pace: 'slow' })
    thread(0).report(at(1, 70))
    thread(0).die('out of memory')
    expect(thread(1).commands).toMatchObject([
      { type: 'start', isPlaying: true, until: { stage: 'main', step: 70 } },
    ])
    expect(textsOf(heard)).toEqual([
      'The training thread stopped (out of memory); another one has taken over and goes on where it was.',
    ])
    for (const step of [1, 30, 70, 80]) thread(1).report(at(2, step))
    expect(stepsIn(heard)).toEqual([70, 70, 80])
    // What is held back counts as drawn, or the thread would wait for the page.
    expect(thread(1).commands.filter(({ type }) => type === 'drawn')).toEqual([
      { type: 'drawn', run: 2, sequence: 1 },
      { type: 'drawn', run: 2, sequence: 30 },
    ])
  })

  it('shows the end of a run that ends before it is where it was', () => {
    const { trainer, thread, heard } = openTrainer()
    trainer.start(REQUEST)
    thread(0).report(at(1, 70))
    thread(0).die('out of memory')
    thread(1).report(at(2, 60, 'finished'))
    expect(stepsIn(heard)).toEqual([70, 60])
  })

  it('forgets where an older run was', () => {
    const { trainer, thread, heard } = openTrainer()
    trainer.start(REQUEST)
    thread(0).report(at(1, 70))
    trainer.start(REQUEST)
    thread(0).die('out of memory')
    expect(thread(1).commands).toMatchObject([{ type: 'start', until: null }])
    thread(1).report(at(3, 1))
    expect(stepsIn(heard)).toEqual([70, 1])
  })
})

describe('createTrainer(options): the memory of engines', () => {
  it('gives what was measured to the next run', () => {
    const { trainer, thread } = openTrainer()
    trainer.start(REQUEST)
    const rates = [{ id: 'wasm', stepsPerSecond: 1000 }] as const
    const engine = { id: 'wasm', precision: 'mixed', measuredEpsilon: 2 ** -52 } as const
    thread(0).report({ type: 'engine', run: 1, engine: { ...engine, rates, work: '2^12' } })
    trainer.start(REQUEST)
    expect(thread(0).commands.at(-1)).toMatchObject({ rates: { '2^12': rates } })
  })
})
