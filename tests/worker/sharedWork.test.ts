import { describe, expect, it } from 'vitest'
import { finish, type Sliced } from '../../src/theory/sliced.ts'
import { createSharedWork } from '../../src/worker/compute/sharedWork.ts'

/** Work of two slices, and how often each key's was begun and how many slices it took. */
const openWork = (capacity: number) => {
  const shared = createSharedWork<number[]>(capacity, ({ length }) => length)
  const begun: string[] = []
  let slices = 0
  const ask = (key: string, size = 1): Sliced<number[]> =>
    shared(key, function* () {
      begun.push(key)
      for (let slice = 0; slice < 2; slice += 1) {
        slices += 1
        yield
      }
      return Array.from({ length: size }, () => 7)
    })
  return { shared, ask, begun, slices: () => slices }
}

describe('createSharedWork(capacity, sizeOf)', () => {
  it('does the same work once', () => {
    const { ask, begun } = openWork(10)
    const first = finish(ask('a'))
    expect(finish(ask('a'))).toBe(first)
    expect(begun).toEqual(['a'])
    expect(finish(ask('b'))).toEqual(first)
    expect(begun).toEqual(['a', 'b'])
  })

  it('goes on with what a dropped job has begun', () => {
    const { ask, begun, slices } = openWork(10)
    ask('a').next()
    finish(ask('a'))
    expect(begun).toEqual(['a'])
    expect(slices()).toBe(2)
  })

  it('serves two jobs that wait for the same work in turns', () => {
    const { ask, begun, slices } = openWork(10)
    const [one, other] = [ask('a'), ask('a')]
    one.next()
    other.next()
    const first = finish(one)
    expect(finish(other)).toBe(first)
    expect(begun).toEqual(['a'])
    expect(slices()).toBe(2)
  })

  it('forgets what was not used for longest where the whole becomes too large', () => {
    const { ask, begun } = openWork(10)
    finish(ask('a', 4))
    finish(ask('b', 4))
    finish(ask('a'))
    finish(ask('c', 4))
    finish(ask('a'))
    finish(ask('b', 4))
    expect(begun).toEqual(['a', 'b', 'c', 'b'])
  })

  it('keeps the newest even where it is too large by itself', () => {
    const { ask, begun } = openWork(10)
    finish(ask('a', 100))
    finish(ask('a'))
    expect(begun).toEqual(['a'])
  })

  it('does not remember work that failed', () => {
    const { shared, ask, begun } = openWork(10)
    const failing = shared('a', function* () {
      yield
      throw new RangeError('no end')
    })
    expect(() => finish(failing)).toThrow('no end')
    finish(ask('a'))
    expect(begun).toEqual(['a'])
  })
})
