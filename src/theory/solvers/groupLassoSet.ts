/**
 * Which features with a kink (β_aux = 0) have β ≠ 0 in the smallest group norm: the set S (see
 * groupLasso.ts). It is guessed from a smoothed point, made of independent columns, and corrected
 * until no feature breaks the conditions of optimality.
 *
 * `as number` below stands on reads that are inside the array by construction: in these loops a
 * check (`?? 0`) was measured to cost a third of the speed.
 */
import type { GroupLassoPoint, GroupLassoProblem } from './groupLassoStep.ts'
import { largestSize } from './groupLassoStep.ts'

/** +1 or −1 for features of S, 0 for the others. */
type Signs = Int8Array

export interface Roles {
  /** Features with a kink: a = 0, or too small to be told from it. */
  isKinked: (feature: number) => boolean
  signs: Signs
}

/** Where a is this small a share of |β|, its kink is sharper than the smoothing. */
const KINK_SHARE = 1e-11
/** |u| above 1 by more than this on a feature with β = 0 breaks optimality. */
const SLOPE_TOLERANCE = 1e-12
/** What of a column is left beside others, as a share of it, if it depends on them. */
const DEPENDENT = 1e-10

/**
 * Sets S that a smoothed point suggests. A feature that stays out has β = μ·u/√(1−u²), which falls
 * with μ but may be many μ where |u| is near 1; one of S has |u| = 1 − μ²/(2β²). So β must be large
 * beside a power of μ between 0 and 1, and which one tells them apart depends on the problem: the one
 * that does most often comes first.
 */
export const guessRoles = (
  problem: GroupLassoProblem,
  point: GroupLassoPoint,
  smoothing: number,
): Roles[] => {
  const scale = largestSize(point.beta)
  const isKinked = (feature: number): boolean =>
    (problem.aux[feature] as number) <= KINK_SHARE * scale
  const known = new Set<string>()
  return [2 / 3, 1 / 2].flatMap((power) => {
    const limit = scale * (smoothing / scale) ** power
    const signs = Int8Array.from(point.beta, (value, feature) =>
      isKinked(feature) && Math.abs(value) > limit ? Math.sign(value) : 0,
    )
    const key = signs.join('')
    if (known.has(key)) return []
    known.add(key)
    return [{ isKinked, signs }]
  })
}

/** Columns of X, one after another, as far as they are independent: Q and R of X_B = Q R. */
interface Basis {
  features: number[]
  /** Orthonormal, each of shape n. */
  directions: Float64Array[]
  /** Column k holds k + 1 entries of R. */
  factors: Float64Array[]
}

const dot = (a: Float64Array, b: Float64Array): number => {
  let sum = 0
  for (let i = 0; i < a.length; i += 1) sum += (a[i] as number) * (b[i] as number)
  return sum
}

const columnOf = ({ data, aux }: GroupLassoProblem, feature: number): Float64Array =>
  Float64Array.from(
    { length: data.rows },
    (_, row) => data.inputs[row * aux.length + feature] as number,
  )

/**
 * Adds a column to the basis. If it depends on the others, leaves it out and returns c with
 * x = X_B c. Orthogonalized twice, which keeps Q orthogonal whatever the columns are.
 */
const addColumn = (
  problem: GroupLassoProblem,
  basis: Basis,
  feature: number,
): Float64Array | undefined => {
  const { directions, factors, features } = basis
  const rest = columnOf(problem, feature)
  const length = Math.sqrt(dot(rest, rest))
  const factor = new Float64Array(directions.length + 1)
  for (let round = 0; round < 2; round += 1) {
    directions.forEach((direction, k) => {
      const share = dot(direction, rest)
      factor[k] = (factor[k] as number) + share
      for (let i = 0; i < rest.length; i += 1) {
        rest[i] = (rest[i] as number) - share * (direction[i] as number)
      }
    })
  }
  const left = Math.sqrt(dot(rest, rest))
  if (directions.length < problem.data.rows && left > DEPENDENT * length) {
    factor[directions.length] = left
    directions.push(rest.map((value) => value / left))
    factors.push(factor)
    features.push(feature)
    return undefined
  }
  const shares = factor.slice(0, directions.length)
  for (let k = shares.length - 1; k >= 0; k -= 1) {
    const column = factors[k] as Float64Array
    const share = (shares[k] as number) / (column[k] as number)
    shares[k] = share
    for (let i = 0; i < k; i += 1) shares[i] = (shares[i] as number) - share * (column[i] as number)
  }
  return shares
}

const basisOf = (problem: GroupLassoProblem, features: readonly number[]): Basis => {
  const basis: Basis = { features: [], directions: [], factors: [] }
  for (const feature of features) addColumn(problem, basis, feature)
  return basis
}

