import { describe, expect, it } from 'vitest'
import { startRace, type RaceEvent } from '../../src/client/race.ts'
import type { Contestant } from '../../src/protocol/race.ts'
import { DEFAULT_SPEC } from '../../src/protocol/spec.ts'
import { createFakeWait, FakeRaceThread } from './fakeRaceThread.ts'

const OURS: Contestant = { way: 'kernel', engine: 'wasm' }
const PLAIN: Contestant = { way: 'autodiff', engine: 'wasm' }

const openRace = (laps = 2) => {
  const threads: FakeRaceThread[] = []
  const events: RaceEvent[] = []
  const deadlines = createFakeWait()
  const race = startRace(
    { spec: DEFAULT_SPEC, contestants: [OURS, PLAIN], laps, milliseconds: 120 },
    {
      openThread: (contestant) => {
        const thread = new FakeRaceThread(contestant)
        threads.push(thread)
        return thread
      },
      wait: deadlines.wait,
      onEvent: (event) => events.push(event),
    },
  )
  const [ours, plain] = threads
  if (ours === undefined || plain === undefined) throw new Error('two threads were expected')
  return { race, ours, plain, events, deadlines, types: () => events.map(({ type }) => type) }
}

describe('startRace(plan, options)', () => {
  it('opens all, waits for all, and lets them run in turn until each has had its laps', () => {
    const { ours, plain, events, types } = openRace()
    expect(plain.commands).toEqual([{ type: 'open', contestant: PLAIN, spec: DEFAULT_SPEC }])
    plain.ready()
    expect(plain.asked()).toBe(0)
    ours.ready()
    expect([ours.asked(), plain.asked()]).toEqual([1, 0])
    expect(ours.commands.at(-1)).toEqual({ type: 'run', milliseconds: 120 })
    ours.lap()
    expect([ours.asked(), plain.asked()]).toEqual([1, 1])
    plain.lap()
    expect([ours.asked(), plain.asked()]).toEqual([2, 1])
    ours.lap()
    expect(ours.isTerminated).toBe(false)
    plain.lap({ loss: 0.25 })
    expect(types()).toEqual([
      ...['ready', 'ready'],
      ...['turn', 'lap', 'turn', 'lap', 'turn', 'lap', 'turn', 'lap'],
      'finished',
    ])
    expect(events.at(-2)).toMatchObject({ contestant: PLAIN, lap: { loss: 0.25 } })
    expect([ours.isTerminated, plain.isTerminated]).toEqual([true, true])
  })

  it('goes on without one that cannot open, dies or does not answer', () => {
    const { ours, plain, events, deadlines, types } = openRace(1)
    plain.report({ type: 'failed', sentence: 'It does not start here' })
    expect(plain.isTerminated).toBe(true)
    ours.ready()
    expect(deadlines.count()).toBe(1)
    deadlines.pass()
    expect(events.filter(({ type }) => type === 'failed')).toEqual([
      { type: 'failed', contestant: PLAIN, sentence: 'It does not start here' },
      { type: 'failed', contestant: OURS, sentence: 'It has not answered for 30 seconds' },
    ])
    expect(types().at(-1)).toBe('finished')

    const other = openRace(1)
    other.ours.die('out of memory')
    other.plain.ready()
    other.plain.lap()
    expect(other.events[0]).toMatchObject({ sentence: 'Its thread stopped (out of memory)' })
    expect(other.types()).toEqual(['failed', 'ready', 'turn', 'lap', 'finished'])
  })

  it('asks for no more laps of one whose loss is no number any more', () => {
    const { ours, plain } = openRace(3)
    ours.ready()
    plain.ready()
    ours.lap({ loss: NaN })
    plain.lap()
    plain.lap()
    plain.lap()
    expect([ours.asked(), plain.asked()]).toEqual([1, 3])
    expect(ours.isTerminated).toBe(true)
  })

  it('tells nothing any more once it is stopped, and leaves no thread or deadline', () => {
    const { race, ours, plain, events, deadlines } = openRace()
    ours.ready()
    race.stop()
    plain.ready()
    ours.die('terminated')
    expect(events.length).toBe(1)
    expect(deadlines.count()).toBe(0)
    expect([ours.isTerminated, plain.isTerminated]).toEqual([true, true])
  })
})
