/** What every engine is held to: the float64 reference, on the same cases for all. */
import { describe, expect, it } from 'vitest'
import type { EngineId } from '../../../src/protocol/engines.ts'
import { METHOD_IDS, type MethodId } from '../../../src/theory/methodRecipes.ts'
import type { NetworkId } from '../../../src/theory/network.ts'
import type { ReluTaskSettings } from '../../../src/theory/relu/reluTasks.ts'
import type { TaskSettings } from '../../../src/theory/tasks.ts'
import type { StartChoice, TaskChoice } from '../../engine/cases.ts'
import type { EngineDeviation } from '../harness/jobsEngines.ts'
import type { BrowserSession } from './browserSession.ts'
import { expectQuiet } from './expectQuiet.ts'
import { runJob } from './runJob.ts'
import { tolerance } from './tolerance.ts'

const CHECKPOINTS: readonly number[] = [1, 10, 100, 1000]
/**
 * The same in units of the largest weight of each feature or hidden unit. A feature that stays small feels the
 * rounding of the residuals, 2⁻²⁴ of predictions that its own weights hardly enter, and along
 * directions that no training row sees nothing pulls it back: it drifts. Measured: at most 1.3e-3
 * (D = 1000, c = 0.01, 1000 steps). Losing a term of the gradient, or the weight decay (which takes
 * away a tenth in 1000 steps), exceeds this in every case. ReLU networks: at most 2e-3.
 */
const toleranceWithinParts = (engine: EngineId): number => (engine === 'cpu' ? 0 : 5e-3)

const expectFaithful = (
  engine: EngineId,
  network: NetworkId,
  found: readonly EngineDeviation[],
): void => {
  const last = Math.max(...found.map(({ step }) => step))
  for (const { name, step, deviation, withinParts, moved } of found) {
    const where = `${engine}, ${name}, step ${step}`
    expect(deviation, where).toBeLessThanOrEqual(tolerance(engine, step, network))
    expect(withinParts, where).toBeLessThanOrEqual(toleranceWithinParts(engine))
    // A training that goes nowhere would show nothing.
    if (step === last) expect(moved, where).toBeGreaterThan(1e-5)
  }
}

export const plain: StartChoice = { initScale: 1e-3, rescale: 1 }

/** What engines train, for one kind of network. */
export interface TrainingSuite {
  network: NetworkId
  /** Each with every method. */
  starts: readonly StartChoice[]
  /** The tasks of these. */
  startTasks: TaskChoice
  /** Trained from the last start, with the methods of `sizeMethods`. */
  sizes: Readonly<Record<string, { tasks: TaskChoice; checkpoints: readonly number[] }>>
  sizeMethods: readonly MethodId[]
  /**
   * Where given, only the network with weight decay is trained for longer, ten times as long: for an
   * engine whose steps are slow here. Whether errors add up, training until nothing is left of the
   * loss shows as well (describeBatches.ts).
   */
  mostSteps?: number
}

const size = (tasks: Partial<TaskSettings>) => ({ tasks, checkpoints: CHECKPOINTS })

export const DIAGONAL_SUITE: TrainingSuite = {
  network: 'diagonal',
  starts: [
    { initScale: 1e-6, rescale: 1 },
    { initScale: 1e-7, rescale: 1 },
    { initScale: 1e-3, rescale: 0.01 },
    plain,
  ],
  startTasks: { inputDim: 200, auxActive: 20, auxSamples: 64 },
  // Sizes that no block of 4 or 8 fits, one row, few against many rows, and the paper's D.
  sizes: {
    'D=51, n₁=5, n=16': size({ inputDim: 51, auxSamples: 5, mainSamples: 16 }),
    'D=203, n₁=33, n=17': size({ inputDim: 203, auxSamples: 33, mainSamples: 17 }),
    'D=50, n=1': size({ mainSamples: 1 }),
    'D=1000, n₁=n=64': size({
      ...{ inputDim: 1000, auxActive: 40, mainActive: 10, overlap: 10 },
      ...{ auxSamples: 64, mainSamples: 64 },
    }),
  },
  sizeMethods: ['singleTask', 'multiTask', 'finetuneProbe'],
}

const reluSize = (tasks: Partial<ReluTaskSettings>, checkpoints = CHECKPOINTS) => ({
  tasks: { network: 'relu', ...tasks } as const,
  checkpoints,
})

