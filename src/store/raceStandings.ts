/** What a race has shown so far: speeds, places, and whether all train the same network. */
import { keyOf, type Checkpoint, type RacePrecision } from '../protocol/race.ts'
import type { RaceLane, RaceState } from './race.ts'

/** A loss that is not the yardstick's after the same number of steps. */
interface Deviation {
  step: number
  own: number
  yardstick: number
}

export interface Standing {
  key: string
  lane: RaceLane
  /** Gradient steps a second of each lap. */
  lapRates: number[]
  /** Their median, so that a hiccup of the machine does not count; null before the first lap. */
  rate: number | null
  /** 1 is the fastest; null before the end, and for who has no rate. */
  place: number | null
  /** The rate in units of that of the opponent. */
  multiple: number | null
  /** After the last lap, divided by the zero function's. */
  loss: number | null
  deviation: Deviation | null
}

/** Losses after the same number of steps. */
interface Agreement {
  step: number
  /** How many lanes have passed it, and how many have run. */
  passed: number
  lanes: number
  smallest: number
  largest: number
}

export interface Standings {
  /** By place after the end, before in the order of the lanes. */
  rows: Standing[]
  /** What multiples are measured by: the fastest plain tfjs, or without one the slowest of all. */
  opponent: Standing | null
  /**
   * At the last checkpoint that the most precise and at least one other have passed while there was
   * still something to learn; null if there is none. Lanes that deviate are left out.
   */
  agreement: Agreement | null
}

/** Two losses count as the same within so much of the larger … */
const SAME_WITHIN = 0.05
/** … or within this, the size of a rounding error in float32, in units of the zero function's. */
const SAME_WITHIN_ZERO = 1e-6

/** Losses above this still tell one training from another. */
const STILL_LEARNING = 1e-3

const PRECISIONS: readonly RacePrecision[] = ['float64', 'mixed', 'float32', 'reduced']

/** The middle value, or the mean of the two in the middle; null of nothing. */
const medianOf = (values: readonly number[]): number | null => {
  const sorted = [...values].sort((one, other) => one - other)
  const upper = sorted[Math.floor(sorted.length / 2)]
  const lower = sorted[Math.floor((sorted.length - 1) / 2)]
  return upper === undefined || lower === undefined ? null : (lower + upper) / 2
}

const checkpointsOf = ({ laps }: RaceLane): Checkpoint[] =>
  laps.flatMap(({ checkpoints }) => checkpoints)

const lossAt = (lane: RaceLane, step: number): number | undefined =>
  checkpointsOf(lane).find((checkpoint) => checkpoint.step === step)?.loss

/** The most precise lane that has passed a checkpoint; of equals the first. */
const yardstickOf = (lanes: readonly RaceLane[]): RaceLane | undefined =>
  lanes
    .filter((lane) => checkpointsOf(lane).length > 0)
    .sort(
      (one, other) =>
        PRECISIONS.indexOf(one.precision ?? 'reduced') -
        PRECISIONS.indexOf(other.precision ?? 'reduced'),
    )[0]

const isSame = (own: number, yardstick: number): boolean => {
  if (Object.is(own, yardstick)) return true
  const difference = Math.abs(own - yardstick)
  return difference <= SAME_WITHIN_ZERO || difference <= SAME_WITHIN * Math.max(own, yardstick)
}

/** How the lane differs from the yardstick at the last checkpoint that both have passed. */
const deviationOf = (lane: RaceLane, yardstick: RaceLane | undefined): Deviation | null => {
  if (yardstick === undefined) return null
  const shared = checkpointsOf(lane).flatMap(({ step, loss }) => {
    const other = lossAt(yardstick, step)
    return other === undefined ? [] : [{ step, own: loss, yardstick: other }]
  })
  const last = shared.at(-1)
  return last === undefined || isSame(last.own, last.yardstick) ? null : last
}

const agreementOf = (rows: readonly Standing[], yardstick?: RaceLane): Agreement | null => {
  const lanes = rows.filter(({ deviation }) => deviation === null).map(({ lane }) => lane)
  const candidates = yardstick === undefined ? [] : checkpointsOf(yardstick)
  const shared = candidates
    .filter(({ loss }) => loss > STILL_LEARNING)
    .map(({ step }) => ({ step, losses: lanes.flatMap((lane) => lossAt(lane, step) ?? []) }))
    .filter(({ losses }) => losses.length > 1)
    .at(-1)
  if (shared === undefined) return null
  const { step, losses } = shared
  return {
    ...{ step, passed: losses.length },
    lanes: lanes.filter(({ laps }) => laps.length > 0).length,
    ...{ smallest: Math.min(...losses), largest: Math.max(...losses) },
  }
}

const faster = (one: { rate: number | null }, other: { rate: number | null }): number =>
  (other.rate ?? -1) - (one.rate ?? -1)

const standingOf = (lane: RaceLane, yardstick: RaceLane | undefined): Standing => {
  const lapRates = lane.laps.map(({ steps, seconds }) => steps / seconds)
  return {
    key: keyOf(lane.contestant),
    lane,
    lapRates,
    rate: medianOf(lapRates),
    ...{ place: null, multiple: null },
    loss: lane.laps.at(-1)?.loss ?? null,
    deviation: deviationOf(lane, yardstick),
  }
}

export const standingsOf = ({ phase, lanes }: RaceState): Standings => {
  const yardstick = yardstickOf(lanes)
  const rows = lanes.map((lane) => standingOf(lane, yardstick))
  const ranked = rows.filter(({ rate }) => rate !== null).sort(faster)
  const plain = ranked.filter(({ lane }) => lane.contestant.way === 'autodiff')
  const opponent = plain[0] ?? ranked.at(-1) ?? null
  for (const row of ranked) {
    if (phase === 'finished') row.place = ranked.indexOf(row) + 1
    if (row.rate !== null && opponent?.rate) row.multiple = row.rate / opponent.rate
  }
  return {
    rows: phase === 'finished' ? [...rows].sort(faster) : rows,
    opponent,
    agreement: agreementOf(rows, yardstick),
  }
}
