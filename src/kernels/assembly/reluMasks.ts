/**
 * Which units are active on which rows, that is, the signs of w_h·x_i.
 *
 * A unit changes its side of a row only where it turns past the plane at right angles to the row. So
 * with the signs of four rows the angle to the nearest such plane is found, and until the unit may
 * have turned by so much, the signs are what they were: to the bit, because the angle allows for
 * rounding. Most signs need no look in most steps. How far a unit has turned is added up step by step
 * (reluUpdate.ts), always a little too much, never too little.
 *
 * Signs are looked at by squares of four units and four rows: which squares is noted first, without a
 * branch, so that the processor need not guess.
 */
import { demote, laneMinima, multiplyAdd, products } from './lanes'
import { Block, blockAt, Network, unitsOfRowsAt } from './reluLayout'
import { SUBSET } from './subsets'

/** Squares of smaller weights could be lost in float32. */
const LEAST_SQUARE: f32 = 1e-24

/** What is multiplied by them is larger or smaller even after it has been rounded a few times. */
const MORE: f32 = 1 + 4e-7
const LESS: f32 = 1 - 1e-6

/** The active ones of four rows, as they stand in a subset. */
// @ts-expect-error: a decorator of AssemblyScript
@inline
function subsetOf(signs: v128): u16 {
  return <u16>(i32x4.bitmask(signs) << 6)
}

/** |w·x| of four rows; large for rows of zeros, whose signs never change. */
// @ts-expect-error: a decorator of AssemblyScript
@inline
function distance(inputs: v128, slacks: v128): v128 {
  return f32x4.add(f32x4.abs(inputs), slacks)
}

/**
 * The paths up to which the signs of four units on four rows are what they are.
 * @param lowest |w·x| of the nearest row
 */
// @ts-expect-error: a decorator of AssemblyScript
@inline
function limitsOf(network: Network, norm: f32, unit: i32, lowest: v128): v128 {
  const squares = v128.load(network.squares + 4 * unit)
  const paths = f32x4.mul(v128.load(network.paths32 + 4 * unit), f32x4.splat(LESS))
  // w·x is off by D units of 2⁻²⁴ of |w||x| now, and by as much later, and w by one.
  const doubt = f32x4.splat(<f32>(network.dim + 3) / <f32>(1 << 23))
  const angles = f32x4.div(lowest, f32x4.mul(f32x4.sqrt(squares), f32x4.splat(norm)))
  const free = f32x4.sub(f32x4.mul(angles, f32x4.splat(0.9999)), doubt)
  const limits = f32x4.mul(f32x4.add(paths, free), f32x4.splat(LESS))
  const isLarge = f32x4.gt(squares, f32x4.splat(LEAST_SQUARE))
  return v128.bitselect(limits, f32x4.splat(-1), isLarge)
}

/**
 * Finds on which of four rows of a block four units are active.
 * @param line bytes from one row's active units to those of the next
 */
