/**
 * Seeded random numbers that are the same in every browser: the generator uses 32-bit integer
 * arithmetic only, and normals come from a rational approximation (no Math.log, whose last digit
 * differs between engines).
 */
import { normalQuantile } from './normalQuantile.ts'

/** A stream of random numbers. Two streams of one seed are independent of each other. */
export interface Random {
  /** An integer in 0 … 2³²−1. */
  uint32(): number
  /** A double in the open interval (0, 1), with 52 random bits. */
  uniform(): number
  /** A draw from N(0, 1), made from exactly one `uniform()`. */
  normal(): number
  /** An integer in 0 … bound−1. */
  below(bound: number): number
  /** −1 or +1. */
  sign(): -1 | 1
}

/**
 * One round of SplitMix32: spreads neighbouring seeds over the whole 32-bit range.
 * Source: Steele, Lea, Flood 2014, with the 32-bit finalizer of MurmurHash3.
 */
const splitMix32 = (start: number): (() => number) => {
  let state = start | 0
  return () => {
    state = (state + 0x9e3779b9) | 0
    let mixed = state ^ (state >>> 16)
    mixed = Math.imul(mixed, 0x85ebca6b)
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
    return (mixed ^ (mixed >>> 16)) | 0
  }
}

const rotateLeft = (value: number, bits: number): number =>
  (value << bits) | (value >>> (32 - bits))

/**
 * The stream number `stream` of `seed` (both are reduced to 32 bits).
 * Generator: xoshiro128** 1.1, Blackman & Vigna 2018 (period 2¹²⁸−1).
 */
export const createRandom = (seed: number, stream: number): Random => {
  const mix = splitMix32(Math.imul(seed | 0, 0x2c1b3c6d) ^ splitMix32(stream)())
  let a = mix()
  let b = mix()
  let c = mix()
  let d = mix() | 1 // never all zero, the one state the generator cannot leave

  const uint32 = (): number => {
    const result = Math.imul(rotateLeft(Math.imul(b, 5), 7), 9)
    const shifted = b << 9
    c ^= a
    d ^= b
    b ^= c
    a ^= d
    c ^= shifted
    d = rotateLeft(d, 11)
    return result >>> 0
  }

  // 52 bits and a half: never 0 and never 1, so the quantile below is always finite.
  const uniform = (): number => {
    const high = uint32() >>> 6
    const low = uint32() >>> 6
    return (high * 67108864 + low + 0.5) / 4503599627370496
  }

  return {
    uint32,
    uniform,
    normal: () => normalQuantile(uniform()),
    below: (bound) => Math.floor(uniform() * bound),
    sign: () => (uint32() >>> 31 === 0 ? 1 : -1),
  }
}

/** The numbers 0 … length−1 in random order (Fisher–Yates). */
export const permutation = (random: Random, length: number): Uint32Array => {
  const order = Uint32Array.from({ length }, (_, index) => index)
  for (let last = length - 1; last > 0; last -= 1) {
    const chosen = random.below(last + 1)
    const moved = order[last] ?? 0
    order[last] = order[chosen] ?? 0
    order[chosen] = moved
  }
  return order
}
