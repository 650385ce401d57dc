import { describe, expect, it } from 'vitest'
import type { MethodId } from '../../src/theory/methodRecipes.ts'
import type { Pretraining } from '../../src/protocol/computing.ts'
import { DEFAULT_SPEC } from '../../src/protocol/spec.ts'
import { measureMethod, measureTeacher } from '../../src/store/measurements.ts'
import { exactMark, shownBeta, shownNetwork, shownPretraining } from '../../src/store/shown.ts'
import { createTrainingStore } from '../../src/store/training.ts'
import {
  describeEnd,
  describeNetworks,
  describeTask,
  spoken,
  statusInWords,
} from '../../src/store/words.ts'
import { endsResult, runSnapshot, snapshotReport, TASK, taskReport } from './fakes.ts'

/** Both kinds of networks: the main coefficients are (0, −0.5, 0.5, 0). */
const trainedState = () => {
  const store = createTrainingStore()
  store.receive(taskReport())
  store.receive(
    snapshotReport([
      runSnapshot('pretraining', { beta: Float64Array.of(0.6, -1.2, 0, 0) }),
      runSnapshot('singleTask', { beta: Float64Array.of(0, 0, 0, 0) }),
      runSnapshot('multiTask', { auxBeta: Float64Array.of(0, -1.2, 0, 0.25), status: 'plateau' }),
      runSnapshot('finetune', { beta: Float64Array.of(0, -0.5, 0.25, 0.25), status: 'converged' }),
    ]),
  )
  return { store, state: store.getState() }
}

describe('measureMethod(state, method)', () => {
  it('measures β, and the group norm with the auxiliary coefficients it carries', () => {
    const { state } = trainedState()
    const multiTask = measureMethod(state, 'multiTask')
    expect(multiTask).toMatchObject({
      l1: 1,
      l2: Math.sqrt(0.5),
      shares: { auxOnly: 0, shared: 0.5, mainOnly: 0.5, unused: 0 },
    })
    expect(multiTask?.effectiveFeatures).toBeCloseTo(2, 12)
    // Pairs (−1.2, −0.5) of length 1.3, (0, 0.5) and (0.25, 0).
    expect(multiTask?.group).toBeCloseTo(1.3 + 0.5 + 0.25, 12)
    // With what pretraining left: (0.6, 0), (−1.2, −0.5), and 0.25 twice.
    expect(measureMethod(state, 'finetune')?.group).toBeCloseTo(0.6 + 1.3 + 0.5, 12)
    expect(measureMethod(state, 'singleTask')).toMatchObject({ group: null, effectiveFeatures: 0 })
  })

  it('gives nothing before the first picture', () => {
    const { state } = trainedState()
    expect(measureMethod(state, 'finetuneProbe')).toBeNull()
    expect(measureMethod({ ...state, task: null }, 'finetune')).toBeNull()
  })

  it('measureTeacher(task) measures the teachers the same way', () => {
    const teacher = measureTeacher(TASK)
    expect(teacher.l1).toBeCloseTo(1.4, 12)
    expect(teacher.l2).toBeCloseTo(1, 12)
    // (0.6, 0), (−0.8, −0.6), (0, 0.8).
    expect(teacher.group).toBeCloseTo(0.6 + 1 + 0.8, 12)
  })
})

