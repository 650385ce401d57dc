/**
 * The explicit penalties of one ReLU unit (docs/model.md, "ReLU networks"): how much the squared
 * weights must change, or be, for the unit to have strength β = |w|v, if pretraining left it with
 * strength β_aux, so that |w| = v = m₀ = √|β_aux|.
 * Source: Lippl & Lindsey 2024, appendix on ReLU networks.
 */
import { multiTaskPenalty, type PenaltyReading } from '../solvers/penalties.ts'

export interface UnitChange {
  /** Strength of the unit after finetuning: |w|·v. */
  beta: number
  /** Strength after pretraining. */
  betaAux: number
  /** ρ, the cosine between the directions of w before and after. */
  correlation: number
  /** v₀, the readout when finetuning starts, in the direction of β; 0 by default. */
  readout?: number
}

export interface ExplicitPenalty extends PenaltyReading {
  /** m, the length of w where the penalty is least. */
  length: number
}

interface Quartic {
  size: number
  before: number
  correlation: number
  readout: number
}

/** m₀²(1 − ρ²), the part of the change that no length of the new weights can avoid. */
const offAxis = ({ before, correlation }: Quartic): number =>
  before ** 2 * (1 - correlation) * (1 + correlation)

/** How much of two positive numbers their difference leaves, in 0 … 1. */
const share = (difference: number, one: number, other: number): number =>
  Math.abs(difference) / Math.max(Math.abs(one), Math.abs(other))

/**
 * At a stationary m, (β/m)(β/m − v₀) = m(m − m₀ρ): from the one that loses fewer digits in its
 * difference.
 */
const stationaryProduct = ({ size, before, correlation, readout }: Quartic, m: number): number => {
  const strength = size / m
  const ofReadout = strength - readout
  const ofLength = m - before * correlation
  const isReadoutSafer =
    share(ofReadout, strength, readout) > share(ofLength, m, before * correlation)
  return isReadoutSafer ? strength * ofReadout : m * ofLength
}

/** What the change costs at a stationary m, as three squares: no term cancels another. */
const costAt = (problem: Quartic, m: number): { penalty: number; product: number } => {
  const product = stationaryProduct(problem, m)
  const penalty = ((product / problem.size) * m) ** 2 + (product / m) ** 2 + offAxis(problem)
  return { penalty, product }
}

/** Half the derivative of the change times m³: m⁴ − m₀ρ m³ + v₀β m − β². */
const quarticAt = ({ size, before, correlation, readout }: Quartic, m: number): number =>
  m ** 3 * (m - before * correlation) + size * (readout * m - size)

/** Its derivative, 4m³ − 3m₀ρ m² + v₀β. */
const slopeAt = ({ size, before, correlation, readout }: Quartic, m: number): number =>
  m ** 2 * (4 * m - 3 * before * correlation) + readout * size

/** The zero of a function that is monotone between two points, to the last bit, if there is one. */
const monotoneZero = (
  evaluate: (m: number) => number,
  lower: number,
  upper: number,
): number | undefined => {
  const isNegative = evaluate(lower) < 0
  if (evaluate(upper) < 0 === isNegative) return undefined
  let [from, to] = [lower, upper]
  for (;;) {
    const middle = to > 4 * from ? Math.sqrt(from) * Math.sqrt(to) : (from + to) / 2
    if (!(middle > from && middle < to)) return to
    if (evaluate(middle) < 0 === isNegative) from = middle
    else to = middle
  }
}

/** The zeros of a function that is monotone between neighbouring `bends` (positive, ascending). */
const zerosBetween = (evaluate: (m: number) => number, bends: readonly number[]): number[] =>
  bends.slice(1).flatMap((upper, index) => {
    const zero = monotoneZero(evaluate, bends[index] ?? upper, upper)
    return zero === undefined ? [] : [zero]
  })

