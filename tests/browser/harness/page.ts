import type { Reply, RunJob } from './messages.ts'

interface Waiting {
  resolve: (result: unknown) => void
  reject: (error: Error) => void
}

const worker = new Worker(new URL('./harness.worker.ts', import.meta.url), { type: 'module' })
const waiting = new Map<number, Waiting>()
let nextId = 0

worker.addEventListener('message', ({ data }: MessageEvent<Reply>) => {
  const caller = waiting.get(data.id)
  waiting.delete(data.id)
  if (data.kind === 'result') caller?.resolve(data.result)
  else caller?.reject(new Error(data.message))
})

// A worker that cannot be loaded answers nobody: every caller has to hear of it.
worker.addEventListener('error', ({ message }) => {
  waiting.forEach(({ reject }) => reject(new Error(`the harness worker failed: ${message}`)))
  waiting.clear()
})

const runJob: RunJob = (name, payload) =>
  new Promise((resolve, reject) => {
    nextId += 1
    waiting.set(nextId, { resolve, reject })
    worker.postMessage({ id: nextId, name, payload })
  })

Object.assign(globalThis, { runJob })
