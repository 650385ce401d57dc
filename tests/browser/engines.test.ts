import { describe, expect, it } from 'vitest'
import { ENGINE_IDS, type EngineId } from '../../src/protocol/engines.ts'
import { METHOD_IDS } from '../../src/theory/methodRecipes.ts'
import type { TaskSettings } from '../../src/theory/tasks.ts'
import type { StartChoice } from '../engine/cases.ts'
import type { EngineDeviation } from './harness/jobsEngines.ts'
import { browserSession } from './helpers/browserSession.ts'
import { expectQuiet } from './helpers/expectQuiet.ts'
import { runJob } from './helpers/runJob.ts'
import { tolerance } from './helpers/tolerance.ts'

const session = browserSession()

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

const plain: StartChoice = { initScale: 1e-3, rescale: 1 }

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

describe.each(ENGINE_IDS)('training on %s', (engine) => {
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

describe('chooseBackend(preference) in a worker', () => {
  it.each([
    { preference: 'webgl', id: 'webgl', precision: 'float32', measuredEpsilon: 2 ** -23 },
    { preference: 'wasm', id: 'wasm', precision: 'mixed', measuredEpsilon: 2 ** -52 },
    { preference: 'cpu', id: 'cpu', precision: 'float64', measuredEpsilon: 2 ** -52 },
  ] as const)('measures the precision: $preference', async ({ preference, ...measured }) => {
    const page = await session.openHarness()
    const chosen = await runJob(page, 'chosenBackend', { preference })
    expect(chosen).toEqual({ ...measured, refusals: [] })
    await expectQuiet(page)
  })

  it('passes over a WebGL that is drawn in software, unless it is asked for', async () => {
    const page = await session.openHarness()
    const chosen = await runJob(page, 'chosenBackend', { preference: 'auto' })
    expect(chosen.id).toBe('wasm')
    // The browser of these tests draws with SwiftShader (scripts/findBrowser.mjs).
    expect(chosen.refusals).toEqual([
      'WebGL here is drawn in software (SwiftShader): using WebAssembly instead.',
    ])
    await expectQuiet(page)
  })

  it.each([
    ['webgl2', 'This browser has no WebGL 2 in workers'],
    [
      'EXT_color_buffer_float',
      'WebGL here cannot draw 32-bit numbers (EXT_color_buffer_float is missing)',
    ],
  ] as const)('takes WebAssembly where %s is missing, and says so', async (lacking, sentence) => {
    const page = await session.openHarness()
    expect(await runJob(page, 'chosenWithout', { lacking })).toEqual({
      id: 'wasm',
      refusals: [`${sentence}: using WebAssembly instead.`],
    })
    await expectQuiet(page)
  })

  it('rejects what waits for a lost graphics processor, and trains elsewhere', async () => {
    const page = await session.openHarness()
    const lost = 'WebGL lost its graphics processor (context lost)'
    expect(
      await runJob(page, 'loseContext', {
        engine: 'webgl',
        tasks: {},
        start: plain,
        methods: ['singleTask'],
      }),
    ).toEqual({
      waiting: lost,
      afterwards: lost,
      next: 'wasm',
      refusals: [`${lost}: using WebAssembly instead.`],
    })
  })
})
