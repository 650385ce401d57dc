/** What slides answer beyond chapters' claims and captions. */
import { PRESETS } from '../../src/protocol/presets.ts'
import { finetunePenalty } from '../../src/theory/solvers/penalties.ts'
import { ofMedians, once, share } from './checks.ts'
import type { ClaimGroup } from './claim.ts'
import { exactEnd } from './measure.ts'

const FACTORS = [0.001, 0.01, 0.1, 1, 10]
const SHARED = 6

/** Errors at every factor, with six needed features and so many of them old. */
const errorsAt = (overlap: number, dataSeed: number): number[] => {
  const spec = PRESETS.diagonal.find(({ id }) => id === 'half-shared')?.spec
  if (spec?.mainActive !== SHARED) throw new RangeError('invalid claim: no such map')
  return FACTORS.map(
    (rescale) => exactEnd({ ...spec, overlap, rescale, dataSeed }, 'finetune').error,
  )
}
const bestOf = (errors: readonly number[]): number =>
  FACTORS[errors.indexOf(Math.min(...errors))] ?? NaN

/** Feature dependence measured anew, as a slope: the change of log q with log k. */
const slope = (beta: number, bend: number): number => {
  const step = 1e-5
  const log = (factor: number): number => Math.log(finetunePenalty(beta, bend * factor).penalty)
  return (log(1 + step) - log(1 - step)) / (Math.log1p(step) - Math.log1p(-step))
}

const furthest = (): number => {
  const sums = [1e-3, 0.1, 1, 10].flatMap((beta) =>
    [1e-4, 1e-2, 0.3, 2].map((bend) => finetunePenalty(beta, bend).order + slope(beta, bend)),
  )
  return Math.max(...sums.map((sum) => Math.abs(sum - 1)))
}

export const SLIDE_CLAIMS: readonly ClaimGroup[] = [
  {
    place: { kind: 'slide', id: 'map' },
    claims: [
      {
        sentence: 'When all is shared a large c is best, when nothing is a small one.',
        checks: [
          // The map shows medians.
          ofMedians(
            'all shared: factor of the least median error',
            { of: (seed) => errorsAt(SHARED, seed), value: bestOf },
            { atLeast: 10 },
          ),
          share('all shared: best c at least 1', (s) => bestOf(errorsAt(SHARED, s)) >= 1, {
            atLeast: 0.6,
          }),
          ofMedians(
            'nothing shared: factor of the least median error',
            { of: (seed) => errorsAt(0, seed), value: bestOf },
            { atMost: 0.01 },
          ),
          share('nothing shared: best c at most 0.01', (s) => bestOf(errorsAt(0, s)) <= 0.01, {
            atLeast: 0.9,
          }),
        ],
      },
    ],
  },
  {
    place: { kind: 'slide', id: 'law' },
    claims: [
      {
        sentence: 'ℓ-order and feature dependence add up to 1: reuse is paid for in sparsity.',
        checks: [
          // The difference of two nearly equal logarithms has about six digits.
          once('largest |ℓ-order + slope of log q over log k − 1|', furthest, { atMost: 5e-5 }),
        ],
      },
    ],
  },
]
