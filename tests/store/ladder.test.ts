import { describe, expect, it } from 'vitest'
import type { SweepJob } from '../../src/protocol/computing.ts'
import type { RunSpec } from '../../src/protocol/spec.ts'
import type { View } from '../../src/protocol/view.ts'
import { createControlsStore } from '../../src/store/controls.ts'
import { createLadder } from '../../src/store/ladder.ts'
import { summarizeLadder } from '../../src/store/ladderSummary.ts'
import { createFakePool, type FakeRequest } from '../client/fakePool.ts'

/** A ladder whose pool and clock are in the test's hands. */
const openLadder = (hash = '') => {
  const controls = createControlsStore(hash)
  const pool = createFakePool()
  let rested: (() => void) | null = null
  const ladder = createLadder({
    controls,
    pool,
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
    pool,
    rest: () => rested?.(),
    state: ladder.store.getState,
    set: (change: Partial<RunSpec>) => controls.setSpec({ ...controls.getState().spec, ...change }),
    view: (change: Partial<View>) => controls.setView(change),
    /** Open jobs that ask for a measure. */
    asking: (measure: string) =>
      pool.open('sweep').filter(({ job }) => job.measures.some((one) => one === measure)),
  }
}

const begun = (hash = '') => {
  const opened = openLadder(hash)
  opened.ladder.follow()
  opened.ladder.setInView(true)
  opened.rest()
  return opened
}

type SweepRequest = FakeRequest<SweepJob>

/** Answers a job; the number of a point is made from its job and the point. */
const answer = (
  request: SweepRequest,
  numberOf: (spec: RunSpec, measure: string) => number = () => 0.25,
): void => {
  const { spec, points, measures } = request.job
  const values = points.flatMap((point) =>
    measures.map((measure) => numberOf({ ...spec, ...point }, measure)),
  )
  request.onDone({ values: Float64Array.from(values) })
}

const keyOf = ({ job }: SweepRequest): string[] =>
  job.points.map((point) => `${String(job.spec.dataSeed)} ${String(point.rescale)}`)

describe('createLadder(surroundings)', () => {
  it('computes nothing before it has been looked at and the controls rest', () => {
    const { ladder, pool, rest } = openLadder()
    ladder.follow()
    ladder.setInView(true)
    expect(pool.requests).toHaveLength(0)
    ladder.setInView(false)
    rest()
    expect(pool.requests).toHaveLength(0)
    // The controls have come to rest: what comes into view is computed at once.
    ladder.setInView(true)
    expect(pool.requests.length).toBeGreaterThan(0)
  })

  it('asks for 24 seeds and 41 values of c once each, ten in a decade, coarse ones first', () => {
    const { asking, state } = begun()
    const jobs = asking('finetuneError')
    const keys = jobs.flatMap(keyOf)
    expect(keys).toHaveLength(24 * 41)
    expect(new Set(keys).size).toBe(24 * 41)
    const { values } = state().subject.grid
    expect(values).toHaveLength(41)
    values.forEach((value, index) => expect(value).toBeCloseTo(10 ** (index / 10 - 3), 2))
    // The first 24 jobs are those of every fourth column, one for each seed.
    const first = jobs.slice(0, 24)
    expect(new Set(first.map(({ job }) => job.spec.dataSeed)).size).toBe(24)
    for (const { job } of first) {
      const columns = job.points.map(({ rescale = NaN }) => values.indexOf(rescale))
      expect(columns.every((column) => column % 4 === 0)).toBe(true)
    }
    expect(
      jobs.every(
        ({ priority, job, affinity }) => priority === 'ladder' && affinity === job.spec.dataSeed,
      ),
    ).toBe(true)
  })

  it('asks for single-task and multi-task levels once a seed, trained ones last', () => {
    const { asking } = begun()
    expect(asking('singleTaskError')).toHaveLength(24)
    const trained = asking('multiTaskError')
    expect(trained).toHaveLength(24)
    expect(trained.every(({ priority }) => priority === 'background')).toBe(true)
  })

  it('takes the smallest group norm where training many networks would take too long', () => {
    for (const hash of ['#inputDim=1000', '#sweep=overlap', '#sweep=mainSamples']) {
      const { asking, state } = begun(hash)
      expect(asking('multiTaskError')).toHaveLength(0)
      expect(asking('groupNormError').length).toBeGreaterThan(0)
      expect(state().subject.multiTask).toBe('groupNorm')
    }
  })

  it.each([
    [{ rescale: 1 }],
    [{ dataSeed: 24 }],
    [{ learningRate: 0.01 }],
    [{ stopLoss: 1e-3 }],
    [{ readoutInit: 1 }],
    [{ methods: ['multiTask'] as const }],
  ])('keeps its dots when %j is set', (change) => {
    const { asking, set, rest, state } = begun()
    const before = state().sheets.finetune
    const jobs = asking('finetuneError').length
    set(change)
    rest()
    expect(state().sheets.finetune).toBe(before)
    expect(asking('finetuneError')).toHaveLength(jobs)
  })

  it.each([
    [{ dataSeed: 100 }],
    [{ initScale: 0.01 }],
    [{ mainSamples: 20 }],
    [{ overlap: 1 }],
    [{ readoutTied: false }],
    [{ labelNoise: 0.1 }],
  ])('drops everything at once when %j is set, and begins anew once it rests', (change) => {
    const { pool, asking, set, rest, state } = begun()
    set(change)
    expect(pool.open('sweep')).toHaveLength(0)
    expect(state().sheets.finetune).toBeUndefined()
    rest()
    expect(asking('finetuneError').flatMap(keyOf)).toHaveLength(24 * 41)
  })

  it('shows no answer to what has been asked before a change', () => {
    const { asking, set, rest, state } = begun()
    const [old] = asking('finetuneError')
    set({ overlap: 1 })
    rest()
    if (old) answer(old)
    expect(state().sheets.finetune?.done).toBe(0)
  })

  it('is there at once when one goes back to what was computed', () => {
    const { pool, asking, set, rest, state } = begun()
    asking('finetuneError').forEach((job) => answer(job))
    const full = state().sheets.finetune
    set({ overlap: 1 })
    rest()
    set({ overlap: 3 })
    expect(state().sheets.finetune).toBe(full)
    const count = pool.requests.length
    rest()
    expect(asking('finetuneError')).toHaveLength(0)
    // Only what had not been answered of the levels is asked again.
    expect(pool.requests.slice(count).every(({ job }) => job.type === 'sweep')).toBe(true)
  })

  it('changes its dots with the error that is chosen, and its columns with the control', () => {
    const { asking, view, rest, state } = begun()
    view({ loss: 'best' })
    rest()
    expect(asking('finetuneBest').flatMap(keyOf)).toHaveLength(24 * 41)
    view({ loss: 'final', sweep: 'overlap' })
    rest()
    expect(state().subject.grid.values).toEqual([0, 1, 2, 3])
    const points = asking('finetuneError').flatMap(({ job }) => job.points)
    expect(points.every(({ overlap }) => overlap !== undefined)).toBe(true)
  })

  it('keeps what could not be computed apart: no number, and the reason', () => {
    const { asking, state } = begun()
    const [first, ...others] = asking('finetuneError')
    first?.onFailed?.('no end')
    others.forEach((job) => answer(job))
    expect(state().sheets.finetune?.failure).toBe('no end')
    const { columns } = summarizeLadder(state())
    expect(columns.map(({ count }) => count)).toContain(23)
  })

  it('goes on out of sight, but leaves the training of levels for later', () => {
    const { ladder, asking } = begun()
    ladder.setInView(false)
    expect(asking('finetuneError').length).toBeGreaterThan(0)
    expect(asking('multiTaskError')).toHaveLength(0)
  })

  it('lets go when nobody follows', () => {
    const opened = openLadder()
    const stop = opened.ladder.follow()
    opened.ladder.setInView(true)
    opened.rest()
    stop()
    expect(opened.pool.open('sweep')).toHaveLength(0)
  })
})

describe('summarizeLadder(state)', () => {
  /** Errors c · seed: the median of seeds 1 … 24 is 12.5 c. */
  const filled = () => {
    const opened = begun()
    for (const job of opened.asking('finetuneError')) {
      answer(job, ({ rescale, dataSeed }) => rescale * dataSeed)
    }
    for (const job of opened.asking('singleTaskError'))
      answer(job, ({ dataSeed }) => dataSeed / 100)
    for (const job of opened.asking('multiTaskError')) {
      answer(job, ({ dataSeed }, measure) => (measure === 'multiTaskBest' ? 0 : dataSeed / 10))
    }
    return opened
  }

  it('gives medians, failures, levels and the best value once all is known', () => {
    const summary = summarizeLadder(filled().state())
    expect(summary.best).toBe(0)
    summary.columns.forEach(({ value, median, count, failures }) => {
      expect(median).toBeCloseTo(12.5 * value, 12)
      expect(count).toBe(24)
      // A seed fails above half of the zero function's error.
      const above = Array.from({ length: 24 }, (_, seed) => value * (seed + 1) > 0.5)
      expect(failures).toBe(above.filter(Boolean).length)
    })
    expect(summary.singleTask.medians.every((value) => value === 0.125)).toBe(true)
    expect(summary.multiTask.medians[7]).toBeCloseTo(1.25, 12)
    expect(summary.multiTask.seeds).toBe(24)
  })

  it('names no best value, and draws a median only where as many seeds have answered as anywhere', () => {
    const { asking, state } = begun()
    const jobs = asking('finetuneError')
    jobs.slice(0, 25).forEach((job) => answer(job))
    const { best, columns } = summarizeLadder(state())
    expect(best).toBeNull()
    const known = columns.filter(({ median }) => !Number.isNaN(median)).length
    expect(known).toBeGreaterThan(0)
    expect(known).toBeLessThan(41)
  })
})
