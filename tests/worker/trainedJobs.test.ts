import { describe, expect, it } from 'vitest'
import type { JobResults, SweepJob } from '../../src/protocol/computing.ts'
import { DEFAULT_SPECS, type RunSpec } from '../../src/protocol/spec.ts'
import { anyTaskSettingsOf, startSettingsOf, trainingSettingsOf } from '../../src/protocol/spec.ts'
import { createAnyTasks } from '../../src/theory/anyTasks.ts'
import { networkOf } from '../../src/theory/networks.ts'
import { pretrain, trainMethod } from '../../src/theory/referenceTrainer.ts'
import { finish } from '../../src/theory/sliced.ts'
import { createJobs } from '../../src/worker/compute/jobs.ts'

const SPEC: RunSpec = {
  ...DEFAULT_SPECS.relu,
  ...{ inputDim: 6, auxActive: 2, hiddenWidth: 50, auxSamples: 60, mainSamples: 12 },
  ...{ stopLoss: 1e-3, stepLimit: 300 },
}

const ignore = (): void => undefined

const contextOf = (spec: RunSpec) => ({
  tasks: createAnyTasks(anyTaskSettingsOf(spec)),
  start: startSettingsOf(spec),
  settings: trainingSettingsOf(spec),
})

describe('jobs of networks whose ends must be trained', () => {
  it('describe the task, and claim no exact end', () => {
    const jobs = createJobs()
    const job = { type: 'ends', spec: SPEC, pretraining: 'solved' } as const
    const result = finish(jobs(job, ignore)) as JobResults['ends']
    expect(result.task).toEqual(networkOf(createAnyTasks(anyTaskSettingsOf(SPEC))).describeTask())
    expect(result.ends).toEqual({})
  })

  it('sweep where the reference ends, point by point', () => {
    const points = [{ rescale: 0.5 }, { rescale: 2, dataSeed: 3 }]
    const measures = ['finetuneError', 'finetuneBest', 'singleTaskError', 'multiTaskError'] as const
    const job: SweepJob = { type: 'sweep', spec: SPEC, points, measures }
    const { values } = finish(createJobs()(job, ignore)) as JobResults['sweep']
    const expected = points.flatMap((point) => {
      const context = contextOf({ ...SPEC, ...point })
      const pretrained = pretrain(context).weights
      const errors = (method: 'finetune' | 'singleTask' | 'multiTask') => {
        const { run } = trainMethod(method, context, pretrained)
        return [run.observations.at(-1)?.generalizationLoss, run.bestGeneralizationLoss]
      }
      return [...errors('finetune'), errors('singleTask')[0], errors('multiTask')[0]]
    })
    expect(Array.from(values)).toEqual(expected)
  })

  it('fit linear models that are between knowing nothing and the truth', () => {
    const shares: number[] = []
    const job = { type: 'lazy', spec: { ...SPEC, mainSamples: 40 } } as const
    const result = finish(createJobs()(job, (share) => shares.push(share))) as JobResults['lazy']
    const { probe, tangent, freshProbe, freshTangent } = result
    for (const end of [probe, tangent, freshProbe, freshTangent]) {
      expect(end?.error).toBeGreaterThan(0)
      // Chosen by validation rows, ridge regression does not end far above the zero function.
      expect(end?.error).toBeLessThan(1.2)
    }
    expect(shares).toEqual([0.25, 0.5, 0.75])
  })

  it('count the dimensions of hidden units', () => {
    // Three units along one axis and one along another: one and two directions.
    const one = { inputDim: 2, weights: Float64Array.of(1, 0, 2, 0, 1, 0, 1, 1, 1) }
    const two = { inputDim: 2, weights: Float64Array.of(1, 0, 2, 0, 0, 1, 1, 1, 1) }
    const networks = [
      { key: 'finetune', units: one },
      { key: 'singleTask', units: two },
    ] as const
    const job = { type: 'structure', spec: SPEC, networks, base: one } as const
    const result = finish(createJobs()(job, ignore)) as JobResults['structure']
    // All activations are multiples of one: C has rank 1.
    expect(result.networks.finetune?.participationRatio).toBeCloseTo(1, 12)
    expect(result.networks.finetune?.sharedDimensions).toBeCloseTo(1, 12)
    expect(result.networks.finetune?.inertia[0]).toBeCloseTo(0, 12)
    expect(result.networks.singleTask?.participationRatio).toBeGreaterThan(1)
    expect(result.networks.singleTask?.inertia[1]).toBeCloseTo(0, 12)
    expect(result.base?.sharedDimensions).toBeNull()
  })
})
