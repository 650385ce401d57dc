/** What slides answer beyond the captions and claims that other tests check, over 24 data seeds. */
import { describe, expect, it } from 'vitest'
import { PRESETS } from '../../src/protocol/presets.ts'
import { DEFAULT_SPEC } from '../../src/protocol/spec.ts'
import { finetunePenalty } from '../../src/theory/solvers/penalties.ts'
import { finish } from '../../src/theory/sliced.ts'
import { createJobs } from '../../src/worker/compute/jobs.ts'

const SEEDS = Array.from({ length: 24 }, (_, index) => index + 1)

describe('the slides’ own answers', () => {
  it('map: when all is shared a large c is best, when nothing is a small one', () => {
    const jobs = createJobs()
    const spec = PRESETS.diagonal.find(({ id }) => id === 'half-shared')?.spec ?? DEFAULT_SPEC
    const { mainActive } = spec
    expect(mainActive).toBe(6)
    const factors = [0.001, 0.01, 0.1, 1, 10]
    const best = (dataSeed: number, overlap: number): number => {
      const points = factors.map((rescale) => ({ rescale, overlap }))
      const job = {
        type: 'sweep',
        spec: { ...spec, dataSeed },
        points,
        measures: ['finetuneError'],
      } as const
      const result = finish(jobs(job, () => undefined))
      const errors = 'values' in result ? [...result.values] : []
      return factors[errors.indexOf(Math.min(...errors))] ?? NaN
    }
    const [shared, foreign] = [mainActive, 0].map((overlap) =>
      SEEDS.map((seed) => best(seed, overlap)),
    )
    expect(shared?.filter((c) => c >= 1).length).toBeGreaterThanOrEqual(20)
    expect(foreign?.filter((c) => c <= 0.01).length).toBeGreaterThanOrEqual(20)
  })

  it('law: ℓ-order and feature dependence add up to 1, whatever the sizes', () => {
    // Feature dependence is measured anew, as a slope: the change of log q with log k.
    const slope = (beta: number, bend: number): number => {
      const step = 1e-5
      const log = (factor: number): number => Math.log(finetunePenalty(beta, bend * factor).penalty)
      return (log(1 + step) - log(1 - step)) / (Math.log1p(step) - Math.log1p(-step))
    }
    for (const beta of [1e-3, 0.1, 1, 10]) {
      for (const bend of [1e-4, 1e-2, 0.3, 2]) {
        // The difference of two nearly equal logarithms has about six digits.
        expect(finetunePenalty(beta, bend).order + slope(beta, bend)).toBeCloseTo(1, 4)
      }
    }
  })
})
