import { describe, expect, it } from 'vitest'
import type { UnitOutcome } from '../../src/client/sweeper.ts'
import type { RunSpec } from '../../src/protocol/spec.ts'
import type { SweepUnit } from '../../src/protocol/sweeping.ts'
import { createControlsStore } from '../../src/store/controls.ts'
import { createLadder, LADDER_RESCALES } from '../../src/store/ladder.ts'
import { nearestColumn, summarizeLadder } from '../../src/store/ladderSummary.ts'

/** A ladder whose pool and clock are in the test's hands. */
const openLadder = (hash = '') => {
  const controls = createControlsStore(hash)
  const calls: string[] = []
  let units: SweepUnit[] = []
  let tell: (outcome: UnitOutcome) => void = () => undefined
  let rested: (() => void) | null = null
  const ladder = createLadder({
    controls,
    createSweeper: (onOutcome) => {
      tell = onOutcome
      return {
        sweep: (next) => {
          units = [...next]
          calls.push(next.length === 0 ? 'drop' : 'sweep')
        },
        pause: () => calls.push('pause'),
        resume: () => calls.push('resume'),
        close: () => calls.push('close'),
      }
    },
    wait: (_, callback) => {
      rested = callback
      return () => {
        rested = null
      }
    },
  })
  return {
    controls,
    ladder,
    calls,
    units: () => units,
    rest: () => rested?.(),
    answer: (unit: SweepUnit, errorOf: (rescale: number) => number, singleTask = 0.8) =>
      tell({ unit, swept: { errors: Float64Array.from(unit.rescales, errorOf), singleTask } }),
    fail: (unit: SweepUnit) => tell({ unit, swept: null, reason: 'no end' }),
    set: (change: Partial<RunSpec>) => controls.setSpec({ ...controls.getState().spec, ...change }),
  }
}

const begun = (hash = '') => {
  const opened = openLadder(hash)
  opened.ladder.follow()
  opened.ladder.setInView(true)
  opened.rest()
  return opened
}

describe('LADDER_RESCALES', () => {
  it('has 41 values, ten in a decade from 1e-3 to 10', () => {
    expect(LADDER_RESCALES).toHaveLength(41)
    LADDER_RESCALES.forEach((rescale, index) =>
      // Rounded to three digits: off by at most 0.5 %, or log₁₀ 1.005 = 0.0022.
      expect(Math.abs(Math.log10(rescale) - (index / 10 - 3))).toBeLessThan(0.0022),
    )
  })
})

