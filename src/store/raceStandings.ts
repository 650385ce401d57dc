/** What a race has shown so far: speeds, places, and whether all train the same network. */
import { keyOf, type Checkpoint, type RacePrecision } from '../protocol/race.ts'
import type { RaceLane, RaceState } from './race.ts'

/** A loss that is not the yardstick's after the same number of steps. */
export interface Deviation {
  step: number
  own: number
  yardstick: number
}

export interface Standing {
  key: string
  lane: RaceLane
  /** Gradient steps a second over all laps; null before the first. */
  rate: number | null
  /** The same of each lap. */
  lapRates: number[]
  /** 1 is the fastest; null before the end, and for who has no rate. */
  place: number | null
  /** The rate in units of that of the opponent. */
  multiple: number | null
  /** After the last lap, divided by the zero function's. */
  loss: number | null
  deviation: Deviation | null
}

/** Losses after the same number of steps. */
export interface Agreement {
  step: number
  /** How many lanes have passed it. */
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
   * At the last checkpoint that all have passed who have passed any; null for fewer than two. Losses
   * that are no numbers are left out: their lanes deviate.
   */
  agreement: Agreement | null
}

/** Two losses count as the same within so much of the larger … */
const SAME_WITHIN = 0.05
/** … or within this, the size of a rounding error in float32, in units of the zero function's. */
const SAME_WITHIN_ZERO = 1e-6

const PRECISIONS: readonly RacePrecision[] = ['float64', 'mixed', 'float32', 'reduced']

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)

const rateOf = ({ laps }: RaceLane): number | null =>
  laps.length === 0
    ? null
    : sum(laps.map(({ steps }) => steps)) / sum(laps.map(({ seconds }) => seconds))

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

const agreementOf = (lanes: readonly RaceLane[]): Agreement | null => {
  const passed = lanes
    .map((lane) => checkpointsOf(lane).filter(({ loss }) => Number.isFinite(loss)))
    .filter((checkpoints) => checkpoints.length > 0)
  const step = Math.min(...passed.map((checkpoints) => checkpoints.at(-1)?.step ?? 0))
  const losses = passed.flatMap((checkpoints) =>
    checkpoints.filter((checkpoint) => checkpoint.step === step).map(({ loss }) => loss),
  )
  if (losses.length < 2) return null
  return {
    ...{ step, lanes: losses.length },
    ...{ smallest: Math.min(...losses), largest: Math.max(...losses) },
  }
}

const faster = (one: { rate: number | null }, other: { rate: number | null }): number =>
  (other.rate ?? -1) - (one.rate ?? -1)

const standingOf = (lane: RaceLane, yardstick: RaceLane | undefined): Standing => ({
  key: keyOf(lane.contestant),
  lane,
  rate: rateOf(lane),
  lapRates: lane.laps.map(({ steps, seconds }) => steps / seconds),
  ...{ place: null, multiple: null },
  loss: lane.laps.at(-1)?.loss ?? null,
  deviation: deviationOf(lane, yardstick),
})

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
    agreement: agreementOf(lanes),
  }
}
