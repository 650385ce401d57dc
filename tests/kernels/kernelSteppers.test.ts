import { describe, expect, it } from 'vitest'
import type { DiagonalKernel } from '../../src/kernels/diagonalKernel.ts'
import { createKernelSteppers } from '../../src/kernels/kernelSteppers.ts'
import { initialWeights } from '../../src/theory/diagonalNetwork.ts'
import { descend } from '../../src/theory/descent.ts'
import type { MethodId } from '../../src/theory/methodRecipes.ts'
import { trainMethod, type TrainingContext } from '../../src/theory/referenceTrainer.ts'
import { createTasks, type TaskPair } from '../../src/theory/tasks.ts'
import { smallTasks } from '../engine/cases.ts'
import { openKernel, openRelu } from './openKernel.ts'
import { deviation, expected, makeCase } from './reluCases.ts'

const contextWith = (tasks: TaskPair): TrainingContext => ({
  tasks,
  start: {
    initScale: 1e-3,
    initSpread: 0,
    initSeed: 1,
    rescale: 0.5,
    readoutInit: 1e-3,
  },
  settings: {
    ...{ learningRate: 0.1, auxLearningRate: 0.1, weightDecay: 1e-4 },
    ...{ stopLoss: 1e-8, probeLoss: 1e-3, stepLimit: 3000 },
  },
  reducesRows: true,
})

const METHODS: MethodId[] = ['singleTask', 'multiTask', 'finetune', 'probeThenFinetune']

describe('createKernelSteppers(kernel)', () => {
  it.each(METHODS)('trains %s from start to end as the reference does', (method) => {
    const context = contextWith(smallTasks())
    const openStepper = createKernelSteppers({ diagonal: openKernel(), relu: openRelu() })
    const reference = trainMethod(method, context)
    const { run, beta } = trainMethod(method, { ...context, openStepper })
    expect(run.status).toBe(reference.run.status)
    // Where a loss lies within 1e-7 of its threshold, a run may end one examination, 7 % of its steps,
    // earlier or later; at a loss of 1e-8 β then still moves by less than 2e-4.
    expect(run.observations.length - reference.run.observations.length).toBeLessThanOrEqual(1)
    const size = Math.max(...reference.beta.map(Math.abs))
    beta.forEach((value, d) => {
      expect(Math.abs(value - (reference.beta[d] ?? NaN)) / size).toBeLessThan(2e-4)
    })
  })

  it('trains a problem with hidden units as a ReLU network', () => {
    const openStepper = createKernelSteppers({ diagonal: openKernel(), relu: openRelu() })
    const one = makeCase({ inputDim: 15, hiddenWidth: 50, rows: [7, 16] }, { weightDecay: 0.1 })
    const stepper = openStepper(one.problem)
    const weights = one.weights.slice()
    stepper.advance(weights, { settings: one.settings, steps: 20 })
    stepper.advance(weights, { settings: one.settings, steps: 30 })
    // See reluKernel.test.ts.
    expect(deviation(weights, expected(one, 50))).toBeLessThan(40 * 2 ** -24)
    expect(stepper.entriesPerSlice).toBeGreaterThan(15 * 23)
  })

  it('gives back the memory of data that was long unused, and packs it again where needed', () => {
    const kernel = openKernel()
    let living = 0
    const counting: DiagonalKernel = {
      ...kernel,
      store: (values) => {
        living += 1
        return kernel.store(values)
      },
      release: (address) => {
        living -= 1
        kernel.release(address)
      },
    }
    const openStepper = createKernelSteppers({ diagonal: counting, relu: openRelu() })
    const problems = Array.from({ length: 40 }, (_, index) => {
      const { main } = createTasks({
        ...{ inputDim: 1000, auxActive: 4, mainActive: 4, overlap: 0 },
        ...{ auxSamples: 1, mainSamples: 600, labelNoise: 0, dataSeed: index },
      })
      return { inputDim: 1000, tasks: [main] }
    })
    const settings = { learningRate: 0.1, weightDecay: 0, trainFirstLayer: true }
    const start = initialWeights({
      ...{ inputDim: 1000, tasks: 1, initScale: 1e-2, initSpread: 0, initSeed: 1 },
    })
    const steppers = problems.map(openStepper)
    for (const stepper of steppers) stepper.advance(start.slice(), { settings, steps: 1 })
    // 2.4 MB each in 64 MiB; two pieces of memory a problem.
    expect(living).toBe(2 * Math.floor((64 * 2 ** 20) / (4 * (600 * 1000 + 600))))
    const [first] = problems
    const weights = start.slice()
    steppers[0]?.advance(weights, { settings, steps: 1 })
    if (first === undefined) throw new Error('no problem')
    const expected = start.slice()
    descend(expected, first, { settings, steps: 1 })
    weights.forEach((value, index) => expect(value).toBeCloseTo(expected[index] ?? NaN, 6))
  })
})