/** A positive number below every zero: one of the three positive terms is at least β²/3 there. */
const lowerBound = ({ size, before, readout }: Quartic): number => {
  const third = (size * size) / 3
  const terms = [Math.sqrt(size) * 3 ** -0.25]
  if (before > 0) terms.push(Math.cbrt(third / before))
  if (readout !== 0) terms.push(size / 3 / Math.abs(readout))
  return Math.min(...terms) / 2
}

/**
 * All zeros of the quartic in m > 0, of which it has one or three. Its slope is monotone on both
 * sides of m₀ρ/2, where the second derivative 6m(2m − m₀ρ) changes its sign, and the quartic is
 * monotone between the zeros of its slope.
 */
const stationaryPoints = (problem: Quartic): number[] => {
  const { size, before, correlation, readout } = problem
  const lower = lowerBound(problem)
  // Every zero has m⁴ ≤ m₀m³ + |v₀|βm + β², so m ≤ 3·max of the three.
  const upper = 3 * Math.max(before, Math.cbrt(Math.abs(readout) * size), Math.sqrt(size))
  const inflection = (before * correlation) / 2
  const inside = inflection > lower ? [inflection] : []
  const turns = zerosBetween((m) => slopeAt(problem, m), [lower, ...inside, upper])
  return zerosBetween((m) => quarticAt(problem, m), [lower, ...turns, upper])
}

/** The reading for β = 0: v goes to 0, and w to its nearest point in the new direction. */
const atZero = (problem: Quartic): ExplicitPenalty => {
  const { before, correlation, readout } = problem
  const length = Math.max(0, before * correlation)
  const along = Math.min(0, before * correlation)
  const penalty = readout ** 2 + along ** 2 + offAxis(problem)
  if (penalty > 0) {
    return { penalty, length, order: 0, dependence: (along ** 2 + offAxis(problem)) / penalty }
  }
  return before > 0
    ? { penalty, length, order: 2, dependence: -1 }
    : { penalty, length, order: 1, dependence: 0 }
}

/**
 * What finetuning costs a unit that goes from strength β_aux to β: min over m > 0 of
 * (β/m − v₀)² + m² + m₀² − 2 m m₀ ρ, the squared change of its weights. A fresh unit costs 2|β|.
 * Its ℓ-order and feature dependence follow from the envelope theorem: ∂/∂β = 2(β/m − v₀)/m and
 * ∂/∂m₀ = 2(m₀ − mρ) at the least m. For v₀ = 0 they add up to 1. Where the unit already is what it
 * shall be, the penalty is 0 and they are not numbers.
 */
export const explicitPenalty = (change: UnitChange): ExplicitPenalty => {
  const problem: Quartic = {
    size: Math.abs(change.beta),
    before: Math.sqrt(Math.abs(change.betaAux)),
    correlation: change.correlation,
    readout: change.readout ?? 0,
  }
  const { size, before, correlation } = problem
  if (size === 0) return atZero(problem)
  const points = stationaryPoints(problem).map((m) => ({ m, ...costAt(problem, m) }))
  const least = points.reduce((best, point) => (point.penalty < best.penalty ? point : best))
  const { m, penalty, product } = least
  // m₀(m₀ − mρ) = m₀²(1 − ρ²) − m₀ρ(m − m₀ρ), without the cancellation of m₀ − mρ.
  const away = offAxis(problem) - before * correlation * (product / m)
  return { penalty, length: m, order: (2 * product) / penalty, dependence: away / penalty }
}

/**
 * What multi-task learning with weight decay adds to half of Σ|w|² + Σv² for a unit of strength β
 * beside one of strength β_aux: √(β² + β_aux²) − |β_aux| if both have the same direction. A unit of
 * any other direction cannot be shared, and costs |β|.
 */
export const explicitMultiTaskPenalty = ({
  beta,
  betaAux,
  correlation,
}: Omit<UnitChange, 'readout'>): PenaltyReading =>
  correlation === 1
    ? multiTaskPenalty(beta, betaAux)
    : { penalty: Math.abs(beta), order: 1, dependence: 0 }
