import { describe, expect, it } from 'vitest'
import { measure } from '../../src/theory/descent.ts'
import { coefficients, rescaleForFinetuning } from '../../src/theory/diagonalNetwork.ts'
import { METHOD_IDS, METHOD_RECIPES, type MethodId } from '../../src/theory/methodRecipes.ts'
import { groupNorm } from '../../src/theory/metrics.ts'
import {
  pretrain,
  startingWeights,
  trainMethod,
  type TrainedRun,
  type TrainingContext,
} from '../../src/theory/referenceTrainer.ts'
import { createTasks } from '../../src/theory/tasks.ts'

const INPUT_DIM = 50
const LAYER = 2 * INPUT_DIM

const contextWith = (changes: Partial<TrainingContext['settings']> = {}): TrainingContext => ({
  tasks: createTasks({
    inputDim: INPUT_DIM,
    auxActive: 8,
    mainActive: 3,
    overlap: 3,
    auxSamples: 60,
    mainSamples: 14,
    labelNoise: 0,
    dataSeed: 8,
  }),
  start: { initScale: 1e-2, initSpread: 0, initSeed: 1, rescale: 0.5, readoutInit: 5e-3 },
  settings: {
    learningRate: 0.1,
    auxLearningRate: 0.2,
    weightDecay: 0,
    stopLoss: 1e-7,
    probeLoss: 1e-2,
    stepLimit: 50_000,
    ...changes,
  },
})

const CONTEXT = contextWith()
const pretrained = pretrain(CONTEXT)
const runs = Object.fromEntries(
  METHOD_IDS.map((method) => [method, trainMethod(method, CONTEXT, pretrained.weights)]),
) as Record<MethodId, TrainedRun> // one entry for each id

const firstLayer = ({ weights }: TrainedRun): Float64Array => weights.slice(0, LAYER)
const lastLoss = ({ run }: TrainedRun): number => run.observations.at(-1)?.trainingLoss ?? NaN

describe('pretrain(context)', () => {
  it('finds the auxiliary teacher where there are more rows than features', () => {
    expect(pretrained.run.status).toBe('converged')
    // |β − β_aux|² ≤ loss/(smallest eigenvalue of XᵀX/n); that is about (1 − √(D/n))² = 0.0076 by
    // the law of Marchenko and Pastur, and a quarter of it leaves room for chance.
    expect(pretrained.run.observations.at(-1)?.generalizationLoss).toBeLessThan(1e-7 / 0.0019)
    expect(pretrained.weights).toHaveLength(4 * INPUT_DIM)
  })
})

