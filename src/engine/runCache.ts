/**
 * Finished networks by what they depend on. Moving a slider that only concerns finetuning then
 * trains only what is finetuned; moving it back trains nothing.
 */
import type { RunKey, RunSnapshot } from '../protocol/messages.ts'
import { anyTaskSettingsOf, type RunSpec } from '../protocol/spec.ts'
import { METHOD_RECIPES } from '../theory/methodRecipes.ts'
import { anyAuxiliaryKey } from '../theory/anyTasks.ts'
import type { EngineId } from './kernel.ts'

export interface FinishedRun {
  weights: Float64Array
  /** With the whole curve. */
  snapshot: RunSnapshot
}

export interface RunCache {
  get: (key: RunKey, spec: RunSpec, engine: EngineId) => FinishedRun | undefined
  set: (spec: RunSpec, engine: EngineId, run: FinishedRun) => void
}

const SIZE = 24

/** Every setting that changes pretrained weights. The overlap does not: see createTasks. */
export const pretrainingKey = (spec: RunSpec): string =>
  JSON.stringify([
    anyAuxiliaryKey(anyTaskSettingsOf(spec)),
    ...(spec.network === 'relu' ? [spec.hiddenWidth] : []),
    ...[spec.initScale, spec.initSpread, spec.initSeed],
    ...[spec.auxLearningRate, spec.stopLoss, spec.stepLimit],
  ])

/** Every setting that changes a network: what finetuning adds only where there is finetuning. */
const keyOf = (key: RunKey, spec: RunSpec, engine: EngineId): string => {
  if (key === 'pretraining') return `${engine} ${key} ${pretrainingKey(spec)}`
  const isPretrained = METHOD_RECIPES[key].startsFrom === 'pretraining'
  const ignored = isPretrained ? {} : { rescale: 0, readoutInit: 0, readoutTied: true }
  // Which other methods are trained beside it changes nothing.
  return `${engine} ${key} ${JSON.stringify({ ...spec, ...ignored, methods: [] })}`
}

/** Keeps the last few; the oldest is dropped first. */
export const createRunCache = (): RunCache => {
  const entries = new Map<string, FinishedRun>()
  return {
    get: (key, spec, engine) => entries.get(keyOf(key, spec, engine)),
    set: (spec, engine, run) => {
      const key = keyOf(run.snapshot.key, spec, engine)
      entries.delete(key)
      entries.set(key, run)
      const [oldest] = entries.keys()
      if (entries.size > SIZE && oldest !== undefined) entries.delete(oldest)
    },
  }
}
