/**
 * Which units are active on which rows, that is, the signs of w_h·x_i. A unit that has turned by less
 * than the angle between it and the nearest plane where a row changes its side is not looked at: its
 * signs are what they were, to the bit, rounding included.
 */
import { multiplyAdd, laneSum } from './lanes'
import { Block, blockAt, Network, unitsOfRowsAt } from './reluLayout'
import { SUBSET } from './subsets'

/** The subset of each of four rows in 64 bits: the bit for the first unit, or row, of four. */
const FIRSTS: u64 = 0x0040_0040_0040_0040

/** Below it, float32 could lose what squares are about. */
const LEAST_SQUARE: f32 = 1e-24

/** The bits of four rows as they stand in a subset. */
// @ts-expect-error: a decorator of AssemblyScript
@inline
function subsetOf(preactivations: v128): u64 {
  return (<u64>i32x4.bitmask(f32x4.gt(preactivations, f32x4.splat(0)))) << 6
}

/** The smallest |w·x| of four rows. */
// @ts-expect-error: a decorator of AssemblyScript
@inline
function nearer(lowest: v128, preactivations: v128, slacks: usize): v128 {
  return f32x4.min(lowest, f32x4.add(f32x4.abs(preactivations), v128.load(slacks)))
}

let hasChanged: bool = false

/**
 * Notes on which rows of a block a unit is active, and in `hasChanged` whether that has changed.
 * @returns the smallest |w·x|
 */
function activate(network: Network, block: Block, unit: i32): f32 {
  const weights = network.rounded + 4 * network.width * unit
  const weightsEnd = weights + 4 * network.dim
  const skipped = 64 * (network.width - network.dim)
  const subsetBytes = (SUBSET * block.rows) / 4
  let subsets = block.rowsOfUnits + subsetBytes * unit
  const end = subsets + subsetBytes
  let x = block.columns
  let slacks = block.slacks
  let lowest = f32x4.splat(f32.MAX_VALUE)
  for (; subsets < end; subsets += 4 * SUBSET) {
    let sum0 = f32x4.splat(0)
    let sum1 = f32x4.splat(0)
    let sum2 = f32x4.splat(0)
    let sum3 = f32x4.splat(0)
    for (let at = weights; at < weightsEnd; at += 4) {
      const weight = v128.load32_splat(at)
      sum0 = multiplyAdd(v128.load(x, 0), weight, sum0)
      sum1 = multiplyAdd(v128.load(x, 16), weight, sum1)
      sum2 = multiplyAdd(v128.load(x, 32), weight, sum2)
      sum3 = multiplyAdd(v128.load(x, 48), weight, sum3)
      x += 64
    }
    x += skipped
    lowest = nearer(lowest, sum0, slacks)
    lowest = nearer(lowest, sum1, slacks + 16)
    lowest = nearer(lowest, sum2, slacks + 32)
    lowest = nearer(lowest, sum3, slacks + 48)
    slacks += 64
    const found =
      subsetOf(sum0) | (subsetOf(sum1) << 16) | (subsetOf(sum2) << 32) | (subsetOf(sum3) << 48)
    if (found != load<u64>(subsets)) {
      store<u64>(subsets, found)
      hasChanged = true
    }
  }
  const pairs = f32x4.min(lowest, v128.shuffle<f32>(lowest, lowest, 2, 3, 0, 1))
  return min(f32x4.extract_lane(pairs, 0), f32x4.extract_lane(pairs, 1))
}

/** |w|² of a unit. */
function squareOf(network: Network, unit: i32): f32 {
  const from = network.rounded + 4 * network.width * unit
  let sum = f32x4.splat(0)
  for (let at: usize = 0; at < <usize>(4 * network.width); at += 16) {
    const weights = v128.load(from + at)
    sum = multiplyAdd(weights, weights, sum)
  }
  return laneSum(sum)
}

/** By how many radians a unit may turn before a row of the block can change its side. */
function freedomOf(network: Network, block: Block, unit: i32, lowest: f32): f64 {
  const square = squareOf(network, unit)
  if (!(square > LEAST_SQUARE)) return -1
  // w·x is off by D units of 2⁻²⁴ of |w||x| now, and by as much later; twice that to be safe.
  const doubt: f64 = <f64>(network.dim + 8) / <f64>(1 << 22)
  return <f64>lowest / (Math.sqrt(square) * block.norm) * 0.9999 - doubt
}

/** The subsets of units of four rows, from the subsets of rows of four units. */
function transpose(block: Block, unit: i32, bundle: i32, groups: i32): void {
  const subsetBytes = (SUBSET * block.rows) / 4
  const line = SUBSET * groups
  let from = block.rowsOfUnits + subsetBytes * unit
  const end = from + subsetBytes
  let to = unitsOfRowsAt(block, bundle) + (SUBSET * (unit - bundle)) / 4
  for (; from < end; from += 4 * SUBSET) {
    const first = load<u64>(from)
    const second = load<u64>(from + subsetBytes)
    const third = load<u64>(from + 2 * subsetBytes)
    const fourth = load<u64>(from + 3 * subsetBytes)
    for (let row: i32 = 0; row < 4; ++row) {
      const found =
        ((first >> row) & FIRSTS) |
        (((second >> row) & FIRSTS) << 1) |
        (((third >> row) & FIRSTS) << 2) |
        (((fourth >> row) & FIRSTS) << 3)
      const place = to + row * line
      store<u16>(place, <u16>found)
      store<u16>(place + 4 * line, <u16>(found >> 16))
      store<u16>(place + 8 * line, <u16>(found >> 32))
      store<u16>(place + 12 * line, <u16>(found >> 48))
    }
    to += 16 * line
  }
}

/** Looks at those of four units that have turned too far, on one block. */
function refreshBlock(network: Network, block: Block, unit: i32, bundle: i32, groups: i32): void {
  hasChanged = false
  const end = min(unit + 4, network.units)
  for (let one = unit; one < end; ++one) {
    const limit = block.limits + 8 * one
    const path = load<f64>(network.paths + 8 * one)
    if (path < load<f64>(limit)) continue
    const lowest = activate(network, block, one)
    store<f64>(limit, path + freedomOf(network, block, one, lowest))
  }
  if (hasChanged) transpose(block, unit, bundle, groups)
}

/** Whether one of four units has turned too far; also where that is not a number. */
function isStale(network: Network, unit: i32): bool {
  const paths = network.paths + 8 * unit
  const limits = network.limits + 8 * unit
  const early = f64x2.lt(v128.load(paths), v128.load(limits))
  const late = f64x2.lt(v128.load(paths, 16), v128.load(limits, 16))
  return !i64x2.all_true(v128.and(early, late))
}

/**
 * Brings up to date which units of a bundle are active where.
 * @param bundle its first unit
 * @param end its last unit's successor, a multiple of 16
 */
export function refresh(network: Network, bundle: i32, end: i32): void {
  const groups = (end - bundle) / 4
  for (let unit = bundle; unit < end; unit += 4) {
    if (!isStale(network, unit)) continue
    for (let index = 0; index < network.blockCount; ++index) {
      refreshBlock(network, blockAt(network, index), unit, bundle, groups)
    }
    for (let one = unit; one < min(unit + 4, network.units); ++one) {
      let lowest = f64.MAX_VALUE
      for (let index = 0; index < network.blockCount; ++index) {
        // Not a number stays so, and so the unit is looked at in every step.
        lowest = min(lowest, load<f64>(blockAt(network, index).limits + 8 * one))
      }
      store<f64>(network.limits + 8 * one, lowest)
    }
  }
}
