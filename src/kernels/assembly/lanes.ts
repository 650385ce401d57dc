/** What both kernels do with the four float32 lanes of a vector. */

/** a·b + sum, rounded once where the processor can. */
// @ts-expect-error: a decorator of AssemblyScript
@inline
export function multiplyAdd(a: v128, b: v128, sum: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(a, b, sum)
  return f32x4.add(sum, f32x4.mul(a, b))
}

/** The sum of the four lanes. */
// @ts-expect-error: a decorator of AssemblyScript
@inline
export function laneSum(lanes: v128): f32 {
  const pairs = f32x4.add(lanes, v128.shuffle<f32>(lanes, lanes, 2, 3, 0, 1))
  return f32x4.extract_lane(pairs, 0) + f32x4.extract_lane(pairs, 1)
}

/** The lane sums of four vectors, side by side. */
// @ts-expect-error: a decorator of AssemblyScript
@inline
export function laneSums(first: v128, second: v128, third: v128, fourth: v128): v128 {
  const early = f32x4.add(
    v128.shuffle<f32>(first, second, 0, 4, 1, 5),
    v128.shuffle<f32>(first, second, 2, 6, 3, 7),
  )
  const late = f32x4.add(
    v128.shuffle<f32>(third, fourth, 0, 4, 1, 5),
    v128.shuffle<f32>(third, fourth, 2, 6, 3, 7),
  )
  return f32x4.add(
    v128.shuffle<f32>(early, late, 0, 1, 4, 5),
    v128.shuffle<f32>(early, late, 2, 3, 6, 7),
  )
}

/** The smallest lanes of four vectors, side by side. */
// @ts-expect-error: a decorator of AssemblyScript
@inline
export function laneMinima(first: v128, second: v128, third: v128, fourth: v128): v128 {
  const early = f32x4.pmin(
    v128.shuffle<f32>(first, second, 0, 4, 1, 5),
    v128.shuffle<f32>(first, second, 2, 6, 3, 7),
  )
  const late = f32x4.pmin(
    v128.shuffle<f32>(third, fourth, 0, 4, 1, 5),
    v128.shuffle<f32>(third, fourth, 2, 6, 3, 7),
  )
  return f32x4.pmin(
    v128.shuffle<f32>(early, late, 0, 1, 4, 5),
    v128.shuffle<f32>(early, late, 2, 3, 6, 7),
  )
}

/** The two upper float32 lanes as float64. */
// @ts-expect-error: a decorator of AssemblyScript
@inline
export function promoteHigh(lanes: v128): v128 {
  return f64x2.promote_low_f32x4(v128.shuffle<f32>(lanes, lanes, 2, 3, 0, 1))
}

/** Two pairs of float64 as four float32. */
// @ts-expect-error: a decorator of AssemblyScript
@inline
export function demote(low: v128, high: v128): v128 {
  return v128.shuffle<f32>(
    f32x4.demote_f64x2_zero(low),
    f32x4.demote_f64x2_zero(high),
    0,
    1,
    4,
    5,
  )
}

/** The scalar product of two vectors of at least 16 float32, in four parts. */
// @ts-expect-error: a decorator of AssemblyScript
@inline
function product(a: usize, b: usize, bytes: i32): v128 {
  let sum = f32x4.mul(v128.load(a, 0), v128.load(b, 0))
  sum = multiplyAdd(v128.load(a, 16), v128.load(b, 16), sum)
  sum = multiplyAdd(v128.load(a, 32), v128.load(b, 32), sum)
  sum = multiplyAdd(v128.load(a, 48), v128.load(b, 48), sum)
  for (let at: usize = 64; at < <usize>bytes; at += 64) {
    sum = multiplyAdd(v128.load(a + at, 0), v128.load(b + at, 0), sum)
    sum = multiplyAdd(v128.load(a + at, 16), v128.load(b + at, 16), sum)
    sum = multiplyAdd(v128.load(a + at, 32), v128.load(b + at, 32), sum)
    sum = multiplyAdd(v128.load(a + at, 48), v128.load(b + at, 48), sum)
  }
  return sum
}

/** The scalar products of four pairs of vectors, side by side. */
// @ts-expect-error: a decorator of AssemblyScript
@inline
export function products(a: usize, b: usize, bytes: i32): v128 {
  return laneSums(
    product(a, b, bytes),
    product(a + bytes, b + bytes, bytes),
    product(a + 2 * bytes, b + 2 * bytes, bytes),
    product(a + 3 * bytes, b + 3 * bytes, bytes),
  )
}
