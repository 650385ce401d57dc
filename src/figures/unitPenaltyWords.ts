/** What the explicit penalty of hidden units says, in words. */
import { METHODS } from '../protocol/methods.ts'
import type { PenalizedMethod } from '../store/featurePositions.ts'
import type { UnitChanges, UnitCurve } from '../store/unitPenalty.ts'
import { spoken } from '../store/words.ts'

const inPercent = (share: number): string => `${spoken(Number((100 * share).toPrecision(2)))} %`

/** "median unit: cost 51 %". */
export const nameOfCurve = ({ kind, cost }: UnitCurve, isOnlyOne: boolean): string => {
  if (isOnlyOne) return 'any unit: as if fresh'
  return kind === 'fresh' ? 'fresh unit' : `${kind} unit: cost ${inPercent(cost)}`
}

export const describeCurves = (
  method: PenalizedMethod,
  curves: readonly UnitCurve[],
  reference: number,
): string => {
  const { label } = METHODS[method]
  const pretrained = curves.filter(({ kind }) => kind !== 'fresh')
  const costs = pretrained.map((curve) => nameOfCurve(curve, false)).join(', ')
  return pretrained.length === 0
    ? `${label}: every unit costs as much as a fresh one.`
    : `${label}: at a strength of ${spoken(reference)}, of what a fresh unit costs: ${costs}.`
}

/** ", 4 % above it". */
const beside = (made: number, least: number): string => {
  const excess = made / least - 1
  if (!Number.isFinite(excess)) return ''
  if (Math.abs(excess) < 5e-4) return ', the same to a tenth of a percent'
  return excess > 0 ? `, ${inPercent(excess)} above it` : ''
}

/** Three digits, since what is compared may be near. */
const precise = (value: number): string =>
  value >= 1e-3 && value < 1e3 ? value.toPrecision(3) : value.toExponential(2)

/** Two sentences on all units together. */
export const tellChanges = ({ total }: UnitChanges): string => {
  const { made, least, fresh } = total
  if (!Number.isFinite(made + least)) return ''
  const ofFresh = fresh > 0 ? `; for fresh units it would be ${precise(fresh)}` : ''
  return `The least squared change that brings all units where they are is ${precise(least)}${ofFresh}. The change made is ${precise(made)}${beside(made, least)}.`
}
