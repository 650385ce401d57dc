/** The update of the weights of a ReLU network, four units at a time. */
import { demote, products, promoteHigh } from './lanes'
import { Network, readoutOf, roundedReadoutOf, BLOCK } from './reluLayout'
import { ENTRY } from './subsets'

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

/** w ← keep·w − factor·G of one unit. */
// @ts-expect-error: a decorator of AssemblyScript
@inline
function updateUnit(
  weights: usize,
  rounded: usize,
  gradient: usize,
  bytes: i32,
  factor: v128,
  keep: v128,
): void {
  for (const end = gradient + bytes; gradient < end; gradient += ENTRY) {
    const four0 = v128.load(gradient, 0)
    const low0 = f64x2.sub(f64x2.mul(keep,v128.load(weights, 0)), f64x2.mul(factor, f64x2.promote_low_f32x4(four0)))
    const high0 = f64x2.sub(f64x2.mul(keep,v128.load(weights, 16)), f64x2.mul(factor, promoteHigh(four0)))
    v128.store(weights, low0, 0)
    v128.store(weights, high0, 16)
    v128.store(rounded, demote(low0, high0), 0)
    const four1 = v128.load(gradient, 16)
    const low1 = f64x2.sub(f64x2.mul(keep,v128.load(weights, 32)), f64x2.mul(factor, f64x2.promote_low_f32x4(four1)))
    const high1 = f64x2.sub(f64x2.mul(keep,v128.load(weights, 48)), f64x2.mul(factor, promoteHigh(four1)))
    v128.store(weights, low1, 32)
    v128.store(weights, high1, 48)
    v128.store(rounded, demote(low1, high1), 16)
    const four2 = v128.load(gradient, 32)
    const low2 = f64x2.sub(f64x2.mul(keep,v128.load(weights, 64)), f64x2.mul(factor, f64x2.promote_low_f32x4(four2)))
    const high2 = f64x2.sub(f64x2.mul(keep,v128.load(weights, 80)), f64x2.mul(factor, promoteHigh(four2)))
    v128.store(weights, low2, 64)
    v128.store(weights, high2, 80)
    v128.store(rounded, demote(low2, high2), 32)
    const four3 = v128.load(gradient, 48)
    const low3 = f64x2.sub(f64x2.mul(keep,v128.load(weights, 96)), f64x2.mul(factor, f64x2.promote_low_f32x4(four3)))
    const high3 = f64x2.sub(f64x2.mul(keep,v128.load(weights, 112)), f64x2.mul(factor, promoteHigh(four3)))
    v128.store(weights, low3, 96)
    v128.store(weights, high3, 112)
    v128.store(rounded, demote(low3, high3), 48)
    weights += 2 * ENTRY
    rounded += ENTRY
  }
}

/** w ← keep·w − rate·Σ_t v_t G_t of four units. */
function updateFirstLayer(network: Network, unit: i32, gradient: usize): void {
  const bytes = 4 * network.width
  const weights = network.weights + 2 * bytes * unit
  const rounded = network.rounded + bytes * unit
  let keep = f64x2.splat(network.keep)
  for (let task = 0; task < network.tasks; ++task) {
    const readouts = readoutOf(network, task) + 8 * unit
    for (let one = 0; one < 4; ++one) {
      updateUnit(
        weights + 2 * bytes * one,
        rounded + bytes * one,
        gradient + bytes * one,
        bytes,
        f64x2.splat(network.rate * load<f64>(readouts + 8 * one)),
        keep,
      )
    }
    gradient += BLOCK * bytes
    keep = f64x2.splat(1)
  }
}

/** Adds to the paths of four units the angles by which they turn at most. */
function turn(network: Network, unit: i32, turns: v128, lengths: v128, squares: v128): void {
  // Where so little of a unit is left, it may point anywhere.
  const isSafe = f32x4.gt(lengths, f32x4.mul(squares, f32x4.splat(0.01)))
  const angles = f32x4.mul(f32x4.div(turns, lengths), f32x4.splat(1.001))
  const bounded = v128.bitselect(f32x4.pmin(angles, f32x4.splat(10)), f32x4.splat(10), isSafe)
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
  const squares = v128.load(network.squares + 4 * unit)
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
    const across = f32x4.pmax(f32x4.sub(both, f32x4.mul(dots, dots)), least)
    turns = f32x4.add(turns, f32x4.mul(f32x4.abs(readouts), f32x4.sqrt(across)))
    lengths = f32x4.sub(lengths, f32x4.mul(readouts, dots))
    v128.store(network.dots + 16 * task, dots)
    from += BLOCK * bytes
  }
  if (network.trainFirstLayer) {
    turn(network, unit, turns, lengths, squares)
    updateFirstLayer(network, unit, gradient)
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
