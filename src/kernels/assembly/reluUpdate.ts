/** The update of the weights of a ReLU network, four units at a time. */
import { demote, laneSums, multiplyAdd, promoteHigh } from './lanes'
import { Network, readoutOf, roundedReadoutOf, BLOCK } from './reluLayout'

/** a·b of one of four units. */
// @ts-expect-error: a decorator of AssemblyScript
@inline
function product(a: usize, b: usize, bytes: i32): v128 {
  let sum = f32x4.splat(0)
  for (let at: usize = 0; at < <usize>bytes; at += 64) {
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
function products(a: usize, b: usize, bytes: i32): v128 {
  return laneSums(
    product(a, b, bytes),
    product(a + bytes, b + bytes, bytes),
    product(a + 2 * bytes, b + 2 * bytes, bytes),
    product(a + 3 * bytes, b + 3 * bytes, bytes),
  )
}

/** v ← keep·v − rate·(w·G) of four units, in float64 and float32. */
function updateReadouts(network: Network, task: i32, unit: i32, dots: v128): void {
  const at = readoutOf(network, task) + 8 * unit
  const rate = f64x2.splat(network.rate)
  const keep = f64x2.splat(network.keep)
  const low = f64x2.mul(rate, f64x2.promote_low_f32x4(dots))
  const high = f64x2.mul(rate, promoteHigh(dots))
  const newLow = f64x2.sub(f64x2.mul(keep, v128.load(at)), low)
  const newHigh = f64x2.sub(f64x2.mul(keep, v128.load(at, 16)), high)
  v128.store(at, newLow)
  v128.store(at, newHigh, 16)
  v128.store(roundedReadoutOf(network, task) + 4 * unit, demote(newLow, newHigh))
}

/** w ← keep·w − rate·Σ_t v_t G_t of one unit, in float64 and float32. */
function updateUnit(network: Network, unit: i32, gradient: usize): void {
  const keep = f64x2.splat(network.keep)
  const width = network.width
  const taskBytes = 4 * BLOCK * width
  const lines = 4 * width
  const weights = network.weights + 8 * width * unit
  const rounded = network.rounded + 4 * width * unit
  for (let at: usize = 0; at < <usize>lines; at += 16) {
    let low = f64x2.mul(keep, v128.load(weights + 2 * at))
    let high = f64x2.mul(keep, v128.load(weights + 2 * at, 16))
    let from = gradient + at
    for (let task = 0; task < network.tasks; ++task) {
      const factor = f64x2.splat(network.rate * load<f64>(readoutOf(network, task) + 8 * unit))
      const four = v128.load(from)
      low = f64x2.sub(low, f64x2.mul(factor, f64x2.promote_low_f32x4(four)))
      high = f64x2.sub(high, f64x2.mul(factor, promoteHigh(four)))
      from += taskBytes
    }
    v128.store(weights + 2 * at, low)
    v128.store(weights + 2 * at, high, 16)
    v128.store(rounded + at, demote(low, high))
  }
}

/** Adds to the paths of four units the angles by which they turn at most. */
function turn(network: Network, unit: i32, turns: v128, lengths: v128, squares: v128): void {
  // Where so little of a unit is left, it may point anywhere.
  const isSafe = f32x4.gt(lengths, f32x4.mul(squares, f32x4.splat(0.01)))
  const angles = f32x4.mul(f32x4.div(turns, lengths), f32x4.splat(1.001))
  const bounded = v128.bitselect(f32x4.min(angles, f32x4.splat(10)), f32x4.splat(10), isSafe)
  // Steps that float32 cannot tell apart from none are still steps in float64.
  const least = f64x2.splat(1e-15)
  const paths = network.paths + 8 * unit
  const low = f64x2.add(f64x2.promote_low_f32x4(bounded), least)
  const high = f64x2.add(promoteHigh(bounded), least)
  v128.store(paths, f64x2.add(v128.load(paths), low))
  v128.store(paths, f64x2.add(v128.load(paths, 16), high), 16)
}

/**
 * Updates four units. A unit's turn in one step: of what is added to w only the part u at right angles
 * to it counts, |u|²|w|² = |w|²|step|² − (w·step)², and the rest makes it longer or shorter.
 * @param gradient of the first, for the first task
 */
function updateFour(network: Network, unit: i32, gradient: usize): void {
  const bytes = 4 * network.width
  const rate = f32x4.splat(<f32>network.rate)
  const rounded = network.rounded + bytes * unit
  const squares = products(rounded, rounded, bytes)
  // Rounding of the sums, as a share of the squares.
  const doubt = f32x4.splat(1 + <f32>(network.dim + 16) / <f32>(1 << 20))
  // A square that is lost in float32 is made up for.
  const least = f32x4.splat(1e-37)
  let turns = f32x4.splat(0)
  let lengths = f32x4.mul(f32x4.splat(<f32>network.keep), squares)
  let from = gradient
  for (let task = 0; task < network.tasks; ++task) {
    const readouts = f32x4.mul(rate, v128.load(roundedReadoutOf(network, task) + 4 * unit))
    const dots = products(rounded, from, bytes)
    const forces = products(from, from, bytes)
    const both = f32x4.mul(f32x4.mul(forces, squares), doubt)
    const across = f32x4.max(f32x4.sub(both, f32x4.mul(dots, dots)), least)
    turns = f32x4.add(turns, f32x4.mul(f32x4.abs(readouts), f32x4.sqrt(across)))
    lengths = f32x4.sub(lengths, f32x4.mul(readouts, dots))
    v128.store(network.dots + 16 * task, dots)
    from += BLOCK * bytes
  }
  if (network.trainFirstLayer) {
    turn(network, unit, turns, lengths, squares)
    for (let one = 0; one < 4; ++one) updateUnit(network, unit + one, gradient + one * bytes)
  }
  for (let task = 0; task < network.tasks; ++task) {
    updateReadouts(network, task, unit, v128.load(network.dots + 16 * task))
  }
}

/** Updates the units of a bundle from their gradients. */
export function update(network: Network, bundle: i32, end: i32): void {
  for (let unit = bundle; unit < end; unit += 4) {
    updateFour(network, unit, network.gradients + 4 * network.width * (unit - bundle))
  }
}
