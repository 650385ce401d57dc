import { beforeEach, describe, expect, it } from 'vitest'
import { createPool, type Pool, type PoolRequest, type Ticket } from '../../src/client/pool.ts'
import type { SweepJob } from '../../src/protocol/computing.ts'
import { DEFAULT_SPEC } from '../../src/protocol/spec.ts'
import { FakeThread, settled } from './fakeThread.ts'

const sweepOf = (dataSeed: number): SweepJob => ({
  type: 'sweep',
  spec: { ...DEFAULT_SPEC, dataSeed },
  points: [{}],
  measures: ['finetuneError'],
})

let threads: FakeThread[]
let pool: Pool
/** What was told, in order: 'seed done value', 'seed failed reason', 'seed at share'. */
let told: string[]

const openPool = (size: number): void => {
  pool = createPool({
    size,
    openThread: () => {
      const thread = new FakeThread()
      threads.push(thread)
      return thread
    },
  })
}
const thread = (index: number): FakeThread => {
  const found = threads[index]
  if (found === undefined) throw new Error(`no thread ${String(index)}`)
  return found
}
const submit = (dataSeed: number, changes: Partial<PoolRequest<SweepJob>> = {}): Ticket =>
  pool.submit({
    job: sweepOf(dataSeed),
    priority: 'ladder',
    onDone: ({ values }) => told.push(`${dataSeed} done ${String(values[0])}`),
    onFailed: (reason) => told.push(`${dataSeed} failed ${reason}`),
    onProgress: (share) => told.push(`${dataSeed} at ${share}`),
    ...changes,
  })
beforeEach(() => {
  threads = []
  told = []
})

describe('createPool({ openThread, size }): handing out', () => {
  it('opens threads as they are needed, each with at most two jobs of a kind', () => {
    openPool(3)
    expect(threads).toHaveLength(0)
    submit(1)
    expect(threads).toHaveLength(1)
    for (const seed of [2, 3, 4, 5, 6, 7, 8]) submit(seed)
    expect(threads.map((one) => one.seeds())).toEqual([
      [1, 4],
      [2, 5],
      [3, 6],
    ])
    thread(1).answer(2)
    expect(thread(1).seeds()).toEqual([2, 5, 7])
    expect(told).toEqual(['2 done 2'])
  })

  it('lets the most urgent go first, and the oldest of equals', () => {
    openPool(1)
    submit(1, { priority: 'background' })
    submit(2, { priority: 'background' })
    submit(3, { priority: 'background' })
    submit(4, { priority: 'map' })
    submit(5, { priority: 'map' })
    submit(6, { priority: 'map' })
    submit(7, { priority: 'background' })
    // More urgent than what the thread has: it puts that aside. The third map job waits.
    expect(thread(0).seeds()).toEqual([1, 2, 4, 5])
    for (const seed of [4, 5, 6, 1, 2, 3]) thread(0).answer(seed)
    expect(thread(0).seeds()).toEqual([1, 2, 4, 5, 6, 3, 7])
  })

  it('hands out what the hand waits for at once, to the thread with the least to do', () => {
    openPool(2)
    for (const seed of [1, 2, 3, 4]) submit(seed)
    thread(1).answer(2)
    submit(7, { priority: 'pointer' })
    submit(8, { priority: 'answer' })
    submit(9, { priority: 'scrubber' })
    expect(thread(0).seeds()).toEqual([1, 3, 8])
    expect(thread(1).seeds()).toEqual([2, 4, 7, 9])
    expect(thread(1).begun().at(-1)).toMatchObject({ priority: 'scrubber', job: { type: 'sweep' } })
  })

  it('sends one affinity always to one thread', () => {
    openPool(2)
    for (const affinity of [5, 5, 5, 8]) submit(affinity * 10 + pool.size, { affinity })
    expect(threads.map((one) => one.seeds()).sort(([a = 0], [b = 0]) => a - b)).toEqual([
      [52, 52],
      [82],
    ])
  })

  it('does not let a full thread hold up the jobs of another', () => {
    openPool(2)
    for (const seed of [1, 2, 3]) submit(seed, { affinity: 0 })
    submit(4, { affinity: 1 })
    expect(threads.map((one) => one.seeds())).toEqual([[1, 2], [4]])
  })
})

