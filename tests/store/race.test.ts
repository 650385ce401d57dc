import { describe, expect, it } from 'vitest'
import { CONTESTANTS, keyOf, type Contestant, type Lap } from '../../src/protocol/race.ts'
import { createControlsStore } from '../../src/store/controls.ts'
import { createRaceStore, RACE_LAPS, type RaceLane, type RaceState } from '../../src/store/race.ts'
import { standingsOf } from '../../src/store/raceStandings.ts'
import { createFakeWait, FakeRaceThread, lapOf } from '../client/fakeRaceThread.ts'

const openRace = () => {
  const threads: FakeRaceThread[] = []
  const held: string[] = []
  const controls = createControlsStore('')
  const race = createRaceStore({
    controls,
    wait: createFakeWait().wait,
    hold: () => {
      held.push('held')
      return () => void held.push('released')
    },
    openThread: (contestant) => {
      const thread = new FakeRaceThread(contestant)
      threads.push(thread)
      return thread
    },
  })
  return { race, controls, threads, held }
}

const openThreads = (threads: readonly FakeRaceThread[]): number =>
  threads.filter(({ isTerminated }) => !isTerminated).length

describe('createRaceStore(surroundings)', () => {
  it('opens nothing before the start, and runs all contestants to the end', () => {
    const { race, threads, held } = openRace()
    race.follow()
    expect(threads).toEqual([])
    expect(race.getState().phase).toBe('idle')
    race.start()
    expect(threads.map(({ contestant }) => contestant)).toEqual(CONTESTANTS)
    expect(race.getState().phase).toBe('opening')
    threads.forEach((thread) => thread.ready())
    expect(race.getState()).toMatchObject({ phase: 'racing', turn: CONTESTANTS[0] })
    for (let lap = 0; lap < RACE_LAPS; lap += 1) threads.forEach((thread) => thread.lap())
    const { phase, lanes, turn } = race.getState()
    expect([phase, turn]).toEqual(['finished', null])
    expect(lanes.map(({ laps }) => laps.length)).toEqual(CONTESTANTS.map(() => RACE_LAPS))
    expect(openThreads(threads)).toBe(0)
    expect(held).toEqual(['held', 'released'])
  })

  it('keeps the laps run when it is stopped, and begins anew at the next start', () => {
    const { race, threads, held } = openRace()
    race.start()
    threads.forEach((thread) => thread.ready())
    threads[0]?.lap()
    race.stop()
    expect(race.getState().phase).toBe('stopped')
    expect(race.getState().lanes[0]?.laps.length).toBe(1)
    expect(openThreads(threads)).toBe(0)
    expect(held).toEqual(['held', 'released'])
    race.start()
    expect(race.getState().lanes[0]?.laps).toEqual([])
    expect(openThreads(threads)).toBe(CONTESTANTS.length)
  })

  it('shows nothing under another spec, whatever the threads still say', () => {
    const { race, controls, threads } = openRace()
    const leave = race.follow()
    race.start()
    threads.forEach((thread) => thread.ready())
    controls.setNumber('mainSamples', 20)
    expect(openThreads(threads)).toBe(0)
    threads[0]?.lap()
    expect(race.getState().phase).toBe('idle')
    expect(race.getState().lanes.every(({ laps }) => laps.length === 0)).toBe(true)
    race.start()
    controls.setView({ more: true })
    expect(race.getState().phase).toBe('opening')
    leave()
    expect(openThreads(threads)).toBe(0)
  })

  it('shows why a contestant does not take part', () => {
    const { race, threads } = openRace()
    race.start()
    threads[0]?.report({ type: 'failed', sentence: 'It does not start here' })
    expect(race.getState().lanes[0]?.failure).toBe('It does not start here')
  })
})

const lane = (
  way: Contestant['way'],
  engine: 'wasm' | 'cpu' | 'webgl',
  changes: Partial<RaceLane> = {},
): RaceLane => ({
  contestant: { way, engine },
  ...{ precision: 'float32', renderer: null, laps: [], failure: null },
  ...changes,
})

