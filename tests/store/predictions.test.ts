/** Stored answers, what was measured in advance, and the words that compare them. */
import { beforeAll, describe, expect, it } from 'vitest'
import { measureErrors, measureShares } from '../../scripts/measuredPredictions.ts'
import { openTrainer } from '../../scripts/openTrainer.ts'
import { PREDICTIONS, type Trend } from '../../src/protocol/predictions.ts'
import { createAnswersStore } from '../../src/store/answers.ts'
import {
  MEASURED_ERRORS,
  MEASURED_SHARES,
  measuredTrend,
  medianErrors,
  medianShares,
  nearestOption,
} from '../../src/store/measuredPredictions.ts'
import { largestGap, trendOf } from '../../src/store/predictionGap.ts'
import {
  answerInWords,
  bestInWords,
  compareCurves,
  comparePick,
  factorText,
} from '../../src/store/predictionWords.ts'
import { createShortLadder, refined } from '../../src/store/shortLadder.ts'
import { createFakePool } from '../client/fakePool.ts'

describe('createAnswersStore()', () => {
  it('sets, skips, takes back, and writes its text', () => {
    const store = createAnswersStore()
    expect(store.text()).toBe('')
    store.set('together', { kind: 'shape', option: 'old' })
    store.skip('keep')
    expect(store.text()).toBe('1~keep.skip~together.old')
    store.clear('keep')
    expect(store.getState().answers).toEqual({ together: { kind: 'shape', option: 'old' } })
  })

  it('opens a link in place of what was given, and keeps its first state for prerendered pages', () => {
    const store = createAnswersStore()
    store.skip('nested')
    expect(store.open('1~keep.skip~together.nonsense')).toHaveLength(1)
    expect(store.text()).toBe('1~keep.skip')
    expect(store.getInitialState().answers).toEqual({})
    expect(store.open('')).toEqual([])
    expect(store.text()).toBe('')
  })
})

describe('trendOf(errors)', () => {
  it.each<[Trend, number[]]>([
    ['rises', [1e-5, 1e-4, 1e-2, 0.1, 0.2]],
    ['falls', [0.6, 0.5, 0.3, 0.01, 1e-6]],
    ['valley', [3e-3, 1e-3, 1e-4, 4e-3, 0.04]],
    ['hill', [0.01, 0.1, 1, 0.2, 0.01]],
    ['flat', [0.1, 0.2, 0.15, 0.1]],
    // A dip of less than a factor of 3 does not make a valley.
    ['rises', [1e-3, 5e-4, 1e-2, 0.1]],
  ])('%s: %j', (trend, errors) => {
    expect(trendOf(errors)).toBe(trend)
  })
})

describe('largestGap(drawn, measured)', () => {
  it('is where the ratio is furthest from 1, either way', () => {
    expect(largestGap([1, 1, 1], [1, 0.1, 100])).toEqual({ column: 2, ratio: 0.01, isNear: false })
    expect(largestGap([2, 1], [1, 1])).toEqual({ column: 0, ratio: 2, isNear: true })
    expect(largestGap([1, 1], [NaN, 0.5])?.column).toBe(1)
    expect(largestGap([1], [NaN])).toBeNull()
  })
})

