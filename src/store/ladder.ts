/**
 * The rescaling ladder: the exact final error of the finetuned network over c, for several data
 * seeds. Filled in by a pool of threads while nothing else is being asked of the page. No React.
 */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Sweeper, UnitOutcome } from '../client/sweeper.ts'
import { CONTROLS } from '../protocol/controls.ts'
import type { RunSpec } from '../protocol/spec.ts'
import { sweepKey, type SweepUnit } from '../protocol/sweeping.ts'
import type { ControlsStore } from './controls.ts'

/** c from 1e-3 to 10, ten in a decade, rounded to three digits: short in a link. */
export const LADDER_RESCALES: readonly number[] = Array.from({ length: 41 }, (_, index) =>
  Number((10 ** (index / 10 - 3)).toPrecision(3)),
)
const LADDER_SEEDS = 24
/** Milliseconds for which nothing has been changed before units are handed out. */
const REST = 300
/** Most rescaling factors in a unit. */
const UNIT_SIZE = 6

export interface LadderState {
  /** Data seeds, one per row. */
  seeds: readonly number[]
  /** Relative errors, shape seeds × c; NaN where there is none (yet). Mutable, for speed. */
  errors: Float64Array
  /** 1 where `errors` has been answered, if only by NaN. The same shape. */
  answered: Uint8Array
  /** Relative error of single-task training for each seed; NaN where there is none (yet). */
  singleTask: Float64Array
  /** Counts the answers: the vectors have changed when it has. */
  version: number
  /** Points answered, of seeds × c. */
  done: number
  /** Why some points could not be computed; `null` if none failed. */
  failure: string | null
}

export interface Ladder {
  store: StoreApi<LadderState>
  /** Nothing is computed for what has never been looked at. */
  setInView: (isInView: boolean) => void
  /** Follows the controls until the returned function is called. */
  follow: () => () => void
}

export interface LadderOptions {
  controls: ControlsStore
  createSweeper: (onOutcome: (outcome: UnitOutcome) => void) => Sweeper
  /** Calls back after so many milliseconds, unless the returned function is called before. */
  wait: (milliseconds: number, callback: () => void) => () => void
}

/** The spec's data seed and those after it; after the largest comes 0. */
const seedsFrom = (dataSeed: number): number[] => {
  const { minimum, maximum } = CONTROLS.dataSeed
  const span = maximum - minimum + 1
  return Array.from(
    { length: LADDER_SEEDS },
    (_, index) => minimum + ((dataSeed - minimum + index) % span),
  )
}

const emptyState = (dataSeed: number): LadderState => {
  const points = LADDER_SEEDS * LADDER_RESCALES.length
  return {
    seeds: seedsFrom(dataSeed),
    errors: new Float64Array(points).fill(NaN),
    answered: new Uint8Array(points),
    singleTask: new Float64Array(LADDER_SEEDS).fill(NaN),
    version: 0,
    done: 0,
    failure: null,
  }
}

/** The columns in the order of their computation: every eighth, then those half-way between. */
const COLUMN_STAGES: readonly (readonly number[])[] = [8, 4, 2, 1].map((step) =>
  LADDER_RESCALES.flatMap((_, column) => {
    const isEarlier = step < 8 && column % (2 * step) === 0
    return column % step === 0 && !isEarlier ? [column] : []
  }),
)

/** All units, coarse columns of every seed first. */
const unitsOf = (spec: RunSpec, seeds: readonly number[]): SweepUnit[] =>
  COLUMN_STAGES.flatMap((columns) => {
    const parts = Math.ceil(columns.length / UNIT_SIZE)
    const size = Math.ceil(columns.length / parts)
    return Array.from({ length: parts }, (_, part) =>
      columns.slice(part * size, (part + 1) * size).map((column) => LADDER_RESCALES[column] ?? 1),
    ).flatMap((rescales) => seeds.map((dataSeed) => ({ spec: { ...spec, dataSeed }, rescales })))
  })

/** Writes a unit's numbers into the vectors of the state. */
const applyOutcome = (state: LadderState, outcome: UnitOutcome): Partial<LadderState> => {
  const { unit, swept } = outcome
  const row = state.seeds.indexOf(unit.spec.dataSeed)
  unit.rescales.forEach((rescale, index) => {
    const point = row * LADDER_RESCALES.length + LADDER_RESCALES.indexOf(rescale)
    state.errors[point] = swept?.errors[index] ?? NaN
    state.answered[point] = 1
  })
  if (swept !== null) state.singleTask[row] = swept.singleTask
  return {
    version: state.version + 1,
    done: state.done + unit.rescales.length,
    ...(outcome.swept === null && { failure: outcome.reason }),
  }
}

export const createLadder = ({ controls, createSweeper, wait }: LadderOptions): Ladder => {
  const specNow = (): RunSpec => controls.getState().spec
  const store = createStore<LadderState>(() => emptyState(specNow().dataSeed))
  const sweeper = createSweeper((outcome) =>
    store.setState(applyOutcome(store.getState(), outcome)),
  )
  let key = sweepKey(specNow())
  let isInView = false
  let isBegun = false
  let cancelRest = (): void => undefined

  const begin = (): void => {
    if (isBegun || !isInView) return
    isBegun = true
    sweeper.sweep(unitsOf(specNow(), store.getState().seeds))
  }

  /** A moved control holds the sweep back until it rests. */
  const rest = (): void => {
    sweeper.pause()
    cancelRest()
    cancelRest = wait(REST, () => {
      begin()
      sweeper.resume()
    })
  }

  /** A seed among those shown keeps the picture, or a click on a dot would move all dots. */
  const isShown = (spec: RunSpec): boolean =>
    sweepKey(spec) === key && store.getState().seeds.includes(spec.dataSeed)

  const restart = (spec: RunSpec): void => {
    key = sweepKey(spec)
    isBegun = false
    sweeper.sweep([])
    store.setState(emptyState(spec.dataSeed))
  }

  return {
    store,
    setInView: (isNowInView) => {
      isInView = isNowInView
      if (isNowInView && !isBegun) rest()
    },
    follow: () => {
      const take = (spec: RunSpec): void => {
        if (!isShown(spec)) restart(spec)
        rest()
      }
      take(specNow())
      const unsubscribe = controls.subscribe(({ spec }, before) => {
        if (spec !== before.spec) take(spec)
      })
      return () => {
        unsubscribe()
        cancelRest()
        sweeper.close()
        // What was dropped is begun anew by the next who follows.
        restart(specNow())
      }
    },
  }
}
