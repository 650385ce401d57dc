import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { browserSession } from './helpers/browserSession.ts'
import { expectQuiet } from './helpers/expectQuiet.ts'
import { runJob } from './helpers/runJob.ts'
import { tolerance } from './helpers/tolerance.ts'

const session = browserSession()

const STEPS = 100
/** The engine needs some tens of calls until its helpers are there; this many it never does. */
const PATIENCE = 100_000
/** Where none is to come, long enough that one which was opened by mistake would have. */
const SHORT_PATIENCE = 50

const LARGE = {
  inputDim: 1000,
  samples: 700,
  auxSamples: 0,
  learningRate: 0.05,
  hasTriangles: false,
}
const CASES = [
  ['one task', LARGE],
  ['two tasks', { ...LARGE, samples: 64, auxSamples: 600 }],
  ['two tasks, a triangle', { ...LARGE, samples: 64, auxSamples: 1024, hasTriangles: true }],
] as const

const train = async (page: Page, problem: typeof LARGE, patience = PATIENCE) =>
  runJob(page, 'divideRows', { ...problem, steps: STEPS, patience })

describe('a page whose server isolates it', () => {
  it.each(CASES)('divides the rows of a large model over threads: %s', async (_, one) => {
    const page = await session.openIsolatedHarness()
    const { result, tensorsLeft } = await train(page, one)
    const { isIsolated, cores, kernels } = await runJob(page, 'isolation', undefined)
    expect(isIsolated).toBe(true)
    expect(result.threads).toBe(cores >= 4 ? 4 : Math.min(2, cores))
    expect(kernels).toEqual(['diagonal.shared'])
    expect(result.deviation).toBeLessThan(tolerance('wasm', STEPS))
    expect(result.moved).toBeGreaterThan(0.1)
    expect([tensorsLeft, result.tensorsAdded]).toEqual([0, 0])
    await expectQuiet(page)
  })

  it.each([
    ['a small model', { ...LARGE, samples: 64 }],
    ['a triangle, by what has moved', { ...LARGE, samples: 1024, hasTriangles: true }],
  ])('trains on one thread: %s', async (_, one) => {
    const page = await session.openIsolatedHarness()
    const { result } = await train(page, one, SHORT_PATIENCE)
    expect(result.threads).toBe(1)
    expect(result.deviation).toBeLessThan(tolerance('wasm', STEPS))
    await expectQuiet(page)
  })
})

describe('a page like any other', () => {
  it('trains a large model on one thread, and fetches nothing more', async () => {
    const page = await session.openHarness()
    const { result } = await train(page, LARGE, SHORT_PATIENCE)
    const { isIsolated, kernels } = await runJob(page, 'isolation', undefined)
    expect(isIsolated).toBe(false)
    expect(result.threads).toBe(1)
    expect(kernels).toEqual(['diagonal'])
    expect(result.deviation).toBeLessThan(tolerance('wasm', STEPS))
    await expectQuiet(page)
  })
})
