import type { SweepReport } from '../protocol/sweeping.ts'
import type { SweepThread } from './sweeper.ts'
import { listenForDeath } from './workerThread.ts'

/** Opens a real sweep thread. Apart from the other threads, so that it is loaded with its figure. */
export const openSweepThread = (): SweepThread => {
  const worker = new Worker(new URL('../worker/sweep.worker.ts', import.meta.url), {
    type: 'module',
  })
  return {
    postMessage: (command) => worker.postMessage(command),
    onReport: (listener) =>
      worker.addEventListener('message', (event: MessageEvent<SweepReport>) =>
        listener(event.data),
      ),
    onDeath: (listener) => listenForDeath(worker, listener),
    terminate: () => worker.terminate(),
  }
}
