/** What is read off a regime map: medians over seeds, the winner and the regime of each cell. */
import type { Measure } from '../protocol/computing.ts'
import type { RegimeThresholds } from '../protocol/sweepView.ts'
import { REGIMES, regimeOf, type Signature } from '../theory/signature.ts'
import { multiTaskMeasure, type MapState } from './regimeMap.ts'
import { median } from './sweeps/median.ts'
import { standIns, type MapSize } from './sweeps/mapParts.ts'
import { answersAt, type Sheet } from './sweeps/sheet.ts'

/** Who can have the smallest median error; the last where two are about equal. */
export const WINNERS = ['finetune', 'singleTask', 'multiTask', 'equal'] as const
export type Winner = (typeof WINNERS)[number]

/** Errors nearer than this factor are about equal. */
const EQUAL_FACTOR = 1.2

export const mapSizeOf = ({ subject }: MapState): MapSize => ({
  columns: subject.columns.grid.values.length,
  rows: subject.rows.grid.values.length,
})

const isAnswered = ({ plan, answered }: Sheet, point: number): boolean =>
  plan.seeds.some((_, seed) => answered[seed * plan.points.length + point] === 1)

/** For every cell the one whose numbers stand for it: itself, once it is computed; −1 for none. */
const knownCells = (sheet: Sheet | undefined, size: MapSize): Int32Array =>
  sheet === undefined
    ? new Int32Array(size.columns * size.rows).fill(-1)
    : standIns(size, (point) => isAnswered(sheet, point))

/** The median of a measure over the seeds that have answered; NaN where there is none. */
export const medianAt = (sheet: Sheet | undefined, point: number, measure: Measure): number =>
  sheet === undefined || point < 0 ? NaN : median(answersAt(sheet, point, measure))

/** How many seeds the finetuned numbers of a cell are of: 0 where its neighbour's stand for it. */
export const seedsAt = (
  { sheets: { finetune }, seeds }: MapState,
  point: number,
): { known: number; all: number } => ({
  known:
    finetune === undefined
      ? 0
      : answersAt(finetune, point, 'finetuneError').filter((error) => !Number.isNaN(error)).length,
  all: (finetune?.plan.seeds ?? seeds).length,
})

export const signatureAt = (sheet: Sheet | undefined, point: number): Signature => ({
  reuse: medianAt(sheet, point, 'reuse'),
  order: medianAt(sheet, point, 'order'),
  keptShare: medianAt(sheet, point, 'keptShare'),
})

/** The method with the smallest error; `null` where one is missing. */
export const winnerOf = (
  errors: Readonly<Record<Exclude<Winner, 'equal'>, number>>,
): Winner | null => {
  const ordered = WINNERS.filter((winner) => winner !== 'equal')
    .map((winner) => ({ winner, error: errors[winner] }))
    .sort((one, other) => one.error - other.error)
  const [best, second] = ordered
  if (best === undefined || second === undefined) return null
  if (ordered.some(({ error }) => Number.isNaN(error))) return null
  return second.error <= EQUAL_FACTOR * best.error ? 'equal' : best.winner
}

export const winnerAt = ({ sheets, subject }: MapState, point: number): Winner | null =>
  winnerOf({
    finetune: medianAt(sheets.finetune, point, 'finetuneError'),
    singleTask: medianAt(sheets.rivals, point, 'singleTaskError'),
    multiTask: medianAt(sheets.rivals, point, multiTaskMeasure(subject)),
  })

/** Median errors of finetuning, shape rows × columns; NaN where nothing is known. */
export const errorsOf = (state: MapState): Float64Array =>
  Float64Array.from(knownCells(state.sheets.finetune, mapSizeOf(state)), (cell) =>
    medianAt(state.sheets.finetune, cell, 'finetuneError'),
  )

/** Indices into WINNERS, shape rows × columns; −1 where nothing is known. */
export const winnersOf = (state: MapState): Int8Array => {
  const size = mapSizeOf(state)
  const rivals = knownCells(state.sheets.rivals, size)
  return Int8Array.from(knownCells(state.sheets.finetune, size), (cell, index) => {
    const own = medianAt(state.sheets.finetune, cell, 'finetuneError')
    const rival = rivals[index] ?? -1
    const winner = winnerOf({
      finetune: own,
      singleTask: medianAt(state.sheets.rivals, rival, 'singleTaskError'),
      multiTask: medianAt(state.sheets.rivals, rival, multiTaskMeasure(state.subject)),
    })
    return winner === null ? -1 : WINNERS.indexOf(winner)
  })
}

/** Indices into REGIMES, shape rows × columns; −1 where nothing is known. */
export const regimesOf = (state: MapState, thresholds: RegimeThresholds): Int8Array =>
  Int8Array.from(knownCells(state.sheets.finetune, mapSizeOf(state)), (cell) => {
    const regime = regimeOf(signatureAt(state.sheets.finetune, cell), thresholds)
    return regime === null ? -1 : REGIMES.indexOf(regime)
  })

/** Numbers computed so far, and in all; of all sheets of the map. */
export const progressOf = ({ sheets }: MapState): { done: number; all: number } =>
  Object.values<Sheet | undefined>(sheets).reduce(
    (sum, sheet) => ({
      done: sum.done + (sheet?.done ?? 0),
      all: sum.all + (sheet?.answered.length ?? 0),
    }),
    { done: 0, all: 0 },
  )
