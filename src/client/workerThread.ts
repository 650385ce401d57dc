import type { Report } from '../protocol/messages.ts'
import type { Thread } from './trainer.ts'

/** Calls `listener` with one sentence when the worker cannot go on. */
export const listenForDeath = (worker: Worker, listener: (reason: string) => void): void => {
  worker.addEventListener('error', (event) => {
    event.preventDefault()
    listener(event.message || 'its code could not be loaded')
  })
  worker.addEventListener('messageerror', () => listener('a report could not be read'))
}

/** Opens the real training thread. Only this folder names the workers. */
export const openWorkerThread = (): Thread => {
  const worker = new Worker(new URL('../worker/trainer.worker.ts', import.meta.url), {
    type: 'module',
  })
  return {
    postMessage: (command) => worker.postMessage(command),
    onReport: (listener) =>
      worker.addEventListener('message', (event: MessageEvent<Report>) => listener(event.data)),
    onDeath: (listener) => listenForDeath(worker, listener),
    terminate: () => worker.terminate(),
  }
}