function look(network: Network, block: Block, unit: i32, four: i32, bundle: i32, line: i32): void {
  const rowBytes = 4 * network.width
  let weights = network.rounded + rowBytes * unit
  let sum0 = f32x4.splat(0)
  let sum1 = f32x4.splat(0)
  let sum2 = f32x4.splat(0)
  let sum3 = f32x4.splat(0)
  let x = block.columns + 16 * rowBytes * (four >> 2) + 16 * (four & 3)
  const second = rowBytes
  const third = 2 * rowBytes
  const fourth = 3 * rowBytes
  for (const end = weights + 4 * network.dim; weights < end; weights += 4) {
    const inputs = v128.load(x)
    sum0 = multiplyAdd(inputs, v128.load32_splat(weights), sum0)
    sum1 = multiplyAdd(inputs, v128.load32_splat(weights + second), sum1)
    sum2 = multiplyAdd(inputs, v128.load32_splat(weights + third), sum2)
    sum3 = multiplyAdd(inputs, v128.load32_splat(weights + fourth), sum3)
    x += 64
  }
  const slacks = v128.load(block.slacks + 16 * four)
  const lowest = laneMinima(
    distance(sum0, slacks),
    distance(sum1, slacks),
    distance(sum2, slacks),
    distance(sum3, slacks),
  )
  const limits = block.limits + 4 * block.rows * (unit / 4) + 16 * four
  v128.store(limits, limitsOf(network, block.norm, unit, lowest))

  const zero = f32x4.splat(0)
  const signs0 = f32x4.gt(sum0, zero)
  const signs1 = f32x4.gt(sum1, zero)
  const signs2 = f32x4.gt(sum2, zero)
  const signs3 = f32x4.gt(sum3, zero)
  const stride = (SUBSET * block.rows) / 4
  const rows = block.rowsOfUnits + stride * unit + SUBSET * four
  store<u16>(rows, subsetOf(signs0))
  store<u16>(rows + stride, subsetOf(signs1))
  store<u16>(rows + 2 * stride, subsetOf(signs2))
  store<u16>(rows + 3 * stride, subsetOf(signs3))
  const early = v128.or(
    v128.and(signs0, i32x4.splat(1 << 6)),
    v128.and(signs1, i32x4.splat(1 << 7)),
  )
  const late = v128.or(
    v128.and(signs2, i32x4.splat(1 << 8)),
    v128.and(signs3, i32x4.splat(1 << 9)),
  )
  const active = v128.or(early, late)
  const units = unitsOfRowsAt(block, bundle) + (SUBSET * (unit - bundle)) / 4 + 4 * line * four
  v128.store_lane<u16>(units, active, 0)
  v128.store_lane<u16>(units + line, active, 2)
  v128.store_lane<u16>(units + 2 * line, active, 4)
  v128.store_lane<u16>(units + 3 * line, active, 6)
}

/** Notes which signs of a block may have changed; returns where the notes end. */
function note(network: Network, block: Block, bundle: i32, end: i32): usize {
  let notes = network.notes
  const fours = block.rows / 4
  let limits = block.limits + 4 * block.rows * (bundle / 4)
  for (let unit = bundle; unit < end; unit += 4) {
    const paths = v128.load(network.paths32 + 4 * unit)
    for (let four = 0; four < fours; ++four) {
      store<u16>(notes, <u16>(((unit - bundle) << 4) | four))
      // Also where it is not a number.
      const isKnown = i32x4.all_true(f32x4.lt(paths, v128.load(limits)))
      notes += isKnown ? 0 : 2
      limits += 16
    }
  }
  return notes
}

/** What the signs of a bundle's units depend on: how far they have turned, and |w|². */
function measureUnits(network: Network, bundle: i32, end: i32): void {
  const rowBytes = 4 * network.width
  for (let unit = bundle; unit < end; unit += 4) {
    const weights = network.rounded + rowBytes * unit
    v128.store(network.squares + 4 * unit, products(weights, weights, rowBytes))
    const at = network.paths + 8 * unit
    const paths = demote(v128.load(at), v128.load(at, 16))
    v128.store(network.paths32 + 4 * unit, f32x4.mul(paths, f32x4.splat(MORE)))
  }
}

/**
 * Brings up to date where the units of a bundle are active.
 * @param bundle its first unit
 * @param end its last unit's successor
 */
export function refresh(network: Network, bundle: i32, end: i32): void {
  const line = (SUBSET * (end - bundle)) / 4
  measureUnits(network, bundle, end)
  for (let index = 0; index < network.blockCount; ++index) {
    const block = blockAt(network, index)
    const last = note(network, block, bundle, end)
    for (let at = network.notes; at < last; at += 2) {
      const noted = <i32>load<u16>(at)
      look(network, block, bundle + (noted >> 4), noted & 15, bundle, line)
    }
  }
}
