import { describe, expect, it } from 'vitest'
import { MEASURES, type Measure, type SweepPoint } from '../../src/protocol/computing.ts'
import type { RunSpec } from '../../src/protocol/spec.ts'
import { METHOD_IDS } from '../../src/theory/methodRecipes.ts'
import {
  effectiveFeatures,
  groupShares,
  relativeGeneralizationLoss,
} from '../../src/theory/metrics.ts'
import { finetunePenalty } from '../../src/theory/solvers/penalties.ts'
import { createJobs } from '../../src/worker/compute/jobs.ts'
import { readProtocol } from '../../scripts/cli/sweepProtocol.ts'
import { createRunner } from '../../scripts/cli/sweepRun.ts'
import { smallSpec } from './channel.ts'
import { runJob, silent, sweep } from './computing.ts'

const POINTS: readonly SweepPoint[] = [
  ...[0.01, 0.1, 1, 10].map((rescale) => ({ rescale })),
  { overlap: 1, rescale: 0.1 },
  { initScale: 0.1, mainSamples: 9 },
]
const SPEC = smallSpec({ methods: METHOD_IDS })

const numbers = (spec: RunSpec, measures: readonly Measure[], points = POINTS): number[][] =>
  sweep(createJobs(), spec, { points, measures })

/** Newton's method ends at the rounding floor from any start: far below eight digits. */
const expectNear = (actual: number | undefined, expected: number): void => {
  expect(Math.abs((actual ?? NaN) - expected)).toBeLessThanOrEqual(1e-8 * expected + 1e-14)
}

describe('the job ‘sweep’', () => {
  it('gives the errors of the command line’s sweep, final and best', () => {
    const measures = [
      ...(['finetuneError', 'finetuneBest'] as const),
      ...(['singleTaskError', 'singleTaskBest'] as const),
      ...(['multiTaskError', 'multiTaskBest'] as const),
    ]
    const values = numbers(SPEC, measures)
    const run = createRunner()
    for (const [at, point] of POINTS.entries()) {
      const spec = { ...SPEC, ...point }
      const row = (['finetune', 'singleTask', 'multiTask'] as const).flatMap((method) => {
        const { relativeFinalLoss, relativeBestLoss } = run({
          spec,
          method,
          protocol: readProtocol({}),
        })
        return [relativeFinalLoss, relativeBestLoss]
      })
      // The command line starts each from rows where they determine the teacher: to rounding.
      row.forEach((expected, index) => {
        const gap = Math.abs((values[at]?.[index] ?? NaN) - (expected ?? NaN))
        expect(gap, `${measures[index] ?? ''} ${JSON.stringify(point)}`).toBeLessThan(1e-7)
      })
    }
  })

  it('measures the β of the job ‘ends’', () => {
    const measures = [
      ...(['finetuneError', 'groupNormError', 'effectiveFeatures'] as const),
      ...(['reuse', 'keptShare', 'order'] as const),
    ]
    const values = numbers(SPEC, measures)
    for (const [at, point] of POINTS.entries()) {
      const spec = { ...SPEC, ...point }
      const { ends, bends, task, smallestGroupNorm } = runJob(createJobs(), {
        ...{ type: 'ends', spec, pretraining: 'solved' },
      })
      const beta = ends.finetune ?? new Float64Array(0)
      const shares = groupShares(beta, task.groups)
      const pretrained = [...task.groups.auxOnly, ...task.groups.shared]
      const largest = Math.max(...beta.map(Math.abs))
      const kept = pretrained.filter((d) => Math.abs(beta[d] ?? 0) > largest / 100)
      const [error, groupNorm, features, reuse, keptShare, order] = values[at] ?? []
      expectNear(error, relativeGeneralizationLoss(beta, task.mainTeacher))
      expectNear(groupNorm, relativeGeneralizationLoss(smallestGroupNorm ?? [], task.mainTeacher))
      expectNear(features, effectiveFeatures(beta))
      expectNear(reuse, shares.auxOnly + shares.shared)
      expect(keptShare).toBe(kept.length / pretrained.length)
      // ∂log Σq/∂log(scale of β), by a central difference: right to the square of its width.
      const width = 1e-4
      const penaltyAt = (scale: number): number =>
        beta.reduce(
          (sum, value, d) =>
            sum + finetunePenalty(scale * value, bends.finetune?.[d] ?? NaN).penalty,
          0,
        )
      const slope = Math.log(penaltyAt(1 + width) / penaltyAt(1 - width)) / (2 * width)
      expect(Math.abs((order ?? NaN) - slope)).toBeLessThan(1e-6)
    }
  })

  it('order falls from nearly 2 to nearly 1 as c falls: from lazy to sparse', () => {
    const points = [10, 0.3, 1e-3].map((rescale) => ({ rescale }))
    const orders = numbers({ ...SPEC, initScale: 1e-3 }, ['order'], points).flat()
    const [lazy = NaN, between = NaN, sparse = NaN] = orders
    expect(lazy).toBeGreaterThan(1.9)
    expect(between).toBeLessThan(lazy)
    expect(sparse).toBeLessThan(between)
    expect(sparse).toBeLessThan(1.2)
    expect(Math.min(...orders)).toBeGreaterThanOrEqual(1)
    expect(Math.max(...orders)).toBeLessThanOrEqual(2)
  })

  it('same job, same bits: whatever was asked before, and whatever is computed in between', () => {
    const measures = MEASURES.filter((measure) => !measure.startsWith('multiTask'))
    const job = { type: 'sweep', spec: SPEC, points: POINTS, measures } as const
    const expected = runJob(createJobs(), job).values
    const jobs = createJobs()
    runJob(jobs, { ...job, spec: smallSpec({ dataSeed: 5 }) })
    runJob(jobs, { ...job, points: [...POINTS].reverse() })
    runJob(jobs, { type: 'ends', spec: SPEC, pretraining: 'solved' })
    expect(runJob(jobs, job).values).toEqual(expected)
    // Two jobs in turns, as where one is more urgent than the other.
    const together = createJobs()
    const [one, other] = [
      together(job, silent),
      together({ ...job, points: [...POINTS].reverse() }, silent),
    ]
    for (;;) {
      other.next()
      const slice = one.next()
      if (!slice.done) continue
      expect(slice.value).toEqual({ values: expected })
      break
    }
  })

  it('says what is wrong with a point that cannot be', () => {
    const impossible = { spec: SPEC, points: [{ overlap: 40 }], measures: ['order'] as const }
    expect(() => runJob(createJobs(), { type: 'sweep', ...impossible })).toThrow('invalid overlap')
  })

  it('tells how far it is', () => {
    const shares: number[] = []
    const work = createJobs()(
      { type: 'sweep', spec: SPEC, points: POINTS.slice(0, 2), measures: ['order', 'reuse'] },
      (share) => shares.push(share),
    )
    while (!work.next().done);
    expect(shares).toEqual([0.25, 0.5, 0.75, 1])
  })
})
