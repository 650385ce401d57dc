import { describe, expect, it } from 'vitest'
import { browserSession } from './helpers/browserSession.ts'
import { expectQuiet } from './helpers/expectQuiet.ts'
import { runJob } from './helpers/runJob.ts'

const session = browserSession()

describe('runJob(page, name, payload)', () => {
  it('runs the job in a worker and brings its result back', async () => {
    const page = await session.openHarness()
    await expect(runJob(page, 'ping', { text: 'there' })).resolves.toEqual({
      text: 'there',
      inWorker: true,
    })
    await expectQuiet(page)
  })

  it('rejects, naming a job that does not exist', async () => {
    const page = await session.openHarness()
    await expect(runJob(page, 'missing' as 'ping', { text: '' })).rejects.toThrow(
      'unknown job: missing',
    )
  })
})
