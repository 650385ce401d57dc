import { describe, expect, it } from 'vitest'
import type { EndsJob } from '../../src/protocol/computing.ts'
import {
  startSettingsOf,
  taskSettingsOf,
  trainingSettingsOf,
  type RunSpec,
} from '../../src/protocol/spec.ts'
import { coefficients } from '../../src/theory/diagonalNetwork.ts'
import { vectorsOf } from '../../src/theory/exactPretraining.ts'
import { METHOD_IDS, METHOD_RECIPES, type MethodId } from '../../src/theory/methodRecipes.ts'
import { pretrain, startingWeights, trainMethod } from '../../src/theory/referenceTrainer.ts'
import { solveEndPoint } from '../../src/theory/solvers/endPoint.ts'
import { solveGroupLasso } from '../../src/theory/solvers/groupLasso.ts'
import { growthOf } from '../../src/theory/solvers/growth.ts'
import { solveLinearProbe } from '../../src/theory/solvers/linearProbe.ts'
import { createTasks } from '../../src/theory/tasks.ts'
import { createJobs } from '../../src/worker/compute/jobs.ts'
import { smallSpec } from './channel.ts'
import { distance, runJob } from './computing.ts'

const contextOf = (spec: RunSpec) => ({
  tasks: createTasks(taskSettingsOf(spec)),
  start: startSettingsOf(spec),
  settings: trainingSettingsOf(spec),
  reducesRows: true,
})
/** The end of one method, solved alone from weights that were pretrained by descent. */
const endAlone = (spec: RunSpec, method: MethodId): Float64Array => {
  const context = contextOf(spec)
  const recipe = METHOD_RECIPES[method]
  const weights = vectorsOf(startingWeights(recipe, context, pretrain(context).weights))
  return recipe.phases[0]?.trainFirstLayer
    ? solveEndPoint(context.tasks.main, weights).beta
    : solveLinearProbe(context.tasks.main, weights)
}
const jobOf = (spec: RunSpec, pretraining: EndsJob['pretraining'] = 'solved'): EndsJob => ({
  type: 'ends',
  spec,
  pretraining,
})

/** Newton's method ends at the rounding floor from any start: far below eight digits. */
const NEAR = 1e-8
const ALL = smallSpec({ methods: METHOD_IDS })
const EXACT = ['singleTask', 'finetune', 'singleTaskProbe', 'finetuneProbe'] as const

