import { beforeEach, describe, expect, it } from 'vitest'
import { NETWORK_IDS } from '../../src/theory/network.ts'
import { networkIdOf } from '../../src/theory/networks.ts'
import { browserSession } from './helpers/browserSession.ts'
import { describeBatches } from './helpers/describeBatches.ts'
import { describeTraining, DIAGONAL_SUITE, plain, RELU_SUITE } from './helpers/describeTraining.ts'
import { expectQuiet } from './helpers/expectQuiet.ts'
import { readClock, statusStrip, waitForClock } from './helpers/playPage.ts'
import { runJob } from './helpers/runJob.ts'
import { tolerance } from './helpers/tolerance.ts'

// Chromium's own adapter in software; without the first it is given to nobody.
const session = browserSession(['--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader'])

let hasWebgpu: boolean | undefined

beforeEach(async ({ skip }) => {
  hasWebgpu ??= await runJob(await session.sharedHarness(), 'hasWebgpu', undefined)
  skip(!hasWebgpu, 'this browser gives no WebGPU adapter, not even one in software')
})

const SMALL = { engine: 'webgpu', tasks: {}, start: plain, methods: ['singleTask'] } as const

for (const suite of [DIAGONAL_SUITE, RELU_SUITE]) {
  describeTraining('webgpu', session, { ...suite, mostSteps: 10 })
}
for (const network of NETWORK_IDS) describeBatches('webgpu', session, network)

describe('training on webgpu', () => {
  it.each([
    { inputDim: 50, samples: 16, auxSamples: 0, steps: 60 },
    { inputDim: 1500, samples: 30, auxSamples: 9, steps: 20 },
    { inputDim: 4096, samples: 1100, auxSamples: 0, steps: 3 },
    { inputDim: 2600, samples: 600, auxSamples: 700, steps: 3 },
    // Units for one invocation and part of a second turn; rows for one block, and for two.
    { inputDim: 15, hiddenWidth: 270, samples: 64, auxSamples: 0, steps: 30 },
    { inputDim: 15, hiddenWidth: 270, samples: 600, auxSamples: 700, steps: 3 },
    { inputDim: 40, hiddenWidth: 50, samples: 1100, auxSamples: 0, steps: 3 },
  ])(
    'trains each of a batch as if alone: D=$inputDim, H=$hiddenWidth, n₁=$auxSamples, n=$samples',
    async ({ steps, ...size }) => {
      const network = networkIdOf(size)
      const page = await session.sharedHarness()
      const settings = [0.1, 0.02, 0.05].map((learningRate, model) => ({
        learningRate,
        weightDecay: model === 1 ? 1e-2 : 0,
        trainFirstLayer: model !== 2,
      }))
      const found = await runJob(page, 'batchDifferences', {
        ...{ ...size, models: 3, learningRate: 0.1 },
        ...{ settings, steps },
      })
      expect(found).toHaveLength(3)
      for (const { alone, reference } of found) {
        expect(alone).toBe(0)
        expect(reference).toBeLessThanOrEqual(tolerance('webgpu', steps, network))
      }
    },
  )

  it.each([true, false])(
    'cuts a long training into dispatches, two under way at most, and frees every buffer (clock: %s)',
    async (hasClock) => {
      const page = await session.openHarness()
      const life = await runJob(page, 'bufferLife', { ...SMALL, hasClock })
      const { early, late, left, dispatches } = life
      expect(late).toBe(early)
      expect(left).toBe(0)
      // One for each of the 21 short trainings, and for the long one more than one: its 800 steps
      // exceed what a first dispatch may do (webgpuPace.ts), and short ones let it do no more.
      expect(dispatches.count).toBeGreaterThan(22)
      expect(dispatches.most).toBe(2)
      await expectQuiet(page)
    },
  )

  it('rejects what waits for a lost device, and trains on with a new one', async () => {
    const page = await session.openHarness()
    const lost = 'WebGPU lost its graphics processor (device lost)'
    const { trained, ...said } = await runJob(page, 'loseDevice', SMALL)
    expect(said).toEqual({
      ...{ waiting: lost, settling: lost, afterwards: lost },
      ...{ next: 'webgpu', refusals: [], devices: 2 },
    })
    expect(trained).toBeLessThanOrEqual(tolerance('webgpu', 10))
  })

  it.each(['setBindGroup', 'createBuffer'] as const)(
    'rejects with what the browser refused, instead of giving zeros: %s',
    async (broken) => {
      const page = await session.openHarness()
      const { reading, next } = await runJob(page, 'refuseCommand', { ...SMALL, broken })
      expect(reading).toMatch(/^WebGPU refused a command \(.+[^.]\)$/)
      expect(next).toBe('webgpu')
    },
  )
})

describe('chooseBackend(preference) where WebGPU is computed in software', () => {
  it('measures its precision', async () => {
    const page = await session.openHarness()
    expect(await runJob(page, 'chosenBackend', { preference: 'webgpu' })).toEqual({
      ...{ id: 'webgpu', precision: 'float32', measuredEpsilon: 2 ** -23 },
      refusals: [],
    })
    await expectQuiet(page)
  })

  it('passes it over, unless it is asked for', async () => {
    const page = await session.openHarness()
    const chosen = await runJob(page, 'chosenBackend', { preference: 'auto' })
    expect(chosen.id).toBe('wasm')
    expect(chosen.refusals).toEqual([
      'WebGPU here is computed in software (SwiftShader): using WebGL instead.',
      'WebGL here is drawn in software (SwiftShader): using WebAssembly instead.',
    ])
  })
})

describe('chooseBackend(preference) where WebGPU is not to be had', () => {
  const WEBGL = 'WebGL here is drawn in software (SwiftShader): using WebAssembly instead.'

  it.each([
    ['api', 'This browser has no WebGPU in workers'],
    ['adapter', 'This browser has no graphics processor for WebGPU'],
  ] as const)('says so only if it was asked for: %s', async (lacking, sentence) => {
    const page = await session.openHarness()
    expect(await runJob(page, 'webgpuWithout', { lacking })).toEqual({
      asked: [`${sentence}: using WebGL instead.`, WEBGL],
      automatic: [WEBGL],
    })
    await expectQuiet(page)
  })

  it.each([
    [
      'invocations',
      'WebGPU here is too limited (maxComputeInvocationsPerWorkgroup is 128, not 256)',
    ],
    ['device', 'WebGPU does not start in this browser'],
  ] as const)('says so in any case: %s', async (lacking, sentence) => {
    const page = await session.openHarness()
    const refusals = [`${sentence}: using WebGL instead.`, WEBGL]
    expect(await runJob(page, 'webgpuWithout', { lacking })).toEqual({
      asked: refusals,
      automatic: refusals,
    })
  })
})

describe('training on the page', () => {
  it('runs on WebGPU where the link asks for it', async () => {
    const page = await session.open(
      '#v=1&engine=webgpu&inputDim=50&auxSamples=64&methods=singleTask.finetune&stepLimit=400&pace=full&at=main:20',
    )
    await waitForClock(page, /Paused/)
    await expect(statusStrip(page).innerText()).resolves.toMatch(/WebGPU[^]*float32/)
    expect(await readClock(page)).toEqual({ stage: 'Main task', step: 20, state: 'Paused' })
    await expectQuiet(page)
  })
})