describe('createLadder(options)', () => {
  it('computes nothing before it has been looked at and the controls rest', () => {
    const { ladder, calls, rest, units } = openLadder()
    ladder.follow()
    rest()
    expect(calls).not.toContain('sweep')
    ladder.setInView(true)
    expect(calls).not.toContain('sweep')
    rest()
    expect(calls.slice(-2)).toEqual(['sweep', 'resume'])
    expect(units()).not.toEqual([])
  })

  it('asks for every seed and c once, coarse columns of all seeds first', () => {
    const { units } = begun('#v=1&dataSeed=999990')
    const seeds = Array.from({ length: 24 }, (_, index) => (999_990 + index) % 1_000_000)
    const points = units().flatMap(({ spec, rescales }) =>
      rescales.map((rescale) => `${String(spec.dataSeed)} ${String(rescale)}`),
    )
    const wanted = seeds.flatMap((seed) =>
      LADDER_RESCALES.map((rescale) => `${String(seed)} ${String(rescale)}`),
    )
    expect(points.toSorted()).toEqual(wanted.toSorted())
    const first = units().slice(0, 24)
    expect(first.map(({ spec }) => spec.dataSeed)).toEqual(seeds)
    const coarse = LADDER_RESCALES.filter((_, column) => column % 8 === 0)
    for (const { rescales } of first) expect(rescales).toEqual(coarse)
  })

  it('writes the answers to their seed and c', () => {
    const { ladder, units, answer, fail } = begun()
    const [one, two] = units()
    if (one === undefined || two === undefined) throw new Error('no units')
    answer(one, (rescale) => rescale / 100, 0.7)
    fail(two)
    const { errors, answered, singleTask, done, failure } = ladder.store.getState()
    expect(errors[nearestColumn(10)]).toBe(0.1)
    expect(errors[LADDER_RESCALES.length + nearestColumn(10)]).toBeNaN()
    expect(answered[LADDER_RESCALES.length + nearestColumn(10)]).toBe(1)
    expect(singleTask[0]).toBe(0.7)
    expect(singleTask[1]).toBeNaN()
    expect(done).toBe(one.rescales.length + two.rescales.length)
    expect(failure).toBe('no end')
  })

  it.each<Partial<RunSpec>>([
    { overlap: 1 },
    { initScale: 0.01 },
    { readoutTied: false },
    { mainSamples: 20 },
    { dataSeed: 100 },
  ])('drops everything when %o is set, and begins anew once it rests', (change) => {
    const { ladder, units, answer, calls, set, rest } = begun()
    for (const unit of units()) answer(unit, () => 0.5)
    expect(ladder.store.getState().done).toBe(24 * 41)
    set(change)
    expect(calls.slice(-2)).toEqual(['drop', 'pause'])
    const { errors, done } = ladder.store.getState()
    expect(done).toBe(0)
    expect(errors.every(Number.isNaN)).toBe(true)
    rest()
    expect(units()).not.toEqual([])
    for (const { spec } of units()) {
      expect(spec).toMatchObject({ ...change, dataSeed: spec.dataSeed })
    }
  })

  it.each<Partial<RunSpec>>([
    { rescale: 1 },
    { methods: ['multiTask'] },
    { learningRate: 0.01 },
    { weightDecay: 0.01 },
    { readoutInit: 1 },
    { dataSeed: 24 },
  ])('keeps its dots when %o is set, and only waits', (change) => {
    const { ladder, units, answer, calls, set, rest } = begun()
    const [first] = units()
    if (first === undefined) throw new Error('no units')
    answer(first, () => 0.5)
    const before = ladder.store.getState()
    set(change)
    expect(ladder.store.getState()).toBe(before)
    expect(calls.at(-1)).toBe('pause')
    rest()
    expect(calls.at(-1)).toBe('resume')
    expect(calls.filter((call) => call === 'sweep')).toHaveLength(1)
  })

  it('lets go when nobody follows, and begins anew for the next', () => {
    const { ladder, calls, set, rest } = openLadder()
    const leave = ladder.follow()
    ladder.setInView(true)
    rest()
    leave()
    expect(calls).toContain('close')
    const count = calls.length
    set({ overlap: 0 })
    expect(calls).toHaveLength(count)
    ladder.follow()
    rest()
    expect(calls.slice(-2)).toEqual(['sweep', 'resume'])
  })
})

describe('summarizeLadder(state)', () => {
  it('gives medians, failures and the best c once all is known', () => {
    const { ladder, units, answer } = begun()
    // Seed s at c: s·|log₁₀(c / 0.1)|/10 + 0.001 s, so the median is least at c = 0.1.
    const errorOf = (seed: number) => (rescale: number) =>
      (seed * Math.abs(Math.log10(rescale / 0.1))) / 10 + seed / 1000
    for (const unit of units()) {
      answer(unit, errorOf(unit.spec.dataSeed), unit.spec.dataSeed)
    }
    const { columns, best, singleTask } = summarizeLadder(ladder.store.getState())
    // Of the seeds 1 … 24, the middle is 12.5.
    expect(best?.rescale).toBe(0.1)
    expect(best?.median).toBeCloseTo(0.0125, 12)
    expect(singleTask).toBe(12.5)
    // At c = 1 the error is 0.101 s, above ½ from s = 5 on.
    expect(columns[nearestColumn(1)]).toMatchObject({ count: 24, failures: 20 })
    expect(columns[nearestColumn(0.1)]).toMatchObject({ count: 24, failures: 0 })
  })

  it('draws the median only where as many seeds have answered as anywhere', () => {
    const { ladder, units, answer } = begun()
    const [first] = units()
    const finer = units().find(({ rescales }) => rescales[0] !== first?.rescales[0])
    if (first === undefined || finer === undefined) throw new Error('no units')
    for (const unit of units().slice(0, 2)) answer(unit, () => 0.25)
    answer(finer, () => 0.5)
    const { columns, best } = summarizeLadder(ladder.store.getState())
    expect(columns[0]?.median).toBe(0.25)
    expect(columns[nearestColumn(finer.rescales[0] ?? NaN)]?.median).toBeNaN()
    expect(best).toBeNull()
  })
})
