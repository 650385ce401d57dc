/**
 * Every claim of the captions of diagonal networks' presets (src/protocol/presets.ts), trained by
 * the page's kernel to its own stopping rule.
 */
import { PRESETS } from '../../src/protocol/presets.ts'
import type { RunSpec } from '../../src/protocol/spec.ts'
import { median, medianRatio, share } from './checks.ts'
import type { Check, ClaimGroup, Measure } from './claim.ts'
import { trainedEnd, type Outcome } from './measure.ts'

const specOf = (id: string): RunSpec => {
  const found = PRESETS.diagonal.find((preset) => preset.id === id)
  if (found === undefined) throw new RangeError(`invalid claim: no preset ${id}`)
  return found.spec
}

const finetuned =
  (id: string, rescale: number): Measure<Outcome> =>
  (dataSeed, lab) =>
    trainedEnd({ ...specOf(id), rescale, dataSeed }, 'finetune', lab)
const scratch =
  (id: string): Measure<Outcome> =>
  (dataSeed, lab) =>
    // Single-task learning does not know c: the presets' own factors must not train it twice.
    trainedEnd({ ...specOf(id), rescale: 1, dataSeed }, 'singleTask', lab)

interface Compared {
  words: readonly [low: string, high: string]
  low: Measure<Outcome>
  high: Measure<Outcome>
}

/** `low` ends at least so many times below `high`, and in so large a share of seeds below it. */
const below = ({ words, low, high }: Compared, factor: number, inShare: number): Check[] => [
  medianRatio(
    `error, ${words[1]} over ${words[0]}`,
    (seed, lab) => [high(seed, lab).error, low(seed, lab).error],
    { atLeast: factor },
  ),
  share(
    `${words[0]} below ${words[1]}`,
    (seed, lab) => low(seed, lab).error < high(seed, lab).error,
    { atLeast: inShare },
  ),
]

const features = (
  words: string,
  of: Measure<Outcome>,
  bound: { atLeast?: number; atMost?: number },
) => median(`effective number of features, ${words}`, (s, lab) => of(s, lab).features, bound)

const ofC = (id: string, low: number, high: number): Compared => ({
  words: [`c = ${low}`, `c = ${high}`],
  low: finetuned(id, low),
  high: finetuned(id, high),
})

const group = (id: string, sentence: string, checks: readonly Check[]): ClaimGroup => ({
  place: { kind: 'preset', network: 'diagonal', id },
  claims: [{ sentence, checks }],
})

export const DIAGONAL_CLAIMS: readonly ClaimGroup[] = [
  group(
    'nested',
    'Scaled down by 100 before finetuning, the network picks out just those; unscaled, or trained from scratch, it does not.',
    [
      ...below(ofC('nested', 0.01, 1), 100, 0.8),
      ...below(
        { ...ofC('nested', 0.01, 1), words: ['c = 0.01', 'STL'], high: scratch('nested') },
        1000,
        0.9,
      ),
      // The teacher has 3; a network that leaks into other features has more.
      features('c = 0.01', finetuned('nested', 0.01), { atLeast: 2.9, atMost: 3.2 }),
      features('c = 1', finetuned('nested', 1), { atLeast: 3.2 }),
      features('from scratch', scratch('nested'), { atLeast: 3.2 }),
    ],
  ),
  group(
    'all-shared',
    'Scaling the pretrained weights down now throws away what was learned. Scaled up to c = 3 it is kept better still: the error ends over twenty times below that at c = 1.',
    [...below(ofC('all-shared', 1, 0.01), 100, 0.95), ...below(ofC('all-shared', 3, 1), 20, 0.95)],
  ),
  group(
    'half-shared',
    'At c = 1 finetuning leans too much on the old ones; a smaller c leaves room for new features.',
    [
      ...below(ofC('half-shared', 0.1, 1), 1.2, 0.8),
      ...below(ofC('half-shared', 0.01, 0.1), 1, 0.5),
      ...below(ofC('half-shared', 0.01, 1), 1.5, 0.8),
    ],
  ),
  group(
    'disjoint',
    'At c = 1 the old features get in the way: finetuning ends far worse than training from scratch.',
    below(
      {
        ...{ words: ['STL', 'c = 1'], low: scratch('disjoint') },
        high: finetuned('disjoint', 1),
      },
      10,
      0.9,
    ),
  ),
]