describe('trainMethod(method, context, pretrained)', () => {
  it.each(METHOD_IDS)('%s lowers its training loss and ends with a reason', (method) => {
    const { run, beta } = runs[method]
    expect(['converged', 'plateau']).toContain(run.status)
    expect(lastLoss(runs[method])).toBeLessThan((run.observations[0]?.trainingLoss ?? NaN) / 10)
    expect(beta).toHaveLength(INPUT_DIM)
    expect(beta.every(Number.isFinite)).toBe(true)
    expect(run.observations[0]?.step).toBe(0)
  })

  it.each(['singleTask', 'multiTask', 'finetune', 'probeThenFinetune'] as const)(
    '%s fits its rows to the threshold',
    (method) => {
      const { run, weights } = runs[method]
      expect(run.status).toBe('converged')
      expect(measure(weights, run.problem).loss).toBeLessThanOrEqual(1e-7)
    },
  )

  it.each(['singleTaskProbe', 'finetuneProbe'] as const)('%s keeps its first layer', (method) => {
    const start = startingWeights(METHOD_RECIPES[method], CONTEXT, pretrained.weights)
    expect(firstLayer(runs[method])).toEqual(start.slice(0, LAYER))
    expect(runs[method].weights).not.toEqual(start)
  })

  it('finetune starts from the pretrained weights, rescaled', () => {
    expect(runs.finetune.run.phaseStart).toEqual(
      rescaleForFinetuning(pretrained.weights, 0.5, 5e-3),
    )
  })

  it('pretrains by itself where no pretrained weights are given', () => {
    expect(trainMethod('finetune', CONTEXT).weights).toEqual(runs.finetune.weights)
    expect(trainMethod('singleTask', CONTEXT).weights).toEqual(runs.singleTask.weights)
  })

  it('single-task methods ignore pretraining altogether', () => {
    const other = pretrained.weights.map((value) => value + 1)
    expect(trainMethod('singleTask', CONTEXT, other).weights).toEqual(runs.singleTask.weights)
  })

  it('multiTask fits both tasks, the main one as its last readout', () => {
    const { run, weights, beta } = runs.multiTask
    const { taskLosses } = measure(weights, run.problem)
    expect(Math.max(...taskLosses)).toBeLessThan(1e-6)
    expect(beta).toEqual(coefficients(weights, INPUT_DIM, 1))
    expect(weights).toHaveLength(6 * INPUT_DIM)
  })

  it('multiTask with weight decay ends at a smaller group norm', () => {
    const decayed = trainMethod('multiTask', contextWith({ weightDecay: 1e-3, stopLoss: 0 }))
    const normOf = ({ weights }: TrainedRun): number =>
      groupNorm(coefficients(weights, INPUT_DIM, 0), coefficients(weights, INPUT_DIM, 1))
    expect(normOf(decayed)).toBeLessThan(normOf(runs.multiTask))
    expect(decayed.run.status).toBe('plateau')
  })

  it('weight decay leaves every method alone that trains on the main task only', () => {
    const decayed = contextWith({ weightDecay: 0.05 })
    for (const method of ['singleTask', 'finetune', 'finetuneProbe'] as const) {
      const { weights } = trainMethod(method, decayed, pretrained.weights)
      expect(weights).toEqual(runs[method].weights)
    }
  })

  it('gives the same bits again', () => {
    for (const method of METHOD_IDS) {
      const again = trainMethod(method, contextWith(), pretrained.weights)
      expect(again.weights).toEqual(runs[method].weights)
      expect(again.run.observations).toEqual(runs[method].run.observations)
    }
  })
})

describe('trainMethod(probeThenFinetune, …): the hand-over', () => {
  const { run } = runs.probeThenFinetune
  const handOver = run.phaseStartStep
  const lossAt = (step: number): number =>
    run.observations.find((point) => point.step === step)?.trainingLoss ?? NaN

  it('finetunes from the first check at which the probe has reached its own threshold', () => {
    expect(handOver).toBeGreaterThan(0)
    expect(lossAt(handOver)).toBeLessThanOrEqual(1e-2)
    const before = run.observations.filter(({ step }) => step < handOver)
    expect(Math.min(...before.map(({ trainingLoss }) => trainingLoss))).toBeGreaterThan(1e-2)
  })

  it('goes on with the probe’s weights, one clock, all weights and the run’s own rate', () => {
    expect(run.phaseIndex).toBe(1)
    const start = rescaleForFinetuning(pretrained.weights, 0.5, 5e-3)
    expect(run.phaseStart.slice(0, LAYER)).toEqual(start.slice(0, LAYER))
    expect(run.phaseStart.slice(LAYER)).not.toEqual(start.slice(LAYER))
    expect(run.descent).toEqual({ learningRate: 0.1, weightDecay: 0, trainFirstLayer: true })
    expect(firstLayer(runs.probeThenFinetune)).not.toEqual(start.slice(0, LAYER))
    const steps = run.observations.map(({ step }) => step)
    expect(steps).toEqual([...new Set(steps)].sort((a, b) => a - b))
  })

  it('gives a probe that does not get there half of the steps', () => {
    const short = contextWith({ probeLoss: 0, stopLoss: 0, stepLimit: 100 })
    const trained = trainMethod('probeThenFinetune', short, pretrained.weights)
    expect(trained.run.phaseStartStep).toBe(50)
    expect(trained.run.step).toBe(100)
    expect(trained.run.status).toBe('stepLimit')
  })
})

describe('startingWeights(recipe, context, pretrained)', () => {
  it('throws a RangeError where pretrained weights are needed and missing', () => {
    expect(() => startingWeights(METHOD_RECIPES.finetune, CONTEXT)).toThrow(
      new RangeError('invalid pretrained weights: missing'),
    )
  })
})
