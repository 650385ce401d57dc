import { beforeEach, describe, expect, it } from 'vitest'
import { createPool, type Pool, type Ticket } from '../../src/client/pool.ts'
import type { EndsJob, Job } from '../../src/protocol/computing.ts'
import { DEFAULT_SPEC } from '../../src/protocol/spec.ts'
import { endsResult } from '../store/fakes.ts'
import { FakeThread, settled } from './fakeThread.ts'

let thread: FakeThread
let pool: Pool
let told: string[]

beforeEach(() => {
  thread = new FakeThread()
  pool = createPool({ size: 1, openThread: () => thread })
  told = []
})

describe('createPool(options): results by their job', () => {
  const ask = (job: Job): Ticket =>
    pool.submit({
      job,
      priority: 'pointer',
      onDone: () => told.push(`${job.spec.dataSeed} ${job.type}`),
    })
  const endsOf = (dataSeed: number): EndsJob => ({
    type: 'ends',
    spec: { ...DEFAULT_SPEC, dataSeed },
    pretraining: 'solved',
  })
  const finish = (): void => {
    const { id = NaN } = thread.begun().at(-1) ?? {}
    thread.report({ type: 'done', id, result: endsResult() })
  }

  it('answers the same job again without a thread, but not before submit has returned', async () => {
    ask(endsOf(1))
    finish()
    ask(endsOf(1))
    expect(told).toEqual(['1 ends'])
    await settled()
    expect(told).toEqual(['1 ends', '1 ends'])
    expect(thread.begun()).toHaveLength(1)
    ask({ ...endsOf(1), pretraining: 'trained' })
    expect(thread.begun()).toHaveLength(2)
  })

  it('tells nothing of a known result that is no longer wanted', async () => {
    ask(endsOf(1))
    finish()
    ask(endsOf(1)).cancel()
    await settled()
    expect(told).toEqual(['1 ends'])
  })

  it('keeps the 64 that were used last', async () => {
    for (let seed = 0; seed < 64; seed += 1) {
      ask(endsOf(seed))
      finish()
    }
    ask(endsOf(0))
    ask(endsOf(64))
    finish()
    expect(thread.begun()).toHaveLength(65)
    // 1 is the oldest now, and gone.
    ask(endsOf(0))
    expect(thread.begun()).toHaveLength(65)
    ask(endsOf(1))
    expect(thread.begun()).toHaveLength(66)
    await settled()
    expect(told.filter((line) => line === '0 ends')).toHaveLength(3)
  })

  it('keeps no sweeps: those who ask for them do', () => {
    const sweep: Job = {
      type: 'sweep',
      spec: DEFAULT_SPEC,
      points: [{}],
      measures: ['finetuneError'],
    }
    ask(sweep)
    thread.answer(DEFAULT_SPEC.dataSeed)
    ask(sweep)
    expect(thread.begun()).toHaveLength(2)
  })
})
