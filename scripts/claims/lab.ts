/** What claims are measured with. */
import type { RunSpec } from '../../src/protocol/spec.ts'
import { openTrainer } from '../openTrainer.ts'
import type { PreparedRuns } from '../../src/worker/compute/trained/preparedRuns.ts'

/** Numbers of trained networks by what they depend on. */
export interface Memory {
  get: (key: string) => readonly number[] | undefined
  set: (key: string, numbers: readonly number[]) => unknown
}

export interface Lab {
  /** Trains ReLU networks. */
  runs: PreparedRuns
  /** What of the settings of ReLU networks is different, so that tests take less time. */
  reduced: Partial<RunSpec>
  /** The numbers that `measure` gives; measured once for each key, which has to name all settings. */
  remember: (key: string, measure: () => readonly number[]) => readonly number[]
}

/** Smaller ReLU networks, on fewer rows and with fewer steps: about a tenth of the time. */
export const REDUCED: Partial<RunSpec> = { hiddenWidth: 60, auxSamples: 640, stepLimit: 12_000 }

export const createLab = ({
  reduced = {},
  memory = new Map<string, readonly number[]>(),
}: { reduced?: Partial<RunSpec>; memory?: Memory } = {}): Lab => ({
  runs: openTrainer(),
  reduced,
  remember: (key, measure) => {
    const found = memory.get(key)
    if (found !== undefined) return found
    const numbers = measure()
    memory.set(key, numbers)
    return numbers
  },
})
