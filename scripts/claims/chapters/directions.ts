/**
 * What chapter 6 claims. Errors that the captions of presets claim too are judged with these
 * (scripts/claims/reluClaims.ts); a test compares what both say.
 */
import { WEAKER } from '../../../src/chapters/directions/settings.ts'
import { CHAPTERS } from '../../../src/protocol/chapters.ts'
import {
  explicitMultiTaskPenalty,
  explicitPenalty,
} from '../../../src/theory/relu/explicitPenalty.ts'
import { largest, least, median, medianRatio, once, share } from '../checks.ts'
import type { Check, Claim, Measure } from '../claim.ts'
import { reluFacts, type ReluFacts } from '../reluFacts.ts'

const ANGLE = (Math.acos(CHAPTERS.directions.spec.featureCorrelation) * 180) / Math.PI

const tilted = (rescale: number): Measure<ReluFacts> =>
  reluFacts('tilted', { method: 'finetune', changes: { rescale } })
const weaker = (rescale: number): Measure<ReluFacts> =>
  reluFacts('weak', { method: 'finetune', changes: { ...WEAKER, rescale } })
const weakerAlone = reluFacts('weak', { method: 'singleTask', changes: WEAKER })

const pays = (correlation: number): number =>
  explicitMultiTaskPenalty({ beta: 0.4, betaAux: 0.4, correlation }).penalty

const sharedShares: Check[] = [0.1, 1, 10].flatMap((rescale) => {
  const part: Measure<number> = (seed, lab) => {
    const { shared, after } = tilted(rescale)(seed, lab)
    return shared / after
  }
  const words = `effective number of shared dimensions over the participation ratio after, c = ${rescale}`
  return [
    share(`${words}: at least 0.75`, (seed, lab) => part(seed, lab) >= 0.75, { atLeast: 0.95 }),
    median(words, part, { atLeast: 0.9 }),
  ]
})

const TRAINED: readonly Claim[] = [
  {
    sentence:
      'At c = 1 finetuning turns the units it needs by 26°, which is all the way from the old directions to the new ones.',
    checks: [
      // In one of 96 draws a unit that is needed is never found.
      share(
        'mean angle by which units turn, by strength, within 1.5° of that between directions',
        (seed, lab) => Math.abs(tilted(1)(seed, lab).angle - ANGLE) <= 1.5,
        { atLeast: 0.95 },
      ),
      median(
        'alignment with the new directions, c = 1',
        (seed, lab) => tilted(1)(seed, lab).alignment,
        { atLeast: 0.98 },
      ),
      share(
        'alignment with the new directions at least 0.95, c = 1',
        (seed, lab) => tilted(1)(seed, lab).alignment >= 0.95,
        { atLeast: 0.95 },
      ),
    ],
  },
  {
    sentence: 'With ten times larger weights the units hardly turn',
    checks: [
      largest('the same angle, c = 10', (seed, lab) => tilted(10)(seed, lab).angle, {
        atMost: ANGLE / 3,
      }),
      median(
        'alignment with the new directions, c = 10',
        (s, lab) => tilted(10)(s, lab).alignment,
        {
          atMost: 0.95,
        },
      ),
    ],
  },
  {
    sentence:
      'Make it a hundred times weaker, and at c = 1 pretraining gains nothing at all: finetuning ends where training from scratch does. At c = 0.1 it ends more than five times lower.',
    checks: [
      medianRatio(
        'error, STL over c = 1',
        (seed, lab) => [weakerAlone(seed, lab).error, weaker(1)(seed, lab).error],
        { atLeast: 0.4, atMost: 1.4 },
      ),
      medianRatio(
        'error, c = 1 over c = 0.1',
        (seed, lab) => [weaker(1)(seed, lab).error, weaker(0.1)(seed, lab).error],
        { atLeast: 5 },
      ),
      share(
        'c = 0.1 below c = 1',
        (seed, lab) => weaker(0.1)(seed, lab).error < weaker(1)(seed, lab).error,
        { atLeast: 0.9 },
      ),
    ],
  },
  {
    sentence: 'Here the count falls as c falls',
    checks: [
      least(
        'participation ratio after over before, c = 10',
        (seed, lab) => {
          const { after, before } = tilted(10)(seed, lab)
          return after / before
        },
        { atLeast: 0.9 },
      ),
      share(
        'participation ratio falls from c = 10 to 1, and by 0.3 more to 0.1',
        (seed, lab) => {
          const [large = NaN, middle = NaN, small = NaN] = [10, 1, 0.1].map(
            (rescale) => tilted(rescale)(seed, lab).after,
          )
          return middle < large && small < middle - 0.3
        },
        { atLeast: 0.95 },
      ),
    ],
  },
  {
    sentence: 'the dimensions that remain are largely shared with those before',
    checks: sharedShares,
  },
]

export const DIRECTIONS_CLAIMS: readonly Claim[] = [
  ...TRAINED,
  {
    sentence: 'a near direction of comparable strength still costs less than a fresh one',
    checks: [
      once(
        'largest price over that of a fresh unit, half to twice the old strength, at a cosine of 0.9',
        () =>
          Math.max(
            ...[0.5, 1, 2].map(
              (beta) =>
                explicitPenalty({ beta, betaAux: 1, correlation: 0.9 }).penalty / (2 * beta),
            ),
          ),
        { atMost: 0.99 },
      ),
    ],
  },
  {
    sentence: 'for a unit along the old direction, and the full',
    checks: [
      once(
        'price along the old direction over (√2 − 1)β',
        () => pays(1) / (0.4 * (Math.SQRT2 - 1)),
        {
          atLeast: 1 - 1e-12,
          atMost: 1 + 1e-12,
        },
      ),
      once('price of one that is only near, over β', () => pays(0.999) / 0.4, {
        atLeast: 1 - 1e-12,
        atMost: 1 + 1e-12,
      }),
    ],
  },
]
