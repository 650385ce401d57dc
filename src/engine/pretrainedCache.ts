/**
 * Pretrained networks by what they depend on. Moving a slider that only concerns finetuning then
 * starts with finetuning at once.
 */
import type { RunSpec } from '../protocol/spec.ts'
import type { RunSnapshot } from '../protocol/messages.ts'
import type { EngineId } from './kernel.ts'

export interface Pretrained {
  /** Shape 4 × D. */
  weights: Float64Array
  /** With the whole curve. */
  snapshot: RunSnapshot
}

const SIZE = 8

/** Every setting that changes the pretrained weights. The overlap does not: see createTasks. */
const keyOf = (spec: RunSpec, engine: EngineId): string =>
  JSON.stringify([
    engine,
    ...[spec.inputDim, spec.auxActive, spec.auxSamples, spec.labelNoise, spec.dataSeed],
    ...[spec.initScale, spec.initSpread, spec.initSeed],
    ...[spec.auxLearningRate, spec.stopLoss, spec.stepLimit],
  ])

export interface PretrainedCache {
  get(spec: RunSpec, engine: EngineId): Pretrained | undefined
  set(spec: RunSpec, engine: EngineId, pretrained: Pretrained): void
}

/** Keeps the last few; the oldest is dropped first. */
export const createPretrainedCache = (): PretrainedCache => {
  const entries = new Map<string, Pretrained>()
  return {
    get: (spec, engine) => entries.get(keyOf(spec, engine)),
    set: (spec, engine, pretrained) => {
      const key = keyOf(spec, engine)
      entries.delete(key)
      entries.set(key, pretrained)
      const [oldest] = entries.keys()
      if (entries.size > SIZE && oldest !== undefined) entries.delete(oldest)
    },
  }
}
