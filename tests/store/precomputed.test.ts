import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { computeLandingRun } from '../../scripts/landingRun.ts'
import { DEFAULT_SPEC } from '../../src/protocol/spec.ts'
import { findPrecomputed } from '../../src/store/precomputed.ts'
import { createTrainingStore } from '../../src/store/training.ts'

describe('landingRun.json', () => {
  it('is exactly what training the default state gives now', () => {
    const stored = readFileSync(new URL('../../src/store/landingRun.json', import.meta.url), 'utf8')
    expect(stored).toBe(`${JSON.stringify(computeLandingRun())}\n`)
  }, 60_000)
})

describe('findPrecomputed(spec)', () => {
  it('knows the default state and no other', () => {
    expect(findPrecomputed({ ...DEFAULT_SPEC, dataSeed: 2 })).toBeNull()
    expect(findPrecomputed({ ...DEFAULT_SPEC, methods: ['finetune'] })).toBeNull()
    expect(findPrecomputed({ ...DEFAULT_SPEC })).not.toBeNull()
  })

  it('gives reports that show a finished run of every method', () => {
    const store = createTrainingStore()
    findPrecomputed(DEFAULT_SPEC)?.forEach(store.receive)
    const { phase, networks, curves, task, clock } = store.getState()
    expect(phase).toBe('finished')
    expect(task?.featureCount).toBe(DEFAULT_SPEC.inputDim)
    const keys = ['pretraining', ...DEFAULT_SPEC.methods].sort()
    expect(Object.keys(networks).sort()).toEqual(keys)
    for (const { key, beta, step, status, trainingLoss } of Object.values(networks)) {
      expect(beta).toBeInstanceOf(Float64Array)
      expect(beta).toHaveLength(DEFAULT_SPEC.inputDim)
      expect(status).toBe('converged')
      // Multi-task learning stops at a mean over the rows of both tasks.
      if (key !== 'multiTask') expect(trainingLoss).toBeLessThanOrEqual(DEFAULT_SPEC.stopLoss)
      const curve = curves.get(key)
      expect(curve?.step[curve.length - 1]).toBe(step)
    }
    const mainSteps = DEFAULT_SPEC.methods.map((method) => networks[method]?.step ?? NaN)
    expect(clock).toEqual({ stage: 'main', step: Math.max(...mainSteps) })
  })

  it('gives fresh arrays each time, so that no page can change the next one’s', () => {
    const [one, other] = [findPrecomputed(DEFAULT_SPEC), findPrecomputed(DEFAULT_SPEC)]
    expect(one).toEqual(other)
    expect(one?.[0]).not.toBe(other?.[0])
  })
})
