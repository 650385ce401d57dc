/**
 * How the coefficients of the diagonal network follow the force they have felt (docs/model.md,
 * "Exact end point"). Under gradient flow w⁺+v⁺ and w⁻−v⁻ grow as e^G, w⁺−v⁺ and w⁻+v⁻ as e^−G,
 * with G = −∫ ∂L/∂β dt. So for any start, with z = 2G,
 *
 *     β = A e^z − B e^−z,   A = ¼[(w⁺+v⁺)² + (w⁻−v⁻)²],   B = ¼[(w⁺−v⁺)² + (w⁻+v⁻)²].
 *
 * Source: Woodworth et al. 2020, theorem 1 (one start for all weights); Azulay et al. 2021 (any).
 *
 * `as number` below stands on reads that are inside the array by construction: in these loops a
 * check (`?? 0`) was measured to cost a third of the speed.
 */

/** The four weight vectors of a one-task network, each of shape D. */
export interface NetworkWeights {
  wPlus: Float64Array
  wMinus: Float64Array
  vPlus: Float64Array
  vMinus: Float64Array
}

/** A, B and β⁰ = A − B, each of shape D. */
export interface Growth {
  plus: Float64Array
  minus: Float64Array
  start: Float64Array
}

/** A, B and β⁰ of the given weights; β⁰ as w⁺v⁺ − w⁻v⁻, which does not cancel. */
export const growthOf = (weights: NetworkWeights): Growth => {
  const { wPlus, wMinus, vPlus, vMinus } = weights
  const inputDim = wPlus.length
  const growth: Growth = {
    plus: new Float64Array(inputDim),
    minus: new Float64Array(inputDim),
    start: new Float64Array(inputDim),
  }
  for (let d = 0; d < inputDim; d += 1) {
    const w = wPlus[d] as number
    const v = vPlus[d] as number
    const wOther = wMinus[d] as number
    const vOther = vMinus[d] as number
    growth.plus[d] = ((w + v) ** 2 + (wOther - vOther) ** 2) / 4
    growth.minus[d] = ((w - v) ** 2 + (wOther + vOther) ** 2) / 4
    growth.start[d] = w * v - wOther * vOther
  }
  return growth
}

/** Below this size of z its exponentials are taken as 1 + expm1(z). */
const SMALL = 0.5

/**
 * β and W = A e^z + B e^−z = ½ dβ/dG at the given z (all of shape D), from one exponential each.
 * Small z are written with e^z − 1, so that β keeps its digits where the weights hardly move (large
 * A, small z).
 */
export const grow = (
  growth: Growth,
  z: Float64Array,
  output: { beta: Float64Array; curvature: Float64Array },
): void => {
  const { plus, minus, start } = growth
  const { beta, curvature } = output
  for (let d = 0; d < z.length; d += 1) {
    const exponent = z[d] as number
    const a = plus[d] as number
    const b = minus[d] as number
    if (Math.abs(exponent) > SMALL) {
      const up = Math.exp(exponent)
      const rising = a * up
      const falling = b / up
      beta[d] = rising - falling
      curvature[d] = rising + falling
    } else {
      const up = Math.expm1(exponent)
      const down = -up / (1 + up)
      beta[d] = (start[d] as number) + (a * up - b * down)
      curvature[d] = a + b + (a * up + b * down)
    }
  }
}

/** (k − 1)/k! for k = 2, 4 … 16 and for k = 3, 5 … 17: the series of z e^z − e^z + 1. */
const EVEN = [1 / 2, 3 / 24, 5 / 720, 7 / 40320, 9 / 3628800, 11 / 479001600, 13 / 87178291200]
const ODD = [2 / 6, 4 / 120, 6 / 5040, 8 / 362880, 10 / 39916800, 12 / 6227020800]

const polynomial = (coefficients: readonly number[], x: number): number => {
  let sum = 0
  for (let k = coefficients.length - 1; k >= 0; k -= 1) sum = sum * x + (coefficients[k] as number)
  return sum
}

/**
 * Σ_d Q_d, what gradient flow minimizes among all β with Xβ = y:
 * Q(β) = ½[β asinh(β/s) − √(β²+s²) + A + B] − ½ β asinh(β⁰/s), s = 2√(AB), as a function of z:
 * Q = ½[A(z e^z − e^z + 1) + B(1 − z e^−z − e^−z)] = ½[zβ − W + A + B], by series where z is small.
 * @param point β and W at z, as `grow` gives them
 */
export const potentialOf = (
  growth: Growth,
  z: Float64Array,
  point: { beta: Float64Array; curvature: Float64Array },
): number => {
  const { plus, minus, start } = growth
  let sum = 0
  for (let d = 0; d < z.length; d += 1) {
    const exponent = z[d] as number
    const size = (plus[d] as number) + (minus[d] as number)
    if (Math.abs(exponent) > SMALL) {
      sum += exponent * (point.beta[d] as number) - (point.curvature[d] as number) + size
    } else {
      const square = exponent * exponent
      const odd = exponent * (start[d] as number) * polynomial(ODD, square)
      sum += square * (size * polynomial(EVEN, square) + odd)
    }
  }
  return sum / 2
}

/** The weights after the force z = 2G (shape D) has acted on them. */
export const weightsAfter = (weights: NetworkWeights, z: Float64Array): NetworkWeights => {
  const moved = (sign: 1 | -1, w: Float64Array, v: Float64Array): [Float64Array, Float64Array] => {
    const inputDim = w.length
    const first = new Float64Array(inputDim)
    const readout = new Float64Array(inputDim)
    for (let d = 0; d < inputDim; d += 1) {
      const growing = ((w[d] ?? 0) + (v[d] ?? 0)) * Math.exp((sign * (z[d] ?? 0)) / 2)
      const shrinking = ((w[d] ?? 0) - (v[d] ?? 0)) * Math.exp((-sign * (z[d] ?? 0)) / 2)
      first[d] = (growing + shrinking) / 2
      readout[d] = (growing - shrinking) / 2
    }
    return [first, readout]
  }
  const [wPlus, vPlus] = moved(1, weights.wPlus, weights.vPlus)
  const [wMinus, vMinus] = moved(-1, weights.wMinus, weights.vMinus)
  return { wPlus, wMinus, vPlus, vMinus }
}

/** The z at which one coefficient is `beta`: A e^z − B e^−z = β, by the root that does not cancel. */
const exponentAt = (beta: number, plus: number, minus: number): number => {
  const root = Math.hypot(beta, 2 * Math.sqrt(plus) * Math.sqrt(minus))
  return beta >= 0
    ? Math.log((beta + root) / 2) - Math.log(plus)
    : Math.log(minus) - Math.log((root - beta) / 2)
}

/** The z at which the coefficients are β (all of shape D), each refined by one Newton step. */
export const exponentsFor = (growth: Growth, beta: Float64Array): Float64Array => {
  const z = beta.map((value, d) => exponentAt(value, growth.plus[d] ?? 0, growth.minus[d] ?? 0))
  const reached = { beta: new Float64Array(z.length), curvature: new Float64Array(z.length) }
  grow(growth, z, reached)
  return z.map((value, d) => {
    const step = ((beta[d] ?? 0) - (reached.beta[d] ?? 0)) / (reached.curvature[d] ?? 1)
    return Number.isFinite(step) ? value + step : value
  })
}
