import { describe, expect, it } from 'vitest'
import { ENGINE_IDS } from '../../src/protocol/engines.ts'
import { NETWORK_IDS } from '../../src/theory/network.ts'
import { browserSession } from './helpers/browserSession.ts'
import { describeBatches, expectSameAsAlone, SINGLE_TASK_BATCH } from './helpers/describeBatches.ts'
import { runJob } from './helpers/runJob.ts'

const session = browserSession()

// WebGPU needs a browser of its own (webgpu.test.ts).
for (const engine of ENGINE_IDS.filter((id) => id !== 'webgpu')) {
  for (const network of NETWORK_IDS) describeBatches(engine, session, network)
}

describe('a batch in small textures', () => {
  // A tile of inputs is 13 × 16 texels: in 40 × 40 lie three by two of them, in 36 × 36 two by two.
  it('trains models side by side where they do not fit one below the other', () =>
    expectSameAsAlone(session, 'webgl', {
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
