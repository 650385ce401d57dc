/** Runs of a sweep against training, the yardstick. */
import { describe, expect, it } from 'vitest'
import { planSweep } from '../../scripts/cli/sweepPlan.ts'
import { createRunner, type RunResult } from '../../scripts/cli/sweepRun.ts'
import { startSettingsOf, taskSettingsOf, trainingSettingsOf } from '../../src/protocol/spec.ts'
import { pretrain, trainMethod, type TrainingContext } from '../../src/theory/referenceTrainer.ts'
import { createTasks } from '../../src/theory/tasks.ts'

const BASE = {
  inputDim: 50,
  auxActive: 6,
  mainActive: 3,
  overlap: 3,
  auxSamples: 60,
  mainSamples: 12,
  learningRate: 0.02,
  auxLearningRate: 0.02,
  stopLoss: 1e-6,
  stepLimit: 20_000,
  methods: ['finetune'],
}

const planned = (changes: object) => {
  const plan = planSweep({ base: { ...BASE, ...changes }, sweep: { rescale: [0.3] }, seeds: [4] })
  const [first] = plan
  if (first === undefined) throw new Error('an empty plan')
  return first
}

const resultOf = (changes: object = {}): RunResult => createRunner()(planned(changes))

describe('createRunner()', () => {
  it('stopped pretraining, exact steps and the best loss are those of training', () => {
    const { spec } = planned({})
    const context: TrainingContext = {
      tasks: createTasks({ ...taskSettingsOf(spec), mainEntries: '1/k' }),
      start: startSettingsOf(spec),
      settings: trainingSettingsOf(spec),
    }
    const pretrained = pretrain(context)
    const { run } = trainMethod('finetune', context, pretrained.weights)
    const result = resultOf({ mainEntries: '1/k', pretraining: BASE.stepLimit })
    // Euler's steps of 0.02 against the flow, and stops on a grid of 32 a decade. (With pretraining
    // to the end the loss would be a tenth, and it would take a third of the steps.)
    expect((result.relativeBestLossUntilStop ?? 0) / run.bestGeneralizationLoss).toBeCloseTo(1, 1)
    expect((result.steps ?? 0) / run.step).toBeGreaterThan(0.9)
    expect((result.steps ?? 0) / run.step).toBeLessThan(1.1)
  })

  it('entries 1/k make the zero function’s loss 1/k, entries 1/√k make it 1', () => {
    for (const [mainEntries, zero] of [
      ['1/k', 1 / 3],
      ['1/sqrt(k)', 1],
    ] as const) {
      const { finalLoss, relativeFinalLoss } = resultOf({ mainEntries })
      expect((finalLoss ?? 0) / (relativeFinalLoss ?? 0)).toBeCloseTo(zero, 12)
    }
  })

  it('pretraining with smaller entries is another start', () => {
    expect(resultOf({ auxEntries: '1/k' }).finalLoss).not.toBe(resultOf().finalLoss)
  })

  it('rows that noise makes contradict each other are a least-squares end, for the probe too', () => {
    const noisy = { mainSamples: 70, labelNoise: 0.5, methods: ['singleTask'] }
    expect(resultOf(noisy)).toMatchObject({ status: 'leastSquares', solver: 'exact' })
    expect(resultOf({ ...noisy, methods: ['singleTaskProbe'] }).status).toBe('leastSquares')
    expect(resultOf({ methods: ['singleTaskProbe'] }).status).toBe('interpolates')
  })

  it('multi-task training sees the auxiliary rows', () => {
    const trained = { methods: ['multiTask'], stepLimit: 2000, learningRate: 0.1 }
    const { solver, relativeFinalLoss, steps } = resultOf({ ...trained, auxLearningRate: 0.1 })
    expect({ solver, steps }).toEqual({ solver: 'trained', steps: 2000 })
    // Without auxiliary rows there would be no loss at all (0/0 rows), with them it has begun to fall.
    expect(relativeFinalLoss).toBeLessThan(1)
  })
})
