import { describe, expect, it } from 'vitest'
import { ENGINE_IDS } from '../../src/protocol/engines.ts'
import { browserSession } from './helpers/browserSession.ts'
import { describeTraining, DIAGONAL_SUITE, plain, RELU_SUITE } from './helpers/describeTraining.ts'
import { expectQuiet } from './helpers/expectQuiet.ts'
import { runJob } from './helpers/runJob.ts'

const session = browserSession()

// WebGPU needs a browser of its own (webgpu.test.ts).
for (const engine of ENGINE_IDS.filter((id) => id !== 'webgpu')) {
  describeTraining(engine, session, DIAGONAL_SUITE)
  describeTraining(engine, session, RELU_SUITE)
}

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

  it('says that there is no WebGPU only if it was asked for', async () => {
    const page = await session.openHarness()
    const chosen = await runJob(page, 'chosenBackend', { preference: 'webgpu' })
    expect(chosen.id).toBe('wasm')
    expect(chosen.refusals[0]).toMatch(/^This browser has no .*WebGPU.*: using WebGL instead\.$/)
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
