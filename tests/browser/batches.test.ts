import { describe, expect, it } from 'vitest'
import { ENGINE_IDS, type EngineId } from '../../src/protocol/engines.ts'
import type { StartChoice } from '../engine/cases.ts'
import type { BatchMember } from './harness/jobsBatches.ts'
import { browserSession } from './helpers/browserSession.ts'
import { expectQuiet } from './helpers/expectQuiet.ts'
import { runJob } from './helpers/runJob.ts'
import { tolerance } from './helpers/tolerance.ts'

const session = browserSession()

const plain: StartChoice = { initScale: 1e-3, rescale: 1 }

/** Five single-task models: step sizes of their own, weight decay, frozen first layers, data. */
const SINGLE_TASK_BATCH: BatchMember[] = [
  { method: 'singleTask', tasks: { dataSeed: 3 }, start: plain, learningRate: 0.1 },
  { method: 'finetune', tasks: { dataSeed: 4 }, start: plain, learningRate: 0.03 },
  {
    method: 'finetune',
    tasks: { dataSeed: 5 },
    start: { ...plain, weightDecay: 1e-2 },
    learningRate: 0.2,
  },
  { method: 'finetuneProbe', tasks: { dataSeed: 6 }, start: plain, learningRate: 0.1 },
  {
    method: 'singleTask',
    tasks: { dataSeed: 7 },
    start: { ...plain, initScale: 0.1 },
    learningRate: 0.05,
  },
]

const MULTI_TASK_BATCH: BatchMember[] = [
  { method: 'multiTask', tasks: { dataSeed: 3 }, start: plain, learningRate: 0.1 },
  {
    method: 'multiTask',
    tasks: { dataSeed: 4 },
    start: { initScale: 0.1, rescale: 1, weightDecay: 1e-2 },
    learningRate: 0.2,
  },
  {
    method: 'multiTask',
    tasks: { dataSeed: 5 },
    start: { ...plain, initScale: 0.2 },
    learningRate: 0.05,
  },
]

interface BatchTest {
  name: string
  members: BatchMember[]
  textureLimit?: number
}

const BATCHES: BatchTest[] = [
  { name: 'five single-task models', members: SINGLE_TASK_BATCH },
  { name: 'three two-task models', members: MULTI_TASK_BATCH },
]

const expectSameAsAlone = async (engine: EngineId, { name, ...batch }: BatchTest) => {
  const page = await session.openHarness()
  const { result, tensorsLeft } = await runJob(page, 'engineBatch', { engine, ...batch })
  // Four reads of each model.
  expect(result.found).toHaveLength(4 * batch.members.length)
  for (const { where, unequal, deviation, moved } of result.found) {
    const message = `${engine}, ${name}: ${where}`
    expect(unequal, message).toBe(0)
    // At most 150 steps lead to a read.
    expect(deviation, message).toBeLessThanOrEqual(tolerance(engine, 150))
    // A training that goes nowhere would show nothing.
    if (!where.endsWith('atStart')) expect(moved, message).toBeGreaterThan(1e-3)
  }
  expect(result.tensorsAdded).toBe(0)
  expect(tensorsLeft).toBe(0)
  await expectQuiet(page)
}

describe.each(ENGINE_IDS)('a batch on %s', (engine) => {
  it.each(BATCHES)('trains each of $name as if it were alone', (batch) =>
    expectSameAsAlone(engine, batch),
  )

  it('trains until the loss is below 1e-10, as float64 does', async () => {
    const page = await session.openHarness()
    const loss = await runJob(page, 'lossAfter', {
      ...{ engine, models: 1, inputDim: 1000, samples: 64, auxSamples: 0 },
      ...{ learningRate: 0.1, steps: 4000 },
    })
    expect(loss.reference).toBeLessThan(1e-10)
    expect(loss.engine).toBeLessThan(1e-10)
  })
})

describe('a batch in small textures', () => {
  // A tile of inputs is 13 × 16 texels: in 40 × 40 lie three by two of them, in 36 × 36 two by two.
  it('trains models side by side where they do not fit one below the other', () =>
    expectSameAsAlone('webgl', {
      name: 'side by side',
      members: SINGLE_TASK_BATCH,
      textureLimit: 40,
    }))

  it('says so where there is no room', async () => {
    const page = await session.openHarness()
    await expect(
      runJob(page, 'engineBatch', {
        engine: 'webgl',
        members: SINGLE_TASK_BATCH,
        textureLimit: 36,
      }),
    ).rejects.toThrow(
      'WebGL here has no room for 5 models of 50 features and 16 rows (textures of 36 × 36)',
    )
  })
})