/** A lap of 1 s with so many steps that has passed checkpoints with these losses: 10, 30, 100. */
const lapWith = (steps: number, losses: readonly number[] = [], loss = losses.at(-1)): Lap =>
  lapOf({
    ...{ steps, seconds: 1, step: steps, loss: loss ?? 0.5 },
    checkpoints: losses.map((own, index) => ({ step: [10, 30, 100][index] ?? 0, loss: own })),
  })

const standings = (lanes: readonly RaceLane[], phase: RaceState['phase'] = 'finished') =>
  standingsOf({ phase, lanes, turn: null })

describe('standingsOf(state)', () => {
  it('ranks by the median lap, beside the fastest plain tfjs, once the race is over', () => {
    const lanes = [
      lane('kernel', 'webgl', { failure: 'It does not start here' }),
      lane('kernel', 'wasm', { laps: [100, 300, 2000].map((steps) => lapWith(steps)) }),
      lane('autodiff', 'wasm', { laps: [lapWith(20), lapWith(40)] }),
      lane('autodiff', 'cpu', { laps: [lapWith(600)] }),
    ]
    const { rows, opponent } = standings(lanes)
    // Medians 300 of three, (20 + 40) / 2 of two.
    expect(rows.map(({ key, place, rate, multiple }) => [key, place, rate, multiple])).toEqual([
      ['autodiff cpu', 1, 600, 1],
      ['kernel wasm', 2, 300, 0.5],
      ['autodiff wasm', 3, 30, 0.05],
      ['kernel webgl', null, null, null],
    ])
    expect(opponent?.key).toBe('autodiff cpu')

    const before = standings(lanes, 'racing').rows
    expect(before.map(({ key }) => key)).toEqual(lanes.map(({ contestant }) => keyOf(contestant)))
    expect(before.map(({ place }) => place)).toEqual([null, null, null, null])
  })

  it('measures by the slowest where no plain tfjs runs', () => {
    const { opponent } = standings([
      lane('kernel', 'wasm', { laps: [lapWith(300)] }),
      lane('kernel', 'cpu', { laps: [lapWith(30)] }),
      lane('autodiff', 'cpu', { failure: 'It does not start here' }),
    ])
    expect(opponent?.key).toBe('kernel cpu')
  })

  it('finds losses that are not those of the most precise after as many steps', () => {
    const exact = lane('kernel', 'cpu', {
      precision: 'float64',
      laps: [lapWith(50, [0.8, 0.4]), lapWith(50, [])],
    })
    const same = lane('kernel', 'wasm', { laps: [lapWith(200, [0.8, 0.401, 1e-9])] })
    const short = lane('autodiff', 'cpu', { laps: [lapWith(10, [0.8])] })
    const off = lane('autodiff', 'wasm', { laps: [lapWith(30, [0.8, 0.5])] })
    const diverged = lane('autodiff', 'webgl', { laps: [lapWith(30, [0.8, NaN])] })
    const { rows, agreement } = standings([off, same, short, diverged, exact], 'racing')
    expect(rows.map(({ deviation }) => deviation)).toEqual([
      { step: 30, own: 0.5, yardstick: 0.4 },
      null,
      null,
      { step: 30, own: NaN, yardstick: 0.4 },
      null,
    ])
    // The two that passed step 30 and agree; the third that agrees has not got there.
    expect(agreement).toEqual({ step: 30, passed: 2, lanes: 3, smallest: 0.4, largest: 0.401 })
  })

  it('takes rounding errors of float32 for no difference, and says nothing of one lane alone', () => {
    const exact = lane('kernel', 'cpu', {
      precision: 'float64',
      laps: [lapWith(100, [0.8, 0.1, 1e-20])],
    })
    const rounded = lane('kernel', 'wasm', { laps: [lapWith(100, [0.8, 0.1, 3e-13])] })
    const { rows, agreement } = standings([exact, rounded])
    expect(rows.map(({ deviation }) => deviation)).toEqual([null, null])
    // At step 100 nothing is left to learn: rounding errors alone would be compared.
    expect(agreement).toMatchObject({ step: 30, passed: 2 })
    expect(standings([exact]).agreement).toBeNull()
  })
})
