import { describe, expect, it } from 'vitest'
import { browserSession } from './helpers/browserSession.ts'
import { expectQuiet } from './helpers/expectQuiet.ts'
import { runJob } from './helpers/runJob.ts'

const session = browserSession()

describe('ten thousand changes of the spec', () => {
  it.each(['wasm', 'cpu'] as const)('leave nothing behind: %s', async (engine) => {
    const page = await session.openHarness()
    const [early, late] = await runJob(page, 'changeSpecs', { engine, stops: [1000, 10_000] })
    expect(late).toEqual({ ...early, changes: 10_000 })
    expect(late?.tensors).toBe(0)
    expect(late?.buffers).toBe(0)
    await expectQuiet(page)
  })
})