describe('what is shown: trained or exact', () => {
  const solved = (
    isAnswer: boolean,
    state: 'playing' | 'finished',
    from: Pretraining = 'trained',
  ) => {
    const { store } = trainedState()
    store.setState({ isAnswer, phase: state })
    const ends = { finetune: Float64Array.of(0, -0.6, 0.8, 0) }
    store.receiveExact(endsResult({ ends, pretrained: TASK.auxTeacher }), from)
    return store.getState()
  }

  it('is the exact end point while training still works at the answer to a change', () => {
    const state = solved(true, 'playing')
    expect(shownBeta(state, 'finetune')).toBe(state.exact.finetune)
    expect(shownPretraining(state)).toBe(TASK.auxTeacher)
    expect(exactMark(state, 'finetune')).toBeNull()
    // It is the teacher, so that nothing is wrong with it.
    expect(shownNetwork(state, 'finetune')).toMatchObject({
      isExact: true,
      generalizationLoss: 0,
      distance: null,
    })
    // A method without an exact end is shown as trained.
    expect(shownNetwork(state, 'multiTask')).toMatchObject({ isExact: false, distance: null })
  })

  it.each([
    [true, 'finished'],
    [false, 'playing'],
  ] as const)('is what was trained otherwise, the end marked: %s, %s', (isAnswer, phase) => {
    const state = solved(isAnswer, phase)
    expect(shownBeta(state, 'finetune')).toBe(state.networks.finetune?.beta)
    expect(shownPretraining(state)).toBe(state.networks.pretraining?.beta)
    expect(exactMark(state, 'finetune')).toBe(state.exact.finetune)
    const shown = shownNetwork(state, 'finetune')
    // (0, 0.1, −0.55, 0.25) away from the teacher, which has norm 1.
    const squares = 0.1 ** 2 + 0.55 ** 2 + 0.25 ** 2
    expect(shown?.isExact).toBe(false)
    expect(shown?.distance).toBeCloseTo(Math.sqrt(squares), 12)
    expect(shown?.generalizationLoss).toBeCloseTo(squares, 12)
  })

  it('measures a finetuned run only against an end that was pretrained like it', () => {
    const state = solved(false, 'finished', 'solved')
    // The mark is there already; the distance would be that of two pretrainings.
    expect(exactMark(state, 'finetune')).toBe(state.exact.finetune)
    expect(shownNetwork(state, 'finetune')?.distance).toBeNull()
  })

  it('says where the rows contradict each other', () => {
    const state = { ...solved(false, 'finished'), leastSquares: ['finetune'] as const }
    expect(shownNetwork(state, 'finetune')?.isLeastSquares).toBe(true)
    expect(shownNetwork(state, 'multiTask')?.isLeastSquares).toBe(false)
  })

  it('is nothing before there is anything', () => {
    const state = createTrainingStore().getState()
    expect(shownNetwork(state, 'finetune')).toBeNull()
    expect(shownPretraining(state)).toBeNull()
  })
})

describe('sentences', () => {
  it.each([
    [
      {},
      '200 features, 20 of them used in pretraining. The new task needs 3 of those 20, and has 16 examples.',
    ],
    [
      { overlap: 0 },
      '200 features, 20 of them used in pretraining. The new task needs 3 others, and has 16 examples.',
    ],
    [
      { overlap: 1, mainSamples: 1 },
      '200 features, 20 of them used in pretraining. The new task needs 3 features, 1 of them old, and has 1 example.',
    ],
    [
      { inputDim: 1000, mainActive: 1, overlap: 1 },
      '1,000 features, 20 of them used in pretraining. The new task needs one of those 20, and has 16 examples.',
    ],
    [
      { auxActive: 0, mainActive: 1, overlap: 0 },
      '200 features, none of them used in pretraining. The new task needs one other, and has 16 examples.',
    ],
  ])('describeTask(spec with %j)', (change, sentence) => {
    expect(describeTask({ ...DEFAULT_SPEC, ...change })).toBe(sentence)
  })

  it.each([
    [0, '0'],
    [0.1234, '0.12'],
    [3.14159, '3.1'],
    [0.00012, '1.2e-4'],
    [-0.5, '-0.5'],
    [12_345, '1.2e+4'],
  ])('spoken(%f) is %s', (value, text) => expect(spoken(value)).toBe(text))

  it('describeNetworks(state, spec) says error, features and what leaked', () => {
    const { state } = trainedState()
    const spec = (...methods: MethodId[]) => ({ methods, network: 'diagonal' }) as const
    expect(describeNetworks(state, spec('finetune', 'finetuneProbe'))).toBe(
      // Off by (0.1, 0.55, 0.25): 0.375. (1/√0.375)² = 2.67 features; 0.25 of 1 on the unused one.
      'Finetuned: error on new inputs 0.38 of the zero function’s, 2.7 effective features, ' +
        '25 % of the weight on unused features. Pretrained, probe: not trained yet.',
    )
    expect(describeNetworks(state, spec('singleTask'))).not.toContain('NaN')
    const scrubbed = { step: 1200, betas: { finetune: Float64Array.of(0, -0.6, 0, 0) } }
    expect(describeNetworks({ ...state, scrubbed }, spec('finetune'))).toBe(
      'Finetuned, exact flow at step 1,200: error on new inputs 0.64 of the zero function’s, ' +
        '1 effective features, 0 % of the weight on unused features.',
    )
  })

  it('describeEnd(state, methods) tells how every method ended', () => {
    const { state } = trainedState()
    expect(describeEnd(state, ['finetune'])).toBe('Ended: converged.')
    expect(describeEnd(state, ['multiTask', 'finetune'])).toBe(
      'Ended: MTL on a plateau, PT+FT converged.',
    )
    expect(describeEnd(state, ['singleTask', 'finetuneProbe'])).toBe('All in training.')
    expect(statusInWords('stepLimit')).toBe('at the step limit')
  })
})