describe('what is said of an answer', () => {
  const { keep, together } = PREDICTIONS
  // 32 levels from 1e-7 to 10: level 28 is 1, and four levels are a decade.
  const levels = [16, 20, 24, 28, 28]
  const measured = [1e-3, 1e-2, 0.1, 1, 1]

  it('is right where it is right', () => {
    expect(compareCurves(keep, levels, measured)).toBe(
      'You were right that it rises as c grows. Nowhere were you off by more than a factor of 2.',
    )
    expect(comparePick(together, 'old', 'old')).toBe('You were right: on all old features alike.')
  })

  it('names direction and size of the gap where it is not', () => {
    expect(compareCurves(keep, levels, [1e-4, 1e-2, 0.1, 1, 1])).toBe(
      'You were right that it rises as c grows. You were furthest off at c = 0.001: 10 times too high.',
    )
    expect(compareCurves(keep, levels, [1, 1, 1, 0.1, 1e-3])).toBe(
      'You drew an error rising as c grows; it falls as c grows. You were furthest off at c = 0.001: 1,000 times too low.',
    )
    expect(compareCurves(keep, levels, [NaN, NaN, NaN, NaN, NaN])).toContain('not be computed')
    expect(comparePick(together, 'few', 'old')).toContain('You picked “only on shared features”')
  })

  it('fits in a teacher’s list', () => {
    expect(answerInWords('keep', { kind: 'curve', levels })).toBe(
      'Drew an error rising as c grows: 0.001 at c = 0.001, 0.01 at c = 0.01, 0.1 at c = 0.1, 1 at c = 1, 1 at c = 10.',
    )
    expect(answerInWords('together', { kind: 'shape', option: 'few' })).toBe(
      'Picked “only on shared features”.',
    )
    expect(answerInWords('nested', { kind: 'skipped' })).toBe('Skipped.')
  })

  it('rounds factors to what a hand can draw', () => {
    expect([2.345, 31.6, 4217, 123456].map(factorText)).toEqual(['2.3', '30', '4,000', '100,000'])
    expect(bestInWords([0.1, 1, 10], [0.01, 1e-3, 1])).toBe(
      'The error is least at c = 1: 10 times below c = 0.1 and 1,000 times below c = 10.',
    )
  })
})

describe('measuredPredictions.json', () => {
  it('is what training gives now, for the first seed of each', () => {
    expect(MEASURED_SHARES[0]).toEqual(measureShares(1))
    const { columns } = PREDICTIONS.directions
    const one = columns.indexOf(1)
    expect(MEASURED_ERRORS[0]?.[one]).toBe(measureErrors(openTrainer(), 1, [1])[0])
  })

  it('holds 24 and 12 seeds', () => {
    expect(MEASURED_SHARES).toHaveLength(24)
    expect(MEASURED_ERRORS).toHaveLength(12)
    for (const errors of MEASURED_ERRORS) {
      expect(errors).toHaveLength(PREDICTIONS.directions.columns.length)
    }
  })

  it('multi-task: most weight on shared features, the rest on other old ones, in nearly all seeds', () => {
    expect(nearestOption(medianShares())).toBe('leftovers')
    const same = MEASURED_SHARES.filter((shares) => nearestOption(shares) === 'leftovers')
    expect(same.length).toBeGreaterThanOrEqual(22)
    for (const { unused, auxOnly } of MEASURED_SHARES) {
      expect(unused).toBeLessThan(0.05)
      expect(auxOnly).toBeGreaterThan(0.15)
    }
  })

  it('ReLU: a valley in c, in nearly all seeds', () => {
    expect(measuredTrend()).toBe('valley')
    const { columns } = PREDICTIONS.directions
    const errors = medianErrors()
    expect(columns[errors.indexOf(Math.min(...errors))]).toBe(1)
    const same = MEASURED_ERRORS.filter((seed) => {
      const least = columns[seed.indexOf(Math.min(...seed))] ?? NaN
      return least > 0.01 && least < 10
    })
    expect(same.length).toBeGreaterThanOrEqual(11)
  })
})

describe('createShortLadder(surroundings, question)', () => {
  const { spec, columns } = PREDICTIONS.nested
  const pool = createFakePool()
  const ladder = createShortLadder(
    {
      pool,
      wait: (_, callback) => {
        callback()
        return () => undefined
      },
    },
    { spec, columns },
  )
  beforeAll(() => {
    ladder.setInView(true)
    ladder.follow()
  })

  it('asks for the question’s setting, its columns among them, and for no multi-task network', () => {
    const jobs = pool.open('sweep').map(({ job }) => job)
    expect(new Set(jobs.flatMap(({ measures }) => measures))).toEqual(
      new Set(['singleTaskError', 'finetuneError']),
    )
    expect(new Set(jobs.map(({ spec: { dataSeed } }) => dataSeed)).size).toBe(24)
    for (const { spec: asked } of jobs) expect(asked).toMatchObject({ mainActive: spec.mainActive })
    const asked = new Set(jobs.flatMap(({ points }) => points.map(({ rescale }) => rescale)))
    for (const column of columns) expect(asked).toContain(column)
    expect(refined(columns)).toHaveLength(4 * (columns.length - 1) + 1)
  })
})
