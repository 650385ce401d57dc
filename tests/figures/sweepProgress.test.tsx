/** What ladder and map say, and save, while only some seeds have answered. */
import { describe, expect, it } from 'vitest'
import { mapCellsOf } from '../../src/figures/mapCells.ts'
import { describeLadder, factsAt } from '../../src/figures/ladderWords.ts'
import { describeMap, mapFacts } from '../../src/figures/mapWords.ts'
import { ladderRows } from '../../src/figures/rows/ladderRows.ts'
import { mapRows } from '../../src/figures/rows/mapRows.ts'
import { DEFAULT_VIEW } from '../../src/protocol/view.ts'
import { createControlsStore } from '../../src/store/controls.ts'
import { createLadder } from '../../src/store/ladder.ts'
import { summarizeLadder } from '../../src/store/ladderSummary.ts'
import { createRegimeMap } from '../../src/store/regimeMap.ts'
import type { SweepSurroundings } from '../../src/store/sweeps/sweepStore.ts'
import { createFakePool } from '../client/fakePool.ts'

/** A sweep of which the jobs of the first so many seeds have been answered, each number by its seed. */
const answeredFor = <State,>(
  create: (surroundings: SweepSurroundings) => {
    store: { getState: () => State }
    follow: () => unknown
    setInView: (isInView: boolean) => void
  },
  isAnswered: (measure: string, seed: number) => boolean,
): State => {
  const pool = createFakePool()
  let rest = (): void => undefined
  const sweep = create({
    controls: createControlsStore(''),
    pool,
    wait: (_, callback) => {
      rest = callback
      return () => undefined
    },
  })
  sweep.follow()
  sweep.setInView(true)
  rest()
  for (const { job, onDone } of pool.open('sweep')) {
    const { points, measures, spec } = job
    const [first = ''] = measures
    if (!isAnswered(first, spec.dataSeed)) continue
    const values = points.flatMap(() => measures.map(() => spec.dataSeed / 100))
    onDone({ values: Float64Array.from(values) })
  }
  return sweep.store.getState()
}

describe('a ladder of which 7 of 24 multi-task networks are trained', () => {
  const state = answeredFor(
    createLadder,
    (measure, seed) => !measure.startsWith('multiTask') || seed <= 7,
  )
  const summary = summarizeLadder(state)

  it('says in its description, the caption of its picture, of how many seeds the median is', () => {
    // The middle of 0.01 … 0.07.
    expect(describeLadder(state, summary, 0)).toContain(
      'multi-task solution has a median error of 0.04 there (7 of 24 seeds).',
    )
    expect(describeLadder(state, summary, 0)).toMatch(/Single-task training has [^(]* there\./)
  })

  it('says so where it is read off, and in the saved table', () => {
    const terms = factsAt(state, summary, { column: 0, row: null }).map(({ term }) => term)
    expect(terms).toContain('multi-task (7 of 24 seeds)')
    expect(terms).toContain('single task')
    const { columns, rows } = ladderRows(state, summary)
    const seeds = columns.indexOf('seeds')
    const cellsOf = (name: string) => rows.filter((row) => row[1] === name).map((row) => row[seeds])
    expect(new Set(cellsOf('multi-task, median'))).toEqual(new Set(['7 of 24']))
    expect(new Set(cellsOf('finetuned, median'))).toEqual(new Set(['24 of 24']))
  })
})

describe('a map of which 3 of 8 seeds are computed', () => {
  it('says so at a cell, and in the saved table', () => {
    const state = answeredFor(createRegimeMap, (_, seed) => seed <= 3)
    const { regimes } = DEFAULT_VIEW
    const place = { column: 0, row: 0 }
    const terms = mapFacts(state, 'loss', { place, thresholds: regimes }).map(({ term }) => term)
    expect(terms).toContain('median error (3 of 8 seeds)')
    const cells = mapCellsOf(state, { quantity: 'loss', regimes })
    const { rows } = mapRows(state, cells, 'median error')
    expect(rows[0]?.at(-1)).toBe('3 of 8')
    // The description is the caption of its picture, too.
    expect(describeMap(state, 'loss', cells.kind === 'values' ? cells.values : [])).toContain(
      'Medians are of 3 of 8 seeds.',
    )
  })
})
