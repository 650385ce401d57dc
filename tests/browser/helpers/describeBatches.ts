/** Batches of models, for every engine. */
import { describe, expect, it } from 'vitest'
import type { EngineId } from '../../../src/protocol/engines.ts'
import type { NetworkId } from '../../../src/theory/network.ts'
import type { ReluTaskSettings } from '../../../src/theory/relu/reluTasks.ts'
import type { StartChoice } from '../../engine/cases.ts'
import type { BatchMember } from '../harness/jobsBatches.ts'
import type { RateProblem } from '../harness/rateProblems.ts'
import type { BrowserSession } from './browserSession.ts'
import { expectQuiet } from './expectQuiet.ts'
import { runJob } from './runJob.ts'
import { tolerance } from './tolerance.ts'

const plain: StartChoice = { initScale: 1e-3, rescale: 1 }

/** Five single-task models: step sizes of their own, weight decay, frozen first layers, data. */
export const SINGLE_TASK_BATCH: BatchMember[] = [
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

const relu = (tasks: Partial<ReluTaskSettings>) => ({ network: 'relu', ...tasks }) as const
const unitScale: StartChoice = { initScale: 1, rescale: 1 }

const RELU_BATCH: BatchMember[] = [
  { method: 'singleTask', tasks: relu({}), start: unitScale, learningRate: 0.1 },
  { method: 'finetune', tasks: relu({ dataSeed: 4 }), start: unitScale, learningRate: 0.03 },
  { method: 'finetuneProbe', tasks: relu({ dataSeed: 5 }), start: unitScale, learningRate: 0.002 },
  {
    method: 'singleTask',
    tasks: relu({ dataSeed: 6 }),
    start: { ...unitScale, initScale: 0.01 },
    learningRate: 0.1,
  },
  {
    method: 'singleTaskProbe',
    tasks: relu({ dataSeed: 7 }),
    start: { ...unitScale, initScale: 0.1 },
    learningRate: 0.1,
  },
]

const RELU_MULTI_TASK_BATCH: BatchMember[] = [
  { method: 'multiTask', tasks: relu({}), start: unitScale, learningRate: 0.1 },
  {
    method: 'multiTask',
    tasks: relu({ dataSeed: 4 }),
    start: { ...unitScale, initScale: 0.3, weightDecay: 1e-2 },
    learningRate: 0.2,
  },
]

interface BatchTest {
  name: string
  members: BatchMember[]
  textureLimit?: number
}

const BATCHES: Record<NetworkId, BatchTest[]> = {
  diagonal: [
    { name: 'five single-task models', members: SINGLE_TASK_BATCH },
    { name: 'three two-task models', members: MULTI_TASK_BATCH },
  ],
  relu: [
    { name: 'five single-task models', members: RELU_BATCH },
    { name: 'two two-task models', members: RELU_MULTI_TASK_BATCH },
  ],
}

export const expectSameAsAlone = async (
  session: BrowserSession,
  engine: EngineId,
  { name, ...batch }: BatchTest,
): Promise<void> => {
  const page = await session.sharedHarness()
  const { result, tensorsLeft } = await runJob(page, 'engineBatch', {
    ...{ engine, ...batch },
    // Its steps are slow where it is computed in software.
    ...(engine === 'webgpu' ? { firstSteps: 40 } : {}),
  })
  // Four reads of each model.
  expect(result.found).toHaveLength(4 * batch.members.length)
  for (const { where, unequal, deviation, moved } of result.found) {
    const message = `${engine}, ${name}: ${where}`
    expect(unequal, message).toBe(0)
    // At most 150 steps lead to a read.
    const network = batch.members[0]?.tasks.network
    expect(deviation, message).toBeLessThanOrEqual(tolerance(engine, 150, network))
    // A training that goes nowhere would show nothing.
    if (!where.endsWith('atStart')) expect(moved, message).toBeGreaterThan(1e-3)
  }
  expect(result.tensorsAdded).toBe(0)
  expect(tensorsLeft).toBe(0)
  await expectQuiet(page)
}

/** A network in training is to have the same numbers whatever is trained beside it. */
const expectSameInSession = async (
  session: BrowserSession,
  engine: EngineId,
  network: NetworkId,
): Promise<void> => {
  const page = await session.sharedHarness()
  const { result, tensorsLeft } = await runJob(page, 'sharedSession', { engine, network })
  expect(result.prefersBatches).toBe(engine === 'webgl' || engine === 'webgpu')
  for (const { key, numbers, unequal } of result.found) {
    expect(numbers, key).toBeGreaterThan(50)
    expect(unequal, key).toBe(0)
  }
  const [first, second] = result.found.map(({ calls }) => calls)
  // Both end at the limit of steps, so that neither ever trains without the other.
  expect(first).toBeGreaterThan(0)
  expect(second).toBe(first)
  const expected = result.prefersBatches
    ? Array<number>(first ?? 0).fill(2)
    : Array<number>(2 * (first ?? 0)).fill(1)
  expect(result.moved).toEqual(expected)
  expect(tensorsLeft).toBe(0)
  await expectQuiet(page)
}

/** A weight whose square is too large for what the engine holds weights in. */
const hugeFor = (engine: EngineId): number =>
  engine === 'webgl' || engine === 'webgpu' ? 1e30 : 1e200

/** Where training takes the loss below 1e-10. */
const LOW: Record<NetworkId, Omit<RateProblem, 'models' | 'auxSamples'> & { steps: number }> = {
  diagonal: { inputDim: 1000, samples: 8, learningRate: 0.1, steps: 500 },
  relu: { inputDim: 15, hiddenWidth: 200, samples: 8, learningRate: 0.1, steps: 300 },
}

/** A batch is to be the same as its models alone, and as exact. */
export const describeBatches = (
  engine: EngineId,
  session: BrowserSession,
  network: NetworkId,
): void => {
  describe(`a batch of ${network} networks on ${engine}`, () => {
    it.each(BATCHES[network])('trains each of $name as if it were alone', (batch) =>
      expectSameAsAlone(session, engine, batch),
    )

    it('is what a session trains its networks in, to the same numbers, if it helps', () =>
      expectSameInSession(session, engine, network))

    it('keeps a model that stands still, and one that trains, from those that overflow', async () => {
      const page = await session.sharedHarness()
      const huge = hugeFor(engine)
      expect(await runJob(page, 'unrulyNeighbours', { engine, network, huge })).toEqual({
        result: { still: 0, steady: 0, moved: true, hasDiverged: true },
        tensorsLeft: 0,
      })
      await expectQuiet(page)
    })

    it('trains until the loss is below 1e-10, as float64 does', async () => {
      const page = await session.sharedHarness()
      const problem = { engine, models: 1, auxSamples: 0, ...LOW[network] }
      const loss = await runJob(page, 'lossAfter', problem)
      expect(loss.reference).toBeLessThan(1e-10)
      expect(loss.engine).toBeLessThan(1e-10)
    })
  })
}