describe('createPool(options): what is told', () => {
  it('passes on progress, results and failures, each to its own job', () => {
    openPool(1)
    submit(1)
    submit(2)
    thread(0).report({ type: 'progress', id: thread(0).idOf(2), share: 0.5 })
    thread(0).report({ type: 'failed', id: thread(0).idOf(1), reason: 'no end' })
    thread(0).answer(2, 0.25)
    expect(told).toEqual(['2 at 0.5', '1 failed no end', '2 done 0.25'])
  })

  it('tells nothing of a job that was dropped, wherever it was', async () => {
    openPool(1)
    const tickets = [1, 2, 3].map((seed) => submit(seed))
    // The last first: it has not gone out yet.
    tickets.toReversed().forEach(({ cancel }) => cancel())
    expect(thread(0).commands.filter(({ type }) => type === 'cancel')).toEqual([
      { type: 'cancel', id: thread(0).idOf(2) },
      { type: 'cancel', id: thread(0).idOf(1) },
    ])
    expect(thread(0).seeds()).toEqual([1, 2])
    thread(0).answer(1)
    await settled()
    expect(told).toEqual([])
    // Twice, and after the end: nothing happens.
    tickets[0]?.cancel()
    submit(4)
    thread(0).answer(4)
    expect(told).toEqual(['4 done 4'])
    expect(thread(0).commands.filter(({ type }) => type === 'cancel')).toHaveLength(2)
  })

  it('fills the room of a dropped job with the next', () => {
    openPool(1)
    const first = submit(1)
    for (const seed of [2, 3]) submit(seed)
    first.cancel()
    expect(thread(0).seeds()).toEqual([1, 2, 3])
  })
})

describe('createPool(options): threads that die', () => {
  it('hands their jobs to a fresh thread, once', async () => {
    openPool(1)
    submit(1)
    submit(2)
    thread(0).die()
    expect(thread(0).isTerminated).toBe(true)
    expect(thread(1).seeds()).toEqual([1, 2])
    thread(1).answer(2)
    thread(1).die('out of memory again')
    await settled()
    expect(told).toEqual(['2 done 2', '1 failed out of memory again'])
    // Whatever a dead thread still says is not heard.
    thread(0).answer(1)
    expect(told).toHaveLength(2)
  })

  it('gives up a place after three deaths in a row, and the pool after its last place', async () => {
    openPool(2)
    for (let seed = 1; seed <= 20; seed += 1) submit(seed)
    for (let index = 0; index < threads.length; index += 1) thread(index).die()
    await settled()
    // Two places, three threads each.
    expect(threads).toHaveLength(6)
    expect(told).toHaveLength(20)
    expect(told.at(-1)).toBe('20 failed the computing threads died again and again')
    submit(21)
    expect(told).toHaveLength(20)
    await settled()
    expect(told.at(-1)).toBe('21 failed the computing threads died again and again')
  })

  it('counts deaths in a row only: a report in between is a fresh start', () => {
    openPool(1)
    for (let seed = 1; seed <= 12; seed += 1) {
      submit(seed)
      thread(threads.length - 1).die()
      thread(threads.length - 1).answer(seed)
    }
    expect(told).toHaveLength(12)
    expect(told.every((line) => line.includes('done'))).toBe(true)
  })

  it('sends the jobs of a place that was given up to those that are left', async () => {
    openPool(2)
    submit(1, { affinity: 0 })
    for (let deaths = 0; deaths < 3; deaths += 1) {
      if (deaths === 2) submit(2, { affinity: 0 })
      threads.at(-1)?.die()
      await settled()
    }
    expect(told).toEqual(['1 failed out of memory'])
    expect(threads.at(-1)?.seeds()).toEqual([2])
    threads.at(-1)?.answer(2)
    expect(told.at(-1)).toBe('2 done 2')
  })

  it('dispose() ends the threads and drops what waits', () => {
    openPool(1)
    for (const seed of [1, 2, 3]) submit(seed)
    pool.dispose()
    expect(thread(0).isTerminated).toBe(true)
    thread(0).answer(1)
    thread(0).die()
    expect(told).toEqual([])
    expect(threads).toHaveLength(1)
  })
})
