import { describe, expect, it } from 'vitest'
import { METHOD_IDS } from '../../src/theory/methodRecipes.ts'
import { pretrain, trainMethod } from '../../src/theory/referenceTrainer.ts'
import { startSettingsOf, taskSettingsOf, trainingSettingsOf } from '../../src/protocol/spec.ts'
import { createTasks } from '../../src/theory/tasks.ts'
import { createJobs } from '../../src/worker/compute/jobs.ts'
import { smallSpec } from './channel.ts'
import { distance, runJob } from './computing.ts'

const EXACT = ['singleTask', 'finetune', 'singleTaskProbe', 'finetuneProbe'] as const
const SPEC = smallSpec({ methods: METHOD_IDS, learningRate: 0.02, stepLimit: 1_000_000 })

describe('the job ‘trajectory’', () => {
  const { steps, paths, task } = runJob(createJobs(), {
    type: 'trajectory',
    spec: SPEC,
    pretraining: 'trained',
  })
  const betaAt = (method: (typeof EXACT)[number], point: number): Float64Array =>
    paths[method]?.betas.slice(point * SPEC.inputDim, (point + 1) * SPEC.inputDim) ??
    new Float64Array(0)

  /** Between two points of the grid: on a straight line over log(steps). */
  const lossAt = (
    method: (typeof EXACT)[number],
    quantity: 'trainingLoss' | 'generalizationLoss',
    step: number,
  ): number => {
    const losses = paths[method]?.[quantity]
    const place = 1 + 32 * Math.log10(step)
    const point = Math.floor(place)
    const [before = NaN, after = NaN] = [losses?.[point], losses?.[point + 1]]
    return before + (place - point) * (after - before)
  }

  it('looks at 0 and at 32 steps in each decade from 1 to a million', () => {
    expect(steps).toHaveLength(1 + 6 * 32 + 1)
    expect(Array.from(steps.slice(0, 2))).toEqual([0, 1])
    expect(steps[33]).toBeCloseTo(10, 12)
    expect(steps.at(-1)).toBeCloseTo(1_000_000, 6)
    expect(Object.keys(paths).sort()).toEqual([...EXACT].sort())
    for (const method of EXACT) expect(paths[method]?.trainingLoss).toHaveLength(steps.length)
  })

  it('leads to the exact end points', () => {
    const { ends } = runJob(createJobs(), { type: 'ends', spec: SPEC, pretraining: 'trained' })
    for (const method of EXACT) {
      // 20,000 units of time later; the integrator is right to about 1e-6 of the largest entry.
      expect(distance(betaAt(method, steps.length - 1), ends[method] ?? []), method).toBeLessThan(
        1e-4,
      )
    }
  })

  it('is where descent is after as many steps, its losses relative to the zero function’s', () => {
    const context = {
      tasks: createTasks(taskSettingsOf(SPEC)),
      start: startSettingsOf(SPEC),
      settings: trainingSettingsOf(SPEC),
      reducesRows: true,
    }
    const pretrained = pretrain(context).weights
    for (const method of EXACT) {
      const { run } = trainMethod(method, context, pretrained)
      for (const { step, ...losses } of run.observations.filter(({ step }) => step >= 100)) {
        // Descent with η = 0.02 is ahead of the flow or behind it by at most a few percent.
        for (const quantity of ['trainingLoss', 'generalizationLoss'] as const) {
          const gap = lossAt(method, quantity, step) - losses[quantity]
          expect(Math.abs(gap), `${method} ${quantity} ${step}`).toBeLessThan(0.05)
        }
      }
      expect(run.step, method).toBeGreaterThan(1000)
    }
  })

  it('starts at β⁰, with the losses of that', () => {
    for (const method of ['singleTask', 'singleTaskProbe'] as const) {
      // All weights are α, so β⁰ = 0.
      expect(distance(betaAt(method, 0), new Float64Array(SPEC.inputDim))).toBe(0)
      expect(paths[method]?.generalizationLoss[0]).toBeCloseTo(1, 12)
    }
    expect(task.mainTeacher).toHaveLength(SPEC.inputDim)
  })
})
