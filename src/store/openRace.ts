import { openRaceThread } from '../client/raceThread.ts'
import type { Playground } from './playground.ts'
import { createRaceStore, type RaceStore } from './race.ts'
import { browserWait } from './sweeps/browserWait.ts'

/** Pauses a run that is being watched, and plays it again afterwards if nothing else has come up. */
const holdTraining = ({ training, pause, play }: Playground): (() => void) => {
  const { phase, isAnswer } = training.getState()
  // An answer ends by itself, soon.
  if (phase !== 'playing' || isAnswer) return () => undefined
  pause()
  return () => {
    if (training.getState().phase === 'paused') play()
  }
}

/** The race of a playground, on real threads and in real time. */
export const openRace = (playground: Playground): RaceStore =>
  createRaceStore({
    controls: playground.controls,
    hold: () => holdTraining(playground),
    openThread: openRaceThread,
    wait: browserWait,
  })
