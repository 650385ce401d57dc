import type { Contestant, RaceCommand, RaceReport } from '../protocol/race.ts'
import type { RaceThread } from './race.ts'
import { joinWorker, workersHere } from './workerThread.ts'

/** Engines of ours and plain tfjs have threads of their own kind: only one fetches all of tfjs. */
const openWorker = ({ way }: Contestant): Worker => {
  const Worker = workersHere()
  return way === 'kernel'
    ? new Worker(new URL('../worker/race/raceEngine.ts', import.meta.url), { type: 'module' })
    : new Worker(new URL('../worker/race/racePlain.ts', import.meta.url), { type: 'module' })
}

/** Opens the real thread of a contestant. */
export const openRaceThread = (contestant: Contestant): RaceThread =>
  joinWorker<RaceCommand, RaceReport>(() => openWorker(contestant))
