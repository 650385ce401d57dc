import { describe, expect, it } from 'vitest'
import type { FinishedRun } from '../../src/engine/runCache.ts'
import { DEFAULT_SPECS, type RunSpec } from '../../src/protocol/spec.ts'
import { pretrainingPlace, type Pretrainings } from '../../src/worker/pretrainings.ts'
import { isEnd, isSnapshot, openLine, startCommand } from './channel.ts'

const SPEC: RunSpec = {
  ...DEFAULT_SPECS.relu,
  ...{ inputDim: 6, auxActive: 2, hiddenWidth: 50, auxSamples: 60, mainSamples: 12 },
  ...{ stopLoss: 1e-2, stepLimit: 400, methods: ['finetune'] },
}

const createShelf = (): Pretrainings & { kept: Map<string, FinishedRun> } => {
  const kept = new Map<string, FinishedRun>()
  return {
    kept,
    find: (key) => Promise.resolve(kept.get(key)),
    keep: (key, run) => Promise.resolve(void kept.set(key, structuredClone(run))),
  }
}

/** The finetuned network at its end, and whether pretraining was seen step by step. */
const visit = async (pretrainings: Pretrainings, spec: RunSpec) => {
  const line = openLine({ pretrainings })
  try {
    line.send(startCommand({ spec }))
    const end = await line.until(isEnd)
    const clocks = line.reports.filter(isSnapshot).map(({ snapshot }) => snapshot.clock.stage)
    const finetuned = end.snapshot.runs.find(({ key }) => key === 'finetune')
    return { beta: Array.from(finetuned?.beta ?? []), pretrains: clocks.includes('pretraining') }
  } finally {
    line.close()
  }
}

describe('pretrained networks of earlier visits', () => {
  it('are found again, and lead to the same numbers', async () => {
    const shelf = createShelf()
    const first = await visit(shelf, SPEC)
    expect(first.beta.length).toBeGreaterThan(0)
    expect(shelf.kept.size).toBe(1)
    const second = await visit(shelf, SPEC)
    expect(second).toEqual({ beta: first.beta, pretrains: false })
  })

  it('are kept apart by what they depend on, not by what comes after', () => {
    const place = (changes: Partial<RunSpec>): string =>
      pretrainingPlace({ ...SPEC, ...changes }, { engine: 'wasm', isExact: true })
    expect(place({ rescale: 0.1, mainSamples: 5, featureCorrelation: 0.5 })).toBe(place({}))
    for (const other of [
      { hiddenWidth: 60 },
      { dataSeed: 2 },
      { initSeed: 2 },
      { auxSamples: 9 },
    ]) {
      expect(place(other)).not.toBe(place({}))
    }
    const fast = pretrainingPlace(SPEC, { engine: 'wasm', isExact: false })
    expect(fast).not.toBe(place({}))
  })
})
