import type { Contestant, RaceReport } from '../protocol/race.ts'
import type { RaceThread } from './race.ts'
import { listenForDeath } from './workerThread.ts'

/** Engines of ours and plain tfjs have threads of their own kind: only one fetches all of tfjs. */
const openWorker = ({ way }: Contestant): Worker =>
  way === 'kernel'
    ? new Worker(new URL('../worker/race/raceEngine.ts', import.meta.url), { type: 'module' })
    : new Worker(new URL('../worker/race/racePlain.ts', import.meta.url), { type: 'module' })

/** Opens the real thread of a contestant. */
export const openRaceThread = (contestant: Contestant): RaceThread => {
  const worker = openWorker(contestant)
  return {
    postMessage: (command) => worker.postMessage(command),
    onReport: (listener) =>
      worker.addEventListener('message', (event: MessageEvent<RaceReport>) => listener(event.data)),
    onDeath: (listener) => listenForDeath(worker, listener),
    terminate: () => worker.terminate(),
  }
}
