/**
 * What chapter 3 claims. Multi-task learning has no exact end, so networks are trained by the page's
 * kernel to its own stopping rule: at the settings on screen, and, where weight decay or many
 * auxiliary rows make that long, at a smaller size with the same proportions.
 */
import { CHAPTERS } from '../../../src/protocol/chapters.ts'
import type { RunSpec } from '../../../src/protocol/spec.ts'
import { relativeGeneralizationLoss } from '../../../src/theory/metrics.ts'
import { solveGroupLasso } from '../../../src/theory/solvers/groupLasso.ts'
import { multiTaskPenalty } from '../../../src/theory/solvers/penalties.ts'
import { holds, least, median, once, share } from '../checks.ts'
import type { Check, Claim, Measure } from '../claim.ts'
import { distanceOf, exactEnd, trainedEnd, type Outcome } from '../measure.ts'

const ON_SCREEN = CHAPTERS.together.spec
const SMALL: RunSpec = {
  ...ON_SCREEN,
  ...{ inputDim: 80, auxActive: 10, mainActive: 2, overlap: 2, auxSamples: 160, mainSamples: 10 },
  ...{ stopLoss: 1e-9, stepLimit: 20_000 },
}
const DISJOINT = { overlap: 0 }

const trained =
  (base: RunSpec, change: Partial<RunSpec> = {}): Measure<Outcome> =>
  (dataSeed, lab) =>
    trainedEnd({ ...base, ...change, dataSeed }, 'multiTask', lab)
const shared = trained(ON_SCREEN)
const disjoint = trained(ON_SCREEN, DISJOINT)

/** The same data, the main task alone. */
const alone = (dataSeed: number, change: Partial<RunSpec> = {}): Outcome =>
  exactEnd({ ...ON_SCREEN, ...change, dataSeed }, 'singleTask')

/** With at least as many auxiliary rows as features these fix the auxiliary coefficients. */
const smallestNorm = ({ tasks }: Outcome): Float64Array =>
  solveGroupLasso(tasks.main, tasks.auxTeacher)
const distance = (end: Outcome): number => distanceOf(end.beta, smallestNorm(end))
const smallestError = (end: Outcome): number =>
  relativeGeneralizationLoss(smallestNorm(end), end.tasks.mainTeacher)

const decayHelps = (overlap: number): Check =>
  share(
    `nearer with a decay of 1e-3 than without, small size, overlap ${overlap}`,
    (seed, lab) => {
      const [plain = NaN, decayed = NaN] = [0, 1e-3].map((weightDecay) =>
        distance(trained(SMALL, { overlap, weightDecay })(seed, lab)),
      )
      return decayed < plain
    },
    { atLeast: 0.9 },
  )

const TRAINED: readonly Claim[] = [
  {
    sentence:
      'the network leaves the unused features almost alone, and beats the same network trained on the main task alone',
    checks: [
      median('share on unused features', (seed, lab) => shared(seed, lab).shares.unused, {
        atMost: 0.03,
      }),
      median('the same, main task alone', (seed) => alone(seed).shares.unused, { atLeast: 0.5 }),
      share(
        'error below that of the main task alone',
        (seed, lab) => shared(seed, lab).error < alone(seed).error,
        { atLeast: 0.85 },
      ),
    ],
  },
  {
    sentence: 'Part of its weight stays on features that only the auxiliary task needs.',
    checks: [
      median('share on auxiliary-only features', (s, lab) => shared(s, lab).shares.auxOnly, {
        atLeast: 0.2,
      }),
    ],
  },
  {
    sentence:
      'It ends worse than training alone, and worse even than a network that always answers zero.',
    checks: [
      share(
        'overlap 0: error above that of the main task alone',
        (seed, lab) => disjoint(seed, lab).error > alone(seed, DISJOINT).error,
        { atLeast: 0.95 },
      ),
      share('overlap 0: error above 1', (seed, lab) => disjoint(seed, lab).error > 1, {
        atLeast: 0.95,
      }),
    ],
  },
  {
    sentence: 'the network still leans on auxiliary features',
    checks: [
      median('share on them, overlap 0', (seed, lab) => disjoint(seed, lab).shares.auxOnly, {
        atLeast: 0.7,
      }),
    ],
  },
  {
    sentence: 'Plain gradient descent does not end there.',
    checks: [
      least(
        'distance to the smallest group norm, with and without overlap, beside a teacher of norm 1',
        (seed, lab) => Math.min(distance(shared(seed, lab)), distance(disjoint(seed, lab))),
        { atLeast: 0.03 },
      ),
      median('the same, with overlap', (seed, lab) => distance(shared(seed, lab)), {
        atLeast: 0.15,
      }),
    ],
  },
  {
    sentence: 'Add a little weight decay, and descent ends closer to it.',
    checks: [2, 0].map(decayHelps),
  },
  {
    sentence: 'where the main task needs nothing new, plain descent reuses more, and that helps',
    checks: [
      median(
        'error over that of the smallest group norm',
        (seed, lab) => shared(seed, lab).error / smallestError(shared(seed, lab)),
        { atMost: 0.6 },
      ),
      share(
        'error below it',
        (seed, lab) => shared(seed, lab).error < smallestError(shared(seed, lab)),
        { atLeast: 0.75 },
      ),
    ],
  },
  {
    sentence: 'where the tasks share nothing, it harms',
    checks: [
      share(
        'overlap 0: error above that of the smallest group norm',
        (seed, lab) => disjoint(seed, lab).error > smallestError(disjoint(seed, lab)),
        { atLeast: 0.9 },
      ),
    ],
  },
  {
    sentence: 'where it ends changes with how the losses of the tasks are weighed',
    checks: [
      {
        ...median(
          'distance between ends with 160 and 640 auxiliary rows, which fix the same coefficients but weigh differently, small size',
          (seed, lab) => {
            const few = trained(SMALL, { auxSamples: 160 })(seed, lab)
            return distanceOf(few.beta, trained(SMALL, { auxSamples: 640 })(seed, lab).beta)
          },
          { atLeast: 0.01 },
        ),
        needsSeeds: 12,
      },
    ],
  },
]

export const TOGETHER_CLAIMS: readonly Claim[] = [
  ...TRAINED,
  {
    sentence: 'A new feature costs its full size from the first bit on.',
    checks: [
      once(
        'price over size of a small coefficient',
        () => multiTaskPenalty(1e-6, 0).penalty / 1e-6,
        {
          atLeast: 1 - 1e-12,
          atMost: 1 + 1e-12,
        },
      ),
    ],
  },
  {
    sentence: 'One that the auxiliary task already pays for is almost free at first.',
    checks: [
      once(
        'price over size of a small coefficient, beside an auxiliary one of the teacher’s',
        () => multiTaskPenalty(1e-3, 1 / Math.sqrt(20)).penalty / 1e-3,
        { atMost: 1 / 400 },
      ),
    ],
  },
  {
    sentence: 'The price then buys more of the old feature.',
    checks: [
      holds('a coefficient of 0.1, 1, 1.7 costs less beside an auxiliary one than alone', () =>
        [0.1, 1, 1.7].every(
          (size) => multiTaskPenalty(size, 1).penalty < multiTaskPenalty(size, 0).penalty,
        ),
      ),
    ],
  },
]
