import { describe, expect, it } from 'vitest'
import { spectrumSource } from '../../src/figures/spectrumData.ts'
import { createTrainingStore } from '../../src/store/training.ts'
import { endsResult, TASK } from '../store/fakes.ts'

const endsAt = (height: number) =>
  endsResult({ ends: { finetune: Float64Array.of(0, -height, height, 0) } })

describe('spectrumSource(training, methods)', () => {
  it('draws the answer to a move although the hand has moved on before the frame', () => {
    const training = createTrainingStore()
    const source = spectrumSource(training, ['finetune'])
    const unsubscribe = source.subscribe(() => undefined)
    const move = (): void => training.begin({ isAnswer: true, isSolving: true })
    move()
    training.receiveExact(endsAt(0.5), 'solved')
    expect(source.get().rows[0]?.[2]).toBe(0.5)
    // Each frame begins with a move; the answer to the one before came in between.
    for (const height of [0.6, 0.7]) {
      move()
      training.receiveExact(endsAt(height), 'solved')
      move()
      expect(source.get().rows[0]?.[2]).toBe(height)
    }
    unsubscribe()
  })

  it('shows nothing of another number of features while it is being solved', () => {
    const training = createTrainingStore()
    const source = spectrumSource(training, ['finetune'])
    const unsubscribe = source.subscribe(() => undefined)
    training.begin({ isAnswer: true, isSolving: true })
    training.receiveExact(endsAt(0.5), 'solved')
    training.begin({ isAnswer: true, isSolving: true })
    training.setState({ task: { ...TASK, featureCount: 5 } })
    expect(source.get().rows).toEqual([null])
    unsubscribe()
  })
})
