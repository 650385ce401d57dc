import { describe, expect, it } from 'vitest'
import type { Measure, SweepJob } from '../../src/protocol/computing.ts'
import type { RunSpec } from '../../src/protocol/spec.ts'
import { createControlsStore } from '../../src/store/controls.ts'
import {
  errorsOf,
  mapSizeOf,
  progressOf,
  regimesOf,
  winnerOf,
  winnersOf,
  WINNERS,
} from '../../src/store/mapSummary.ts'
import { createRegimeMap } from '../../src/store/regimeMap.ts'
import { REGIMES } from '../../src/theory/signature.ts'
import { createFakePool, type FakeRequest } from '../client/fakePool.ts'

const openMap = (hash = '') => {
  const controls = createControlsStore(hash)
  const pool = createFakePool()
  let rested: (() => void) | null = null
  const map = createRegimeMap({
    controls,
    pool,
    wait: (_, callback) => {
      rested = callback
      return () => {
        rested = null
      }
    },
  })
  map.follow()
  map.setInView(true)
  const rest = (): void => rested?.()
  rest()
  return { controls, pool, map, rest, state: map.store.getState }
}

const answer = (
  request: FakeRequest<SweepJob>,
  numberOf: (spec: RunSpec, measure: Measure) => number,
): void => {
  const { spec, points, measures } = request.job
  request.onDone({
    values: Float64Array.from(
      points.flatMap((point) =>
        measures.map((measure) => numberOf({ ...spec, ...point }, measure)),
      ),
    ),
  })
}

const THRESHOLDS = { reuse: 0.5, order: 1.5, kept: 0.5 }

describe('createRegimeMap(surroundings)', () => {
  it('asks for 8 seeds of every cell at the least urgency of pictures, a line of c at a time', () => {
    const { pool, state } = openMap('#map=initScale')
    const jobs = pool.open('sweep')
    const { columns, rows } = mapSizeOf(state())
    expect([columns, rows]).toEqual([49, 31])
    expect(jobs.flatMap(({ job }) => job.points)).toHaveLength(8 * columns * rows)
    expect(jobs.every(({ priority }) => priority === 'map')).toBe(true)
    for (const { job } of jobs) {
      expect(new Set(job.points.map(({ initScale }) => initScale)).size).toBe(1)
    }
  })

  it('asks for the rivals only where the winner is shown', () => {
    const { pool, controls, rest } = openMap()
    const rivals = () =>
      pool.open('sweep').filter(({ job }) => job.measures.includes('singleTaskError'))
    expect(rivals()).toHaveLength(0)
    controls.setView({ quantity: 'winner' })
    rest()
    expect(rivals().length).toBeGreaterThan(0)
  })

  it('keeps its cells when the run moves within it, and drops them for another task', () => {
    const { pool, controls, state, rest } = openMap()
    const { finetune } = state().sheets
    controls.setNumber('rescale', 1)
    controls.setNumber('overlap', 0)
    rest()
    expect(state().sheets.finetune).toBe(finetune)
    controls.setNumber('mainSamples', 9)
    expect(pool.open('sweep')).toHaveLength(0)
  })
})

describe('errorsOf(state), regimesOf(state, thresholds), winnersOf(state)', () => {
  it('give every cell the number of a neighbour after the first stage, its own at the end', () => {
    const { pool, state } = openMap()
    expect(errorsOf(state()).every(Number.isNaN)).toBe(true)
    const jobs = pool.open('sweep')
    const { columns, rows } = mapSizeOf(state())
    // The default has an overlap from 0 to 3: four rows, none of them thinned out.
    expect(rows).toBe(4)
    jobs.slice(0, 8).forEach((job) => answer(job, ({ rescale }) => rescale))
    expect(errorsOf(state()).some(Number.isNaN)).toBe(false)
    jobs.slice(8).forEach((job) => answer(job, ({ rescale }) => rescale))
    const { values } = state().subject.columns.grid
    errorsOf(state()).forEach((error, cell) => expect(error).toBe(values[cell % columns]))
    const { done, all } = progressOf(state())
    expect(done).toBe(all)
  })

  it('read the regime off the medians', () => {
    const { pool, state } = openMap()
    const numbers: Partial<Record<Measure, number>> = { reuse: 0.9, order: 1.2, keptShare: 0.2 }
    pool.open('sweep').forEach((job) => answer(job, (_, measure) => numbers[measure] ?? 0.1))
    const kinds = regimesOf(state(), THRESHOLDS)
    expect(kinds.every((kind) => REGIMES[kind] === 'nested')).toBe(true)
    const lazy = regimesOf(state(), { ...THRESHOLDS, order: 1.1 })
    expect(lazy.every((kind) => REGIMES[kind] === 'lazy')).toBe(true)
  })

  it('name the winner', () => {
    const { pool, state } = openMap('#quantity=winner')
    const errors: Partial<Record<Measure, number>> = { finetuneError: 1e-4, singleTaskError: 0.5 }
    pool.open('sweep').forEach((job) => answer(job, (_, measure) => errors[measure] ?? 0.1))
    expect(winnersOf(state()).every((kind) => WINNERS[kind] === 'finetune')).toBe(true)
  })
})

describe('winnerOf(errors)', () => {
  it.each([
    [{ finetune: 0.1, singleTask: 0.2, multiTask: 0.3 }, 'finetune'],
    [{ finetune: 0.4, singleTask: 0.2, multiTask: 0.3 }, 'singleTask'],
    [{ finetune: 0.4, singleTask: 0.5, multiTask: 0.1 }, 'multiTask'],
    [{ finetune: 0.1, singleTask: 0.119, multiTask: 0.3 }, 'equal'],
    [{ finetune: 0, singleTask: 0, multiTask: 0.3 }, 'equal'],
    [{ finetune: NaN, singleTask: 0.119, multiTask: 0.3 }, null],
  ])('of %j is %s', (errors, winner) => {
    expect(winnerOf(errors)).toBe(winner)
  })
})
