/**
 * The engine race as it stands. A vanilla store: no React, no worker. Another spec ends it, so that
 * no result is ever seen under other settings.
 */
import { createStore, type StoreApi } from 'zustand/vanilla'
import { startRace, type Race, type RaceEvent, type RaceOptions } from '../client/race.ts'
import {
  CONTESTANTS,
  keyOf,
  type Contestant,
  type Lap,
  type RacePrecision,
} from '../protocol/race.ts'
import type { ControlsStore } from './controls.ts'

export interface RaceLane {
  contestant: Contestant
  /** Nothing until it has opened. */
  precision: RacePrecision | null
  renderer: string | null
  laps: readonly Lap[]
  /** Why it does not take part, or no longer: a sentence without its full stop. */
  failure: string | null
}

export interface RaceState {
  phase: 'idle' | 'opening' | 'racing' | 'stopped' | 'finished'
  /** In the order of CONTESTANTS. */
  lanes: readonly RaceLane[]
  /** Whose lap it is. */
  turn: Contestant | null
}

export interface RaceStore extends StoreApi<RaceState> {
  /** Begins a race on the spec on screen, from the start. */
  start: () => void
  /** Ends it where it stands. */
  stop: () => void
  /** Watches the controls until the returned function is called, which also ends the race. */
  follow: () => () => void
}

export interface RaceSurroundings extends Omit<RaceOptions, 'onEvent'> {
  controls: ControlsStore
  /** Called when a race begins: keeps other training still until the returned function is called. */
  hold: () => () => void
}

/** Of each contestant. */
export const RACE_LAPS = 10
export const LAP_MILLISECONDS = 120

const EMPTY: RaceState = {
  phase: 'idle',
  lanes: CONTESTANTS.map((contestant) => ({
    contestant,
    ...{ precision: null, renderer: null, laps: [], failure: null },
  })),
  turn: null,
}

/** The lanes with one of them changed. */
const changed = (
  { lanes }: RaceState,
  contestant: Contestant,
  change: (lane: RaceLane) => Partial<RaceLane>,
): RaceLane[] =>
  lanes.map((lane) =>
    keyOf(lane.contestant) === keyOf(contestant) ? { ...lane, ...change(lane) } : lane,
  )

const applied = (state: RaceState, event: RaceEvent): Partial<RaceState> => {
  switch (event.type) {
    case 'ready': {
      const { precision, renderer } = event
      return { lanes: changed(state, event.contestant, () => ({ precision, renderer })) }
    }
    case 'failed':
      return { lanes: changed(state, event.contestant, () => ({ failure: event.sentence })) }
    case 'turn':
      return { phase: 'racing', turn: event.contestant }
    case 'lap':
      return {
        lanes: changed(state, event.contestant, ({ laps }) => ({ laps: [...laps, event.lap] })),
      }
    case 'finished':
      return { phase: 'finished', turn: null }
  }
}

export const createRaceStore = (surroundings: RaceSurroundings): RaceStore => {
  const { controls, hold, openThread, wait } = surroundings
  const store = createStore<RaceState>(() => EMPTY)
  let race: Race | null = null
  let release = (): void => undefined

  const end = (): void => {
    race?.stop()
    race = null
    release()
    release = () => undefined
  }

  return {
    ...store,
    start: () => {
      end()
      release = hold()
      store.setState({ ...EMPTY, phase: 'opening' })
      const plan = { contestants: CONTESTANTS, laps: RACE_LAPS, milliseconds: LAP_MILLISECONDS }
      race = startRace(
        { ...plan, spec: controls.getState().spec },
        {
          openThread,
          wait,
          onEvent: (event) => {
            store.setState(applied(store.getState(), event))
            if (event.type === 'finished') end()
          },
        },
      )
    },
    stop: () => {
      if (race === null) return
      end()
      store.setState({ phase: 'stopped', turn: null })
    },
    follow: () => {
      const unsubscribe = controls.subscribe(({ spec }, before) => {
        if (JSON.stringify(spec) === JSON.stringify(before.spec)) return
        end()
        store.setState(EMPTY)
      })
      return () => {
        unsubscribe()
        end()
        store.setState(EMPTY)
      }
    },
  }
}