/** Cuts the basis before its column `from`; returns the features behind that one. */
const cutBasis = ({ features, directions, factors }: Basis, from: number): number[] => {
  directions.length = from
  factors.length = from
  return features.splice(from).slice(1)
}

/**
 * Moves β along X_B v + x_j = 0 without changing Xβ, in the direction that lowers Σ|β|, until the
 * first of these coefficients is 0; returns its feature.
 */
const slideToZero = (
  roles: Roles,
  beta: Float64Array,
  { features, entering, shares }: { features: number[]; entering: number; shares: Float64Array },
): number => {
  const { signs } = roles
  const own = signs[entering] as number
  const slope = features.reduce(
    (sum, feature, k) => sum - (signs[feature] as number) * (shares[k] as number),
    own,
  )
  // Where nothing is won, the feature that came last goes.
  const direction = own * slope < -SLOPE_TOLERANCE ? own : -own
  const moves = features.map((feature, k) => ({
    feature,
    move: -direction * (shares[k] as number),
  }))
  moves.push({ feature: entering, move: direction })
  let first = entering
  let size = Infinity
  for (const { feature, move } of moves) {
    if (!(move * (signs[feature] as number) < 0)) continue
    const reach = Math.abs((beta[feature] as number) / move)
    if (reach < size) {
      size = reach
      first = feature
    }
  }
  if (size === Infinity) return entering
  for (const { feature, move } of moves) {
    beta[feature] = (beta[feature] as number) + size * move
  }
  beta[first] = 0
  return first
}

/**
 * Takes features out of S until its columns are independent, so that never more than n are left, and
 * moves what they carried in β to the others. `last` comes last, and so goes first where it can.
 */
export const makeIndependent = (
  problem: GroupLassoProblem,
  roles: Roles,
  { beta, last }: { beta: Float64Array; last?: number },
): void => {
  const { signs } = roles
  const sizeOf = (feature: number): number =>
    feature === last ? -1 : Math.abs(beta[feature] as number)
  const order = Array.from(signs.keys())
    .filter((feature) => signs[feature] !== 0)
    .sort((one, other) => sizeOf(other) - sizeOf(one))
  const basis = basisOf(problem, [])
  for (const entering of order) {
    const shares = addColumn(problem, basis, entering)
    if (shares === undefined) continue
    const gone = slideToZero(roles, beta, { features: basis.features, entering, shares })
    signs[gone] = 0
    if (gone === entering) continue
    // Columns before the one that goes stay as they are.
    const later = cutBasis(basis, basis.features.indexOf(gone))
    for (const feature of [...later, entering]) addColumn(problem, basis, feature)
  }
}

/** The feature that breaks optimality most: −1 if none does. */
const worstFeature = (roles: Roles, point: GroupLassoPoint): number => {
  const scale = largestSize(point.beta)
  let worst = -1
  let excess = 0
  for (let d = 0; d < point.beta.length; d += 1) {
    if (!roles.isKinked(d)) continue
    const sign = roles.signs[d] as number
    const outside = Math.abs(point.slope[d] as number) - 1 - SLOPE_TOLERANCE
    const broken = sign === 0 ? outside : (-sign * (point.beta[d] as number)) / scale
    if (broken > excess) {
      excess = broken
      worst = d
    }
  }
  return worst
}

/** Corrects S by the feature that breaks optimality most; false if none does. */
export const correctSet = (
  problem: GroupLassoProblem,
  roles: Roles,
  point: GroupLassoPoint,
): boolean => {
  const worst = worstFeature(roles, point)
  if (worst < 0) return false
  if (roles.signs[worst] === 0) {
    roles.signs[worst] = Math.sign(point.slope[worst] as number)
    makeIndependent(problem, roles, { beta: point.beta, last: worst })
  } else {
    roles.signs[worst] = 0
  }
  return true
}

/**
 * Whether another β is as good: a feature outside S with |u| = 1 whose column the columns of S can
 * make up for.
 */
export const hasRival = (
  problem: GroupLassoProblem,
  roles: Roles,
  point: GroupLassoPoint,
): boolean => {
  const isIn = (feature: number): boolean => roles.signs[feature] !== 0
  const features = Array.from(roles.signs.keys())
  const basis = basisOf(problem, features.filter(isIn))
  return features.some((feature) => {
    const isTight = Math.abs(point.slope[feature] as number) > 1 - SLOPE_TOLERANCE
    if (isIn(feature) || !roles.isKinked(feature) || !isTight) return false
    const trial = { ...basis, features: [...basis.features] }
    trial.directions = [...basis.directions]
    trial.factors = [...basis.factors]
    return addColumn(problem, trial, feature) !== undefined
  })
}
