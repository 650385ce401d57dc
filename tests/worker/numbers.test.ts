import { afterEach, describe, expect, it } from 'vitest'
import { PACES, type Pace } from '../../src/protocol/clock.ts'
import type { Report, RunKey } from '../../src/protocol/messages.ts'
import {
  startSettingsOf,
  taskSettingsOf,
  trainingSettingsOf,
  type RunSpec,
} from '../../src/protocol/spec.ts'
import { createTrainingStore, type TrainingStore } from '../../src/store/training.ts'
import { METHOD_IDS } from '../../src/theory/methodRecipes.ts'
import { pretrain, trainMethod, type TrainedRun } from '../../src/theory/referenceTrainer.ts'
import { createTasks } from '../../src/theory/tasks.ts'
import { isEnd, openLine, smallSpec, startCommand, type Line } from './channel.ts'

let line: Line

afterEach(() => line.close())

/** Few auxiliary rows, so that rows are not reduced and every bit must agree. */
const SPEC = smallSpec({ methods: METHOD_IDS, initScale: 0.05, labelNoise: 0.01 })

const reference = (spec: RunSpec): Map<RunKey, TrainedRun> => {
  const context = {
    tasks: createTasks(taskSettingsOf(spec)),
    start: startSettingsOf(spec),
    settings: trainingSettingsOf(spec),
  }
  const pretrained = pretrain(context)
  return new Map<RunKey, TrainedRun>([
    ['pretraining', pretrained],
    ...spec.methods.map(
      (method) => [method, trainMethod(method, context, pretrained.weights)] as const,
    ),
  ])
}

/** What the page holds after all reports of a run. */
const pageAfter = async (spec: RunSpec, pace: Pace, interrupt = false): Promise<TrainingStore> => {
  line = openLine()
  line.send(startCommand({ spec, pace, isPlaying: !interrupt }))
  if (interrupt) {
    // The last ends with pretraining.
    for (const steps of [1, 10, 100, 3, 1_000_000]) line.send({ type: 'step', run: 1, steps })
    await line.nextSnapshot(({ clock }) => clock.stage === 'main')
    line.send({ type: 'step', run: 1, steps: 7 })
    await line.nextSnapshot(({ clock }) => clock.stage === 'main' && clock.step === 7)
    line.send({ type: 'play', run: 1, pace })
  }
  await line.until(isEnd)
  const store = createTrainingStore()
  line.reports.forEach((report: Report) => store.receive(report))
  return store
}

const expectReference = (store: TrainingStore, expected: Map<RunKey, TrainedRun>): void => {
  const { networks, curves } = store.getState()
  expect(Object.keys(networks).sort()).toEqual([...expected.keys()].sort())
  for (const [key, { run, beta }] of expected) {
    const network = networks[key]
    expect(network?.beta, key).toEqual(beta)
    expect(network?.step, key).toBe(run.step)
    expect(network?.status, key).toBe(run.status)
    expect(network?.bestGeneralizationLoss, key).toBe(run.bestGeneralizationLoss)
    const curve = curves.get(key)
    const points = run.observations.map((_, index) => ({
      step: curve?.step[index],
      trainingLoss: curve?.trainingLoss[index],
      generalizationLoss: curve?.generalizationLoss[index],
    }))
    expect(points, key).toEqual(run.observations)
    expect(curve?.length, key).toBe(run.observations.length)
  }
}

describe('a run over the channel on the cpu engine', () => {
  const expected = reference(SPEC)

  it.each(PACES)('gives the reference trainer’s numbers bit for bit: pace %s', async (pace) => {
    expectReference(await pageAfter(SPEC, pace), expected)
  })

  it('gives them also when it was stepped and paused', async () => {
    expectReference(await pageAfter(SPEC, 'fast', true), expected)
  })

  it('gives them also where an earlier run had trained some of the networks', async () => {
    const spec = { ...SPEC, rescale: 2 * SPEC.rescale }
    line = openLine()
    line.send(startCommand({ run: 1, spec: SPEC }))
    await line.until(isEnd)
    line.send(startCommand({ run: 2, spec }))
    await line.until((report): report is typeof report => report.run === 2 && isEnd(report))
    const store = createTrainingStore()
    line.reports.filter(({ run }) => run === 2).forEach(store.receive)
    expectReference(store, reference(spec))
  })

  it('gives them to rounding where rows were reduced', async () => {
    const spec = smallSpec({ auxSamples: 200 })
    const store = await pageAfter(spec, 'full')
    for (const [key, { beta, run }] of reference(spec)) {
      const network = store.getState().networks[key]
      expect(network?.step).toBe(run.step)
      // Rounding of the factorization times the steps: 1e-15 · 3000, with room for growth.
      const difference = beta.map((value, d) => Math.abs(value - (network?.beta[d] ?? NaN)))
      expect(Math.max(...difference)).toBeLessThan(1e-10)
    }
  })
})
