/** What every engine is held to: the float64 reference, on the same cases for all. */
import { describe, expect, it } from 'vitest'
import type { EngineId } from '../../../src/protocol/engines.ts'
import { METHOD_IDS } from '../../../src/theory/methodRecipes.ts'
import type { TaskSettings } from '../../../src/theory/tasks.ts'
import type { StartChoice } from '../../engine/cases.ts'
import type { EngineDeviation } from '../harness/jobsEngines.ts'
import type { BrowserSession } from './browserSession.ts'
import { expectQuiet } from './expectQuiet.ts'
import { runJob } from './runJob.ts'
import { tolerance } from './tolerance.ts'

const CHECKPOINTS = [1, 10, 100, 1000]
/**
 * The same in units of each feature's own largest weight. A feature that stays small feels the
 * rounding of the residuals, 2⁻²⁴ of predictions that its own weights hardly enter, and along
 * directions that no training row sees nothing pulls it back: it drifts. Measured: at most 1.3e-3
 * (D = 1000, c = 0.01, 1000 steps). Losing a term of the gradient, or the weight decay (which takes
 * away a tenth in 1000 steps), exceeds this in every case.
 */
const toleranceWithinFeatures = (engine: EngineId): number => (engine === 'cpu' ? 0 : 5e-3)

const expectFaithful = (engine: EngineId, found: readonly EngineDeviation[]): void => {
  for (const { name, step, deviation, withinFeatures, moved } of found) {
    const where = `${engine}, ${name}, step ${step}`
    expect(deviation, where).toBeLessThanOrEqual(tolerance(engine, step))
    expect(withinFeatures, where).toBeLessThanOrEqual(toleranceWithinFeatures(engine))
    // A training that goes nowhere would show nothing.
    if (step === 1000) expect(moved, where).toBeGreaterThan(1e-5)
  }
}

const STARTS: StartChoice[] = [
  { initScale: 1e-3, rescale: 1 },
  { initScale: 1e-6, rescale: 1 },
  { initScale: 1e-7, rescale: 1 },
  { initScale: 1e-3, rescale: 0.01 },
]

export const plain: StartChoice = { initScale: 1e-3, rescale: 1 }

/** Sizes that no block of 4 or 8 fits, one row, few against many rows, and the paper's D. */
const SIZES: Record<string, Partial<TaskSettings>> = {
  'D=51, n₁=5, n=16': { inputDim: 51, auxSamples: 5, mainSamples: 16 },
  'D=203, n₁=33, n=17': { inputDim: 203, auxSamples: 33, mainSamples: 17 },
  'D=50, n=1': { mainSamples: 1 },
  'D=1000, n₁=n=64': {
    inputDim: 1000,
    auxActive: 40,
    mainActive: 10,
    overlap: 10,
    auxSamples: 64,
    mainSamples: 64,
  },
}

/** The tests that every engine has to pass, in pages that `session` opens. */
export const describeTraining = (
  engine: EngineId,
  session: Pick<BrowserSession, 'openHarness'>,
): void => {
  describe(`training on ${engine}`, () => {
    it.each(STARTS)(
      'follows the float64 reference with every method: α = $initScale, c = $rescale',
      async (start) => {
        const page = await session.openHarness()
        const { result, tensorsLeft } = await runJob(page, 'engineDeviations', {
          engine,
          tasks: { inputDim: 200, auxActive: 20, auxSamples: 64 },
          start,
          methods: METHOD_IDS,
          checkpoints: CHECKPOINTS,
        })
        expect(result).toHaveLength(METHOD_IDS.length * CHECKPOINTS.length)
        expectFaithful(engine, result)
        expect(tensorsLeft).toBe(0)
        await expectQuiet(page)
      },
    )

    it('follows the reference in multi-task learning with weight decay', async () => {
      const page = await session.openHarness()
      const { result } = await runJob(page, 'engineDeviations', {
        engine,
        tasks: {},
        start: { ...plain, weightDecay: 1e-3 },
        methods: ['multiTask'],
        checkpoints: CHECKPOINTS,
      })
      expect(result).toHaveLength(CHECKPOINTS.length)
      expectFaithful(engine, result)
    })

    it.each(Object.entries(SIZES))('follows the reference at %s', async (_, tasks) => {
      const page = await session.openHarness()
      const { result, tensorsLeft } = await runJob(page, 'engineDeviations', {
        engine,
        tasks,
        start: plain,
        methods: ['singleTask', 'multiTask', 'finetuneProbe'],
        checkpoints: CHECKPOINTS,
      })
      expect(result).toHaveLength(3 * CHECKPOINTS.length)
      expectFaithful(engine, result)
      expect(tensorsLeft).toBe(0)
    })

    it('gives the same bits for 1 × 1000 steps as for 100 × 10', async () => {
      const page = await session.openHarness()
      const { result, tensorsLeft } = await runJob(page, 'engineChunks', {
        engine,
        tasks: {},
        start: plain,
        methods: ['singleTask', 'multiTask'],
        steps: 1000,
        chunks: [1000, 10],
      })
      expect(result.map(({ difference }) => difference)).toEqual([0, 0])
      expect(tensorsLeft).toBe(0)
    })

    it('reads the weights of the moment, and keeps the number of tensors flat', async () => {
      const page = await session.openHarness()
      const { result, tensorsLeft } = await runJob(page, 'engineLife', {
        engine,
        tasks: {},
        start: plain,
        methods: ['singleTask'],
      })
      const { tensorsAdded, ...deviations } = result
      expect(tensorsAdded).toBe(0)
      expect(tensorsLeft).toBe(0)
      for (const [moment, deviation] of Object.entries(deviations)) {
        expect(deviation, moment).toBeLessThanOrEqual(tolerance(engine, 5))
      }
    })
  })
}
