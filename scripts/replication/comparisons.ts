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
    study: 'reluOverlap',
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
  versus('1 unit: c = 0.01 against 1', rescaledUnits(1, 0.01), rescaledUnits(1, 1)),
  versus('1 unit: c = 0.1 against 1', rescaledUnits(1, 0.1), rescaledUnits(1, 1)),
  versus('1 unit: c = 10 against 1', rescaledUnits(1, 10), rescaledUnits(1, 1)),
  versus('6 units: c = 0.01 against 1', rescaledUnits(6, 0.01), rescaledUnits(6, 1)),
  versus('6 units: c = 0.1 against 1', rescaledUnits(6, 0.1), rescaledUnits(6, 1)),
  versus('6 units: c = 10 against 1', rescaledUnits(6, 10), rescaledUnits(6, 1)),
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