describe('the job ‘ends’', () => {
  it('answers every method that has an exact end, from pretraining by the rules of a run', () => {
    const { ends, task, stalled, leastSquares } = runJob(createJobs(), jobOf(ALL, 'trained'))
    expect(Object.keys(ends).sort()).toEqual([...EXACT].sort())
    for (const method of EXACT) {
      expect(distance(ends[method] ?? [], endAlone(ALL, method)), method).toBeLessThan(NEAR)
    }
    expect({ stalled, leastSquares }).toEqual({ stalled: [], leastSquares: [] })
    const { inputDim: featureCount, groups, auxTeacher, mainTeacher } = contextOf(ALL).tasks
    expect(task).toEqual({ featureCount, groups, auxTeacher, mainTeacher })
  })

  it('solved pretraining ends at the teacher where the rows determine it', () => {
    const { pretrained, task, ends } = runJob(createJobs(), jobOf(ALL))
    // β = A e^z − B e^−z at the z of the teacher: rounding of one exponential.
    expect(distance(pretrained ?? [], task.auxTeacher)).toBeLessThan(1e-12)
    // Descent stops at a loss of 1e-5 here, so that the ends differ, by no more than its root.
    const trained = runJob(createJobs(), jobOf(ALL, 'trained'))
    const gap = distance(ends.finetune ?? [], trained.ends.finetune ?? [])
    expect(gap).toBeGreaterThan(0)
    expect(gap).toBeLessThan(0.05)
    expect(distance(ends.singleTask ?? [], trained.ends.singleTask ?? [])).toBeLessThan(NEAR)
  })

  it.each([{ auxSamples: 30 }, { labelNoise: 0.3 }])(
    'solved pretraining ends at the end point of the auxiliary rows otherwise: %j',
    (changes) => {
      const spec = smallSpec({ ...changes, methods: ['finetune'] })
      const { pretrained } = runJob(createJobs(), jobOf(spec))
      const { tasks } = contextOf(spec)
      const fresh = new Float64Array(spec.inputDim).fill(spec.initScale)
      const start = { wPlus: fresh, wMinus: fresh, vPlus: fresh, vMinus: fresh }
      expect(distance(pretrained ?? [], solveEndPoint(tasks.aux, start).beta)).toBeLessThan(NEAR)
      expect(distance(pretrained ?? [], tasks.auxTeacher)).toBeGreaterThan(0.01)
    },
  )

  it('ends where training with small steps ends', () => {
    const spec = smallSpec({
      ...{ methods: METHOD_IDS, learningRate: 0.01, stopLoss: 1e-12, stepLimit: 100_000 },
      initScale: 0.1,
    })
    const { ends } = runJob(createJobs(), jobOf(spec, 'trained'))
    const context = contextOf(spec)
    const pretrained = pretrain(context).weights
    for (const method of EXACT) {
      const { beta } = trainMethod(method, context, pretrained)
      // The step of 0.01 moves an end by a few times that much of a teacher's entry, 0.6, at most.
      expect(distance(ends[method] ?? [], beta), method).toBeLessThan(0.02)
    }
  })

  it('names the methods whose rows contradict each other', () => {
    const spec = smallSpec({ methods: METHOD_IDS, mainSamples: 80, labelNoise: 0.5 })
    const { leastSquares, ends } = runJob(createJobs(), jobOf(spec))
    expect([...leastSquares].sort()).toEqual([...EXACT].sort())
    // 80 rows determine the least squares of 50 features: all methods end there.
    for (const method of EXACT) {
      expect(distance(ends[method] ?? [], ends.singleTask ?? []), method).toBeLessThan(1e-6)
    }
  })

  it('tells what the potential bends at: ½c²|β_aux| on pretrained features, from γ → 0', () => {
    const spec = smallSpec({ readoutTied: false, readoutInit: 1e-9, rescale: 0.3 })
    const { bends, pretrained, task } = runJob(createJobs(), jobOf(spec))
    expect(Object.keys(bends).sort()).toEqual(['finetune', 'singleTask'])
    for (const feature of [...task.groups.auxOnly, ...task.groups.shared]) {
      // w grows from α with wv = β: |w⁺² + w⁻²| is |β| up to terms of α²/|β|, 2e-3 here.
      const expected = 0.5 * 0.3 ** 2 * Math.abs(pretrained?.[feature] ?? NaN)
      expect(Math.abs((bends.finetune?.[feature] ?? NaN) / expected - 1)).toBeLessThan(0.02)
    }
    // A = B = α² where all weights are α, so s = 2α².
    for (const value of bends.singleTask ?? []) {
      expect(value).toBeCloseTo(2 * spec.initScale ** 2, 15)
    }
    const context = contextOf(spec)
    const growth = growthOf(vectorsOf(startingWeights(METHOD_RECIPES.singleTask, context)))
    expect(bends.singleTask).toEqual(
      growth.plus.map((value, d) => 2 * Math.sqrt(value) * Math.sqrt(growth.minus[d] ?? 0)),
    )
  })

  it('gives the smallest group norm beside what pretraining left, for multi-task learning', () => {
    const spec = smallSpec()
    const { smallestGroupNorm, groupNormAux, pretrained } = runJob(
      createJobs(),
      jobOf(spec, 'trained'),
    )
    const context = contextOf(spec)
    const aux = coefficients(pretrain(context).weights, spec.inputDim, 0)
    expect(groupNormAux).toEqual(aux)
    expect(pretrained).toEqual(aux)
    expect(smallestGroupNorm).toEqual(solveGroupLasso(context.tasks.main, aux))
    const without = runJob(createJobs(), jobOf(smallSpec({ methods: ['singleTask'] })))
    expect(without).toMatchObject({
      ...{ pretrained: null, smallestGroupNorm: null, groupNormAux: null },
    })
    const alone = runJob(createJobs(), jobOf(smallSpec({ methods: ['multiTask'] })))
    expect(alone).toMatchObject({ pretrained: null, ends: {} })
    expect(alone.smallestGroupNorm).not.toBeNull()
  })

  it('what was asked before changes an end by rounding only', () => {
    const jobs = createJobs()
    for (const rescale of [10, 1, 0.1]) runJob(jobs, jobOf(smallSpec({ rescale })))
    runJob(jobs, jobOf(smallSpec({ overlap: 0 })))
    const spec = smallSpec({ rescale: 0.05 })
    const warm = runJob(jobs, jobOf(spec))
    const cold = runJob(createJobs(), jobOf(spec))
    for (const method of ['singleTask', 'finetune'] as const) {
      expect(distance(warm.ends[method] ?? [], cold.ends[method] ?? [])).toBeLessThan(NEAR)
    }
    expect(warm.smallestGroupNorm).toEqual(cold.smallestGroupNorm)
  })

  it('gives nothing away that it still needs', () => {
    const jobs = createJobs()
    const first = runJob(jobs, jobOf(ALL))
    const copy = structuredClone(first)
    for (const values of [first.task.mainTeacher, first.smallestGroupNorm, first.pretrained]) {
      values?.fill(NaN)
    }
    first.groupNormAux?.fill(NaN)
    const { smallestGroupNorm, task, pretrained, groupNormAux } = runJob(jobs, jobOf(ALL))
    expect({ smallestGroupNorm, task, pretrained, groupNormAux }).toEqual({
      smallestGroupNorm: copy.smallestGroupNorm,
      task: copy.task,
      pretrained: copy.pretrained,
      groupNormAux: copy.groupNormAux,
    })
  })
})
