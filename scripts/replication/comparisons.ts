/** Comparisons that the paper makes: which of two conditions has the smaller loss. */
import { keyOf, type Condition, type Summary } from './conditions.ts'
import { factorBetween } from './statistics.ts'

export interface Comparison {
  title: string
  /** The conditions at n samples: is the first or the second better? */
  pair: (samples: number) => [Condition, Condition]
}

const DIAGONAL = { correlation: 1, rescale: 1 } as const

const rescaled = (mainActive: number, overlap: number, rescale: number) => (samples: number) =>
  ({
    ...DIAGONAL,
    study: 'rescaling',
    method: 'finetune',
    mainActive,
    overlap,
    rescale,
    samples,
  }) as const

const overlapping =
  (method: Condition['method'], overlap: number) =>
  (samples: number): Condition => ({
    ...DIAGONAL,
    study: 'overlap',
    method,
    mainActive: 40,
    overlap,
    samples,
  })

/** Linear probes of the overlap runs, and of tasks of which all features are shared, or none. */
const probing =
  (method: Condition['method'], overlap: number) =>
  (samples: number): Condition => ({
    ...overlapping(method, overlap)(samples),
    study: 'overlapProbe',
  })

const probingNested =
  (method: Condition['method'], mainActive: number, overlap: number) =>
  (samples: number): Condition => ({
    ...DIAGONAL,
    study: 'nestedProbe',
    method,
    mainActive,
    overlap,
    samples,
  })

const alone = (mainActive: number, overlap: number) => (samples: number) =>
  ({
    ...DIAGONAL,
    study: 'singleTask',
    method: 'singleTask',
    mainActive,
    overlap,
    samples,
  }) as const

/** Units of a ReLU network, of the six that the main task needs. */
const units =
  (method: Condition['method'], overlap: number, correlation = 1) =>
  (samples: number): Condition => ({
    study: method === 'multiTask' ? 'reluMultiTask' : 'reluOverlap',
    method,
    mainActive: 6,
    overlap,
    correlation,
    rescale: 1,
    samples,
  })

const rescaledUnits =
  (mainActive: number, rescale: number) =>
  (samples: number): Condition => ({
    study: 'reluRescaling',
    method: 'finetune',
    mainActive,
    overlap: mainActive,
    correlation: 1,
    rescale,
    samples,
  })

const versus = (
  title: string,
  one: (samples: number) => Condition,
  other: (samples: number) => Condition,
): Comparison => ({ title, pair: (samples) => [one(samples), other(samples)] })

export const COMPARISONS: readonly Comparison[] = [
  versus('c = 0.1 against 1, 5 shared features', rescaled(5, 5, 0.1), rescaled(5, 5, 1)),
  versus('c = 0.1 against 1, 40 shared features', rescaled(40, 40, 0.1), rescaled(40, 40, 1)),
  versus('c = 0.1 against 1, 5 disjoint features', rescaled(5, 0, 0.1), rescaled(5, 0, 1)),
  versus('c = 0.1 against 1, 40 disjoint features', rescaled(40, 0, 0.1), rescaled(40, 0, 1)),
  versus('5 shared features: PT+FT (c = 1) against STL', rescaled(5, 5, 1), alone(5, 5)),
  versus('40 shared features: PT+FT (c = 1) against STL', rescaled(40, 40, 1), alone(40, 40)),
  versus('5 disjoint features: PT+FT (c = 1) against STL', rescaled(5, 0, 1), alone(5, 0)),
  versus('overlap 40 against 0, PT+FT', overlapping('finetune', 40), overlapping('finetune', 0)),
  versus(
    'overlap 40: PT+FT against STL',
    overlapping('finetune', 40),
    overlapping('singleTask', 40),
  ),
  versus('overlap 0: PT+FT against STL', overlapping('finetune', 0), overlapping('singleTask', 0)),
  ...[0, 20, 30, 40].map((overlap) =>
    versus(
      `overlap ${overlap}: probing pretrained against fresh features`,
      probing('finetuneProbe', overlap),
      probing('singleTaskProbe', overlap),
    ),
  ),
  ...[5, 40].flatMap((active) =>
    [active, 0].map((overlap) =>
      versus(
        `${active} ${overlap > 0 ? 'shared' : 'disjoint'} features: probing pretrained against fresh features`,
        probingNested('finetuneProbe', active, overlap),
        probingNested('singleTaskProbe', active, overlap),
      ),
    ),
  ),
  ...[0, 3, 5, 6].flatMap((overlap) => [
    versus(
      `${overlap} of 6 units shared: PT+FT against STL`,
      units('finetune', overlap),
      units('singleTask', overlap),
    ),
    versus(
      `${overlap} of 6 units shared: MTL against STL`,
      units('multiTask', overlap),
      units('singleTask', overlap),
    ),
    versus(
      `${overlap} of 6 units shared: PT+FT against MTL`,
      units('finetune', overlap),
      units('multiTask', overlap),
    ),
  ]),
  versus(
    '6 units at ρ = 0.9: PT+FT against STL',
    units('finetune', 6, 0.9),
    units('singleTask', 6, 0.9),
  ),
  versus(
    '6 units at ρ = 0.9: MTL against STL',
    units('multiTask', 6, 0.9),
    units('singleTask', 6, 0.9),
  ),
  versus(
    '6 units at ρ = 0.9: PT+FT against MTL',
    units('finetune', 6, 0.9),
    units('multiTask', 6, 0.9),
  ),
  ...[1, 6].flatMap((active) =>
    [0.01, 0.1, 10, 100].map((rescale) =>
      versus(
        `${active} ${active === 1 ? 'unit' : 'units'}: c = ${rescale} against 1`,
        rescaledUnits(active, rescale),
        rescaledUnits(active, 1),
      ),
    ),
  ),
]

export interface Direction {
  samples: number
  /** Our loss of the first condition divided by that of the second. */
  ratio: number
  /** Whether the published ratio lies on the same side of 1; null where the published two are equal. */
  agrees: boolean | null
}

/** Published means closer together than this factor say nothing about a direction. */
export const EQUAL = 1.1

/** The direction at each n at which we have both conditions; `agrees` needs the published means. */
export const directionsOf = (
  comparison: Comparison,
  samples: readonly number[],
  data: { ours: ReadonlyMap<string, Summary>; published: ReadonlyMap<string, number> },
): Direction[] =>
  samples.flatMap((count) => {
    const keys = comparison.pair(count).map(keyOf)
    const [one, other] = keys.map((key) => data.ours.get(key)?.mean)
    if (one === undefined || other === undefined) return []
    const [first, second] = keys.map((key) => data.published.get(key))
    const isEqual =
      first === undefined || second === undefined || factorBetween(first, second) < EQUAL
    const agrees = isEqual ? null : first < second === one < other
    return [{ samples: count, ratio: one / other, agrees }]
  })
