import type { Trainer } from '../client/trainer.ts'
import type { ControlsStore } from './controls.ts'
import type { TrainingStore } from './training.ts'

interface Answering {
  /** Computes what belongs to the spec on screen. */
  answer: () => void
  /** Begins the run anew, to be watched. */
  replay: (isPlaying: boolean) => void
  /** Lets go of what is under way. */
  drop: () => void
}

/** Computes only while somebody looks. */
export const createSleep = (
  starter: Answering,
  parts: { controls: ControlsStore; training: TrainingStore; trainer: Trainer },
  startsAsleep: boolean,
) => {
  const { controls, training, trainer } = parts
  let isAsleep = startsAsleep
  let watchers = 0
  /** What is to be done on waking. */
  let owed: (() => void) | null = startsAsleep ? starter.answer : null
  const fallAsleep = (): void => {
    isAsleep = true
    const { phase, isAnswer } = training.getState()
    if (phase === 'starting' || (phase === 'playing' && isAnswer)) {
      owed = isAnswer ? starter.answer : () => starter.replay(true)
      starter.drop()
    } else if (phase === 'playing') {
      owed = () => trainer.play(controls.getState().view.pace)
      trainer.pause()
    } else if (phase === 'finished') trainer.dispose()
  }
  return {
    answer: (): void => {
      if (isAsleep) owed = starter.answer
      else starter.answer()
    },
    wake: (): (() => void) => {
      watchers += 1
      isAsleep = false
      owed?.()
      owed = null
      let isWatching = true
      return () => {
        if (!isWatching) return
        isWatching = false
        watchers -= 1
        if (watchers === 0) fallAsleep()
      }
    },
  }
}
