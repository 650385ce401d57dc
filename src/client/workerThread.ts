import type { Report } from '../protocol/messages.ts'
import type { Thread } from './trainer.ts'

/** Opens the real training thread. The only file that names the worker. */
export const openWorkerThread = (): Thread => {
  const worker = new Worker(new URL('../worker/trainer.worker.ts', import.meta.url), {
    type: 'module',
  })
  return {
    postMessage: (command) => worker.postMessage(command),
    onReport: (listener) =>
      worker.addEventListener('message', (event: MessageEvent<Report>) => listener(event.data)),
    onDeath: (listener) => {
      worker.addEventListener('error', (event) => {
        event.preventDefault()
        listener(event.message || 'its code could not be loaded')
      })
      worker.addEventListener('messageerror', () => listener('a report could not be read'))
    },
    terminate: () => worker.terminate(),
  }
}
