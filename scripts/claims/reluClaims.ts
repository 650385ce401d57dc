/** Every claim of the captions of ReLU networks' presets (src/protocol/reluPresets.ts). */
import type { RunSpec } from '../../src/protocol/spec.ts'
import { medianRatio, share } from './checks.ts'
import type { Bound, Check, ClaimGroup } from './claim.ts'
import { reluFacts, type Condition } from './reluFacts.ts'

const scratch: Condition = { method: 'singleTask' }
const both: Condition = { method: 'multiTask' }
const at = (rescale: number, changes: Partial<RunSpec> = {}): Condition => ({
  method: 'finetune',
  changes: { rescale, ...changes },
})
const ALL_SIX = { mainActive: 6, overlap: 6 }

/** The median error of the higher one over that of the lower one. */
interface Comparison {
  lower: Condition
  higher: Condition
}

const errors =
  (preset: string, { lower, higher }: Comparison): Check['of'] =>
  (seed, lab) => [
    reluFacts(preset, higher)(seed, lab).error,
    reluFacts(preset, lower)(seed, lab).error,
  ]

const ratio = (preset: string, name: string, comparison: Comparison & Bound): Check => {
  const of = errors(preset, comparison)
  const { atLeast, atMost } = comparison
  return medianRatio(
    `error, ${name}`,
    (seed, lab) => {
      const [top = NaN, bottom = NaN] = of?.(seed, lab) ?? []
      return [top, bottom]
    },
    { ...(atLeast === undefined ? {} : { atLeast }), ...(atMost === undefined ? {} : { atMost }) },
  )
}

const wins = (
  preset: string,
  name: string,
  { lower, higher, atLeast }: Comparison & { atLeast: number },
): Check =>
  share(
    name,
    (seed, lab) =>
      reluFacts(preset, lower)(seed, lab).error < reluFacts(preset, higher)(seed, lab).error,
    { atLeast },
  )

/** `lower` ends at least so many times below `higher`, in most seeds. */
const below = (
  preset: string,
  [low, high]: readonly [low: string, high: string],
  comparison: Comparison & { atLeast: number; atMost?: number; share?: number },
): Check[] => [
  ratio(preset, `${high} over ${low}`, comparison),
  wins(preset, `${low} below ${high}`, { ...comparison, atLeast: comparison.share ?? 0.8 }),
]

/** Not further apart than a factor of 3, either way. */
const alike = (preset: string, name: string, comparison: Comparison): Check =>
  ratio(preset, name, { ...comparison, atLeast: 1 / 3, atMost: 3 })

const group = (id: string, sentence: string, checks: readonly Check[]): ClaimGroup => ({
  place: { kind: 'preset', network: 'relu', id },
  claims: [{ sentence, checks }],
})

const SAME_DIRECTIONS: readonly ClaimGroup[] = [
  group(
    'nested',
    'At c = 1 finetuning ends over ten times below training from scratch, at c = 0.1 hardly lower. Needing all six instead of one costs a factor of hundreds at c = 1, next to nothing at c = 10.',
    [
      ...below('nested', ['c = 1', 'STL'], { lower: at(1), higher: scratch, atLeast: 10 }),
      alike('nested', 'STL over c = 0.1', { lower: at(0.1), higher: scratch }),
      ...below('nested', ['one unit', 'six at c = 1'], {
        ...{ lower: at(1), higher: at(1, ALL_SIX), atLeast: 200 },
      }),
      alike('nested', 'six units over one at c = 10', { lower: at(10), higher: at(10, ALL_SIX) }),
    ],
  ),
  group(
    'all-shared',
    'At c = 10 finetuning keeps what was learned, and ends hundreds of times below c = 1.',
    below('all-shared', ['c = 10', 'c = 1'], { lower: at(10), higher: at(1), atLeast: 200 }),
  ),
  group(
    'five-shared',
    'At c = 1 finetuning ends below training from scratch, and multi-task learning over three times below that.',
    [
      ...below('five-shared', ['c = 1', 'STL'], { lower: at(1), higher: scratch, atLeast: 1.5 }),
      ...below('five-shared', ['MTL', 'c = 1'], { lower: both, higher: at(1), atLeast: 3 }),
    ],
  ),
  group(
    'half-shared',
    'Multi-task learning still ends lowest; at c = 1 finetuning gains nothing over training from scratch.',
    [
      ...below('half-shared', ['MTL', 'STL'], {
        ...{ lower: both, higher: scratch, atLeast: 1.5, share: 0.7 },
      }),
      ...below('half-shared', ['MTL', 'c = 1'], { lower: both, higher: at(1), atLeast: 1.5 }),
      ratio('half-shared', 'STL over c = 1', {
        ...{ lower: at(1), higher: scratch, atLeast: 0.5, atMost: 1.1 },
      }),
    ],
  ),
  group(
    'disjoint',
    'The old units get in the way: at c = 1 finetuning ends over ten times above training from scratch, at c = 10 over a hundred times; at c = 0.01 level with it.',
    [
      ...below('disjoint', ['STL', 'c = 1'], { lower: scratch, higher: at(1), atLeast: 10 }),
      ...below('disjoint', ['STL', 'c = 10'], { lower: scratch, higher: at(10), atLeast: 100 }),
      alike('disjoint', 'STL over c = 0.01', { lower: at(0.01), higher: scratch }),
    ],
  ),
]

const TURNED_DIRECTIONS: readonly ClaimGroup[] = [
  group(
    'tilted',
    'At c = 1 finetuning turns them, and ends over ten times below both other methods; at c = 0.1 it ends over five times higher, at c = 10 over a hundred times.',
    [
      ...below('tilted', ['c = 1', 'STL'], { lower: at(1), higher: scratch, atLeast: 10 }),
      ...below('tilted', ['c = 1', 'MTL'], { lower: at(1), higher: both, atLeast: 10 }),
      ...below('tilted', ['c = 1', 'c = 0.1'], { lower: at(1), higher: at(0.1), atLeast: 5 }),
      ...below('tilted', ['c = 1', 'c = 10'], { lower: at(1), higher: at(10), atLeast: 100 }),
    ],
  ),
  group(
    'all-tilted',
    'At c = 1 finetuning turns them all, and ends over a hundred times below both other methods: multi-task learning hardly gains from units that are only similar.',
    [
      ...below('all-tilted', ['c = 1', 'STL'], { lower: at(1), higher: scratch, atLeast: 100 }),
      ...below('all-tilted', ['c = 1', 'MTL'], { lower: at(1), higher: both, atLeast: 100 }),
      alike('all-tilted', 'STL over MTL', { lower: both, higher: scratch }),
    ],
  ),
  group(
    'weak',
    'For so weak a task the old units are too strong: at c = 1 finetuning ends only a few times below training from scratch, at c = 0.3 further down.',
    [
      ...below('weak', ['c = 1', 'STL'], { lower: at(1), higher: scratch, atLeast: 2, atMost: 10 }),
      ...below('weak', ['c = 0.3', 'c = 1'], { lower: at(0.3), higher: at(1), atLeast: 2 }),
    ],
  ),
]

export const RELU_CLAIMS: readonly ClaimGroup[] = [...SAME_DIRECTIONS, ...TURNED_DIRECTIONS]
