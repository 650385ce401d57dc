import { describe, expect, it } from 'vitest'
import { createLateSolver } from '../../src/client/lateSolver.ts'
import type { SweepJob } from '../../src/protocol/computing.ts'
import { DEFAULT_SPEC } from '../../src/protocol/spec.ts'
import { createFakePool, type FakePool } from './fakePool.ts'
import { settled } from './fakeThread.ts'

const job: SweepJob = { type: 'sweep', spec: DEFAULT_SPEC, points: [{}], measures: [] }

const result = (value: number) => ({ values: Float64Array.of(value) })

describe('createLateSolver(load)', () => {
  it('loads once, when it is first asked, and answers from one pool', async () => {
    const pools: FakePool[] = []
    const solve = createLateSolver(() => {
      pools.push(createFakePool())
      return Promise.resolve(pools[0] ?? createFakePool())
    })
    expect(pools).toHaveLength(0)
    const answers = [solve(job), solve(job)]
    await settled()
    pools[0]?.open('sweep').forEach(({ onDone }, index) => onDone(result(index)))
    expect(await Promise.all(answers)).toEqual([[0], [1]])
    expect(pools).toHaveLength(1)
  })

  it('tells that its code did not come, and asks for it again the next time', async () => {
    let isOnline = false
    const pool = createFakePool()
    const solve = createLateSolver(() =>
      isOnline ? Promise.resolve(pool) : Promise.reject(new Error('the network is gone')),
    )
    await expect(solve(job)).rejects.toThrow('the network is gone')
    isOnline = true
    const answer = solve(job)
    await settled()
    pool.open('sweep')[0]?.onDone(result(3))
    expect(await answer).toEqual([3])
  })

  it('opens another pool after a failure, and ends the old one once it has answered the rest', async () => {
    const pools: FakePool[] = []
    const solve = createLateSolver(() => {
      const pool = createFakePool()
      pools.push(pool)
      return Promise.resolve(pool)
    })
    const failing = solve(job)
    const other = solve(job)
    await settled()
    pools[0]?.open('sweep')[0]?.onFailed?.('the computing threads died again and again')
    await expect(failing).rejects.toThrow('died again and again')
    expect(pools[0]?.isDisposed).toBe(false)
    const again = solve(job)
    await settled()
    pools[0]?.open('sweep')[0]?.onDone(result(1))
    pools[1]?.open('sweep')[0]?.onDone(result(2))
    expect([await other, await again]).toEqual([[1], [2]])
    await settled()
    expect(pools.map(({ isDisposed }) => isDisposed)).toEqual([true, false])
  })
})
