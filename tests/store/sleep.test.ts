import { describe, expect, it } from 'vitest'
import { createControlsStore } from '../../src/store/controls.ts'
import { createSleep } from '../../src/store/sleep.ts'
import { createTrainingStore, type TrainingState } from '../../src/store/training.ts'

/** A sleeper that writes down what it does. */
const open = (startsAsleep: boolean) => {
  const calls: string[] = []
  const note = (name: string) => (): void => void calls.push(name)
  const training = createTrainingStore()
  const trainer = {
    ...{ start: note('start'), cancel: note('cancel'), play: note('play'), pause: note('pause') },
    ...{ step: note('step'), drawn: note('drawn'), dispose: note('dispose') },
  }
  const starter = { answer: note('answer'), replay: note('replay'), drop: note('drop') }
  const controls = createControlsStore('')
  const sleep = createSleep(starter, { controls, training, trainer }, startsAsleep)
  const taken = (): string[] => calls.splice(0)
  const be = (state: Partial<TrainingState>): void => training.setState(state)
  return { sleep, be, taken }
}

describe('createSleep(starter, parts, startsAsleep)', () => {
  it('computes nothing before somebody looks, and once when they do', () => {
    const { sleep, taken } = open(true)
    sleep.answer()
    expect(taken()).toEqual([])
    sleep.wake()
    expect(taken()).toEqual(['answer'])
    sleep.wake()
    expect(taken()).toEqual([])
  })

  it('answers at once where nobody is asleep', () => {
    const { sleep, taken } = open(false)
    sleep.answer()
    expect(taken()).toEqual(['answer'])
  })

  it.each([
    [{ phase: 'starting', isAnswer: true }, ['drop'], ['answer']],
    [{ phase: 'playing', isAnswer: true }, ['drop'], ['answer']],
    // What is watched is watched again, not jumped to its end.
    [{ phase: 'starting', isAnswer: false }, ['drop'], ['replay']],
    [{ phase: 'playing', isAnswer: false }, ['pause'], ['play']],
    [{ phase: 'paused', isAnswer: false }, [], []],
    // A finished run gives its thread back.
    [{ phase: 'finished', isAnswer: true }, ['dispose'], []],
  ] as const)(
    'in %j does %j when the last one looks away, and %j on waking',
    (state, away, back) => {
      const { sleep, be, taken } = open(true)
      const stops = [sleep.wake(), sleep.wake()]
      taken()
      be(state)
      stops[0]?.()
      stops[0]?.()
      expect(taken()).toEqual([])
      stops[1]?.()
      expect(taken()).toEqual(away)
      sleep.wake()
      expect(taken()).toEqual(back)
    },
  )

  it('owes the answer to what changed while nobody looked', () => {
    const { sleep, be, taken } = open(true)
    const stop = sleep.wake()
    be({ phase: 'finished', isAnswer: true })
    stop()
    taken()
    sleep.answer()
    expect(taken()).toEqual([])
    sleep.wake()
    expect(taken()).toEqual(['answer'])
  })
})
