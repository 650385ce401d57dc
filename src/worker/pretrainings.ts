/**
 * Pretrained networks that outlive a visit: computed once for each setting they depend on, engine
 * and build, and kept in the browser's database.
 */
import { clear, createStore, get, keys, set } from 'idb-keyval'
import { pretrainingKey, type FinishedRun } from '../engine/runCache.ts'
import type { EngineId } from '../protocol/engines.ts'
import type { RunSpec } from '../protocol/spec.ts'

export interface Pretrainings {
  find: (key: string) => Promise<FinishedRun | undefined>
  keep: (key: string, run: FinishedRun) => Promise<void>
}

/** To be raised whenever the same settings lead to other numbers than before. */
const VERSION = 1
/** Then all of them go: up to 50 MB of the largest networks. */
const MOST_KEPT = 200

export const pretrainingPlace = (
  spec: RunSpec,
  { engine, isExact }: { engine: EngineId; isExact: boolean },
): string => `${VERSION} ${engine} ${isExact ? 'exact' : 'fast'} ${pretrainingKey(spec)}`

const isFinished = (value: unknown): value is FinishedRun => {
  if (typeof value !== 'object' || value === null) return false
  const weights: unknown = Reflect.get(value, 'weights')
  const snapshot: unknown = Reflect.get(value, 'snapshot')
  return (
    weights instanceof Float64Array &&
    weights.every(Number.isFinite) &&
    typeof snapshot === 'object' &&
    snapshot !== null &&
    Reflect.get(snapshot, 'key') === 'pretraining'
  )
}

/** For who has no database. */
export const NO_PRETRAININGS: Pretrainings = {
  find: () => Promise.resolve(undefined),
  keep: () => Promise.resolve(),
}

/** In the browser's database. Where that fails, as in some private windows, nothing is kept. */
export const createBrowserPretrainings = (): Pretrainings => {
  const open = () => createStore('regimes-of-reuse', 'pretrainings')
  return {
    find: async (key) => {
      try {
        const found: unknown = await get(key, open())
        return isFinished(found) ? found : undefined
      } catch {
        return undefined
      }
    },
    keep: async (key, run) => {
      try {
        const store = open()
        if ((await keys(store)).length >= MOST_KEPT) await clear(store)
        await set(key, run, store)
      } catch {
        // The next visit pretrains again.
      }
    },
  }
}