export const RELU_SUITE: TrainingSuite = {
  network: 'relu',
  starts: [
    { initScale: 1, rescale: 0.1 },
    { initScale: 1e-3, rescale: 1 },
    { initScale: 0.3, rescale: 1 },
  ],
  startTasks: { network: 'relu' },
  // Sizes that no block of 4, 16 or 256 fits, one row, few inputs and many, and the largest.
  sizes: {
    'D=13, H=203, n₁=33, n=17': reluSize({
      ...{ inputDim: 13, hiddenWidth: 203, auxSamples: 33, mainSamples: 17 },
    }),
    'D=8, H=51, n₁=5, n=1': reluSize({
      ...{ inputDim: 8, hiddenWidth: 51, auxSamples: 5, mainSamples: 1 },
    }),
    'D=15, H=300, n₁=300, n=150': reluSize(
      { hiddenWidth: 300, auxSamples: 300, mainSamples: 150 },
      [1, 10],
    ),
    'D=40, H=1000, n₁=1024, n=1023': reluSize(
      { inputDim: 40, hiddenWidth: 1000, auxSamples: 1024, mainSamples: 1023 },
      [1, 2],
    ),
  },
  // None that has to be pretrained, which takes the reference long.
  sizeMethods: ['singleTask', 'multiTask', 'singleTaskProbe'],
}

/** The tests that every engine has to pass, in pages that `session` opens. */
export const describeTraining = (
  engine: EngineId,
  session: Pick<BrowserSession, 'sharedHarness'>,
  { network, starts, startTasks, sizes, sizeMethods, mostSteps = Infinity }: TrainingSuite,
): void => {
  const short = (checkpoints: readonly number[]) => checkpoints.filter((step) => step <= mostSteps)
  const small: TaskChoice = network === 'relu' ? { network } : {}
  const last = starts.at(-1) ?? plain

  describe(`training ${network} networks on ${engine}`, () => {
    it.each(starts)(
      'follows the float64 reference with every method: α = $initScale, c = $rescale',
      async (start) => {
        const page = await session.sharedHarness()
        const checkpoints = short(CHECKPOINTS)
        const { result, tensorsLeft } = await runJob(page, 'engineDeviations', {
          ...{ engine, tasks: startTasks, start },
          ...{ methods: METHOD_IDS, checkpoints },
        })
        expect(result).toHaveLength(METHOD_IDS.length * checkpoints.length)
        expectFaithful(engine, network, result)
        expect(tensorsLeft).toBe(0)
        await expectQuiet(page)
      },
    )

    it('follows the reference in multi-task learning with weight decay', async () => {
      const page = await session.sharedHarness()
      const checkpoints = CHECKPOINTS.filter((step) => step <= 10 * mostSteps)
      const { result } = await runJob(page, 'engineDeviations', {
        ...{ engine, tasks: small, start: { ...last, weightDecay: 1e-3 } },
        methods: ['multiTask'],
        checkpoints,
      })
      expect(result).toHaveLength(checkpoints.length)
      expectFaithful(engine, network, result)
    })

    it.each(Object.entries(sizes))('follows the reference at %s', async (_, one) => {
      const page = await session.sharedHarness()
      const checkpoints = short(one.checkpoints)
      const { result, tensorsLeft } = await runJob(page, 'engineDeviations', {
        ...{ engine, tasks: one.tasks, start: last },
        ...{ methods: sizeMethods, checkpoints },
      })
      expect(result).toHaveLength(sizeMethods.length * checkpoints.length)
      expectFaithful(engine, network, result)
      expect(tensorsLeft).toBe(0)
    })

    const steps = Math.min(1000, 10 * mostSteps)
    it(`gives the same bits for 1 × ${steps} steps as for ${steps / 10} × 10`, async () => {
      const page = await session.sharedHarness()
      const { result, tensorsLeft } = await runJob(page, 'engineChunks', {
        ...{ engine, tasks: small, start: last },
        methods: ['singleTask', 'multiTask'],
        steps,
        chunks: [steps, 10],
      })
      expect(result.map(({ difference }) => difference)).toEqual([0, 0])
      expect(tensorsLeft).toBe(0)
    })

    it('reads the weights of the moment, and keeps the number of tensors flat', async () => {
      const page = await session.sharedHarness()
      const { result, tensorsLeft } = await runJob(page, 'engineLife', {
        ...{ engine, tasks: small, start: last },
        methods: ['singleTask'],
      })
      const { tensorsAdded, ...deviations } = result
      expect(tensorsAdded).toBe(0)
      expect(tensorsLeft).toBe(0)
      for (const [moment, deviation] of Object.entries(deviations)) {
        expect(deviation, moment).toBeLessThanOrEqual(tolerance(engine, 5, network))
      }
    })
  })
}
