/** Work in slices: the same bits as in one go, often enough interrupted. */
import { describe, expect, it } from 'vitest'
import { solvePretraining, solvePretrainingInSlices } from '../../src/theory/exactPretraining.ts'
import {
  pretrain,
  pretrainInSlices,
  trainMethod,
  trainMethodInSlices,
  type TrainingContext,
} from '../../src/theory/referenceTrainer.ts'
import { finish, type Sliced } from '../../src/theory/sliced.ts'
import { solveEndPoint, solveEndPointInSlices } from '../../src/theory/solvers/endPoint.ts'
import {
  solveFlow,
  solveFlowInSlices,
  solveProbeFlow,
  solveProbeFlowInSlices,
} from '../../src/theory/solvers/flow.ts'
import { solveGroupLasso, solveGroupLassoInSlices } from '../../src/theory/solvers/groupLasso.ts'
import { createTasks } from '../../src/theory/tasks.ts'

/** How often the work paused, and what it returned. */
const drive = <T>(work: Sliced<T>): { slices: number; result: T } => {
  for (let slices = 0; ; slices += 1) {
    const slice = work.next()
    if (slice.done) return { slices, result: slice.value }
  }
}

const SETTINGS = {
  inputDim: 30,
  auxActive: 6,
  mainActive: 3,
  overlap: 2,
  auxSamples: 80,
  mainSamples: 8,
  labelNoise: 0,
  dataSeed: 3,
}
const tasks = createTasks(SETTINGS)
const context: TrainingContext = {
  tasks,
  start: { initScale: 0.05, initSpread: 0, initSeed: 1, rescale: 0.5, readoutInit: 0.05 },
  settings: {
    learningRate: 0.1,
    auxLearningRate: 0.2,
    weightDecay: 0,
    stopLoss: 1e-6,
    probeLoss: 1e-2,
    stepLimit: 20_000,
  },
}
const start = new Float64Array(SETTINGS.inputDim).fill(0.05)
const weights = { wPlus: start, wMinus: start, vPlus: start, vMinus: start }
const TIMES = [1, 30, 1000]

describe('finish(work)', () => {
  it('drives the work to its end and returns its result', () => {
    const order: number[] = []
    function* count(): Sliced<string> {
      for (let step = 0; step < 3; step += 1) {
        order.push(step)
        yield
      }
      return 'done'
    }
    expect(finish(count())).toBe('done')
    expect(order).toEqual([0, 1, 2])
  })
})

describe('solvers in slices', () => {
  it('solveEndPointInSlices pauses after every Newton step', () => {
    const { slices, result } = drive(solveEndPointInSlices(tasks.main, weights))
    expect(result).toEqual(solveEndPoint(tasks.main, weights))
    expect(slices).toBeGreaterThanOrEqual(result.iterations)
  })

  it('solveFlowInSlices and solveProbeFlowInSlices pause after every step', () => {
    const flow = drive(solveFlowInSlices(tasks.main, weights, TIMES))
    expect(flow.result).toEqual(solveFlow(tasks.main, weights, TIMES))
    expect(flow.slices).toBeGreaterThanOrEqual(flow.result.steps)
    const probe = drive(solveProbeFlowInSlices(tasks.main, weights, TIMES))
    expect(probe.result).toEqual(solveProbeFlow(tasks.main, weights, TIMES))
    expect(probe.slices).toBeGreaterThanOrEqual(probe.result.steps)
  })

  it('solveGroupLassoInSlices pauses', () => {
    const { slices, result } = drive(solveGroupLassoInSlices(tasks.main, tasks.auxTeacher))
    expect(result).toEqual(solveGroupLasso(tasks.main, tasks.auxTeacher))
    expect(slices).toBeGreaterThan(5)
  })

  it('solvePretrainingInSlices pauses where it has rows to look at', () => {
    const few = { ...SETTINGS, auxSamples: 20 }
    const drawAux = () => createTasks(few).aux
    const { slices, result } = drive(solvePretrainingInSlices(context, few, drawAux))
    expect(result).toEqual(solvePretraining(context, few, drawAux))
    expect(slices).toBeGreaterThan(2)
  })
})

describe('training in slices', () => {
  it.each([false, true])('gives the same bits; reduced rows: %s', (reducesRows) => {
    const reduced = { ...context, reducesRows }
    const pretrained = drive(pretrainInSlices(reduced))
    expect(pretrained.result.weights).toEqual(pretrain(reduced).weights)
    const trained = drive(trainMethodInSlices('finetune', reduced))
    expect(trained.result.weights).toEqual(trainMethod('finetune', reduced).weights)
    expect(trained.result.run.observations).toEqual(
      trainMethod('finetune', reduced).run.observations,
    )
    expect(trained.slices).toBeGreaterThan(pretrained.slices)
  })

  it('a slice takes no more than a million entries of X', () => {
    const work = trainMethodInSlices('singleTask', {
      ...context,
      settings: { ...context.settings, stopLoss: 0, stepLimit: 100_000 },
    })
    const { slices, result } = drive(work)
    const entries = result.run.step * SETTINGS.mainSamples * SETTINGS.inputDim
    expect(slices).toBeGreaterThanOrEqual(entries / 1_000_000)
  })
})
