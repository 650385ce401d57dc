import { jobs } from './jobs.ts'
import type { Reply, Request } from './messages.ts'

const run = async ({ id, name, payload }: Request): Promise<Reply> => {
  const job = (jobs as Record<string, ((payload: never) => Promise<unknown>) | undefined>)[name]
  if (job === undefined) return { id, kind: 'error', message: `unknown job: ${name}` }
  try {
    // The caller's type, checked in helpers/runJob.ts, is lost on the way through the browser.
    return { id, kind: 'result', result: await job(payload as never) }
  } catch (error) {
    const message = error instanceof Error ? (error.stack ?? error.message) : String(error)
    return { id, kind: 'error', message }
  }
}

addEventListener('message', ({ data }: MessageEvent<Request>) => {
  void run(data).then((reply) => postMessage(reply))
})
