import { describe, expect, it } from 'vitest'
import { createRandom, permutation, type Random } from '../../src/theory/random.ts'

const MASK = 0xffffffffn

/** SplitMix32 in exact integer arithmetic, written from its definition. */
const splitMix = (seed: bigint): (() => bigint) => {
  let state = seed & MASK
  return () => {
    state = (state + 0x9e3779b9n) & MASK
    let mixed = state ^ (state >> 16n)
    mixed = (mixed * 0x85ebca6bn) & MASK
    mixed = ((mixed ^ (mixed >> 13n)) * 0xc2b2ae35n) & MASK
    return mixed ^ (mixed >> 16n)
  }
}

const rotate = (value: bigint, bits: bigint): bigint =>
  ((value << bits) | (value >> (32n - bits))) & MASK

/** xoshiro128** 1.1 by Blackman and Vigna, with the state s0 … s3 and the names of their C code. */
const xoshiro128StarStar = (s: [bigint, bigint, bigint, bigint]): (() => number) => {
  return () => {
    const result = (rotate((s[1] * 5n) & MASK, 7n) * 9n) & MASK
    const t = (s[1] << 9n) & MASK
    s[2] ^= s[0]
    s[3] ^= s[1]
    s[1] ^= s[2]
    s[0] ^= s[3]
    s[2] ^= t
    s[3] = rotate(s[3], 11n)
    return Number(result)
  }
}

/** The seeding that createRandom documents, around the independent generators above. */
const independentStream = (seed: number, stream: number): (() => number) => {
  const streamKey = splitMix(BigInt(stream))()
  const mix = splitMix(((BigInt(seed) * 0x2c1b3c6dn) & MASK) ^ streamKey)
  return xoshiro128StarStar([mix(), mix(), mix(), mix() | 1n])
}

const draws = (count: number, draw: () => number): number[] => Array.from({ length: count }, draw)

const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length

const meanPower = (values: readonly number[], power: number): number =>
  meanOf(values.map((value) => value ** power))

const COUNT = 100_000
/** Bounds below are five standard errors: a correct generator passes all with 1 − 1e-5. */
const ERRORS = 5 / Math.sqrt(COUNT)

describe('createRandom(seed, stream)', () => {
  it.each([
    [0, 0],
    [1, 0],
    [1, 3],
    [999_999, 16],
    [0xffffffff, 4],
  ])('gives xoshiro128** with SplitMix32 seeding: seed %i, stream %i', (seed, stream) => {
    const independent = independentStream(seed, stream)
    const random = createRandom(seed, stream)
    expect(draws(1000, () => random.uint32())).toEqual(draws(1000, independent))
  })

  it('gives the same numbers again for the same seed and stream', () => {
    const mixed = (random: Random): number[] =>
      draws(300, () => random.uniform() + random.normal() + random.below(9) + random.sign())
    expect(mixed(createRandom(5, 2))).toEqual(mixed(createRandom(5, 2)))
  })

  it('gives other numbers for another seed or another stream', () => {
    const firsts = new Set<number>()
    for (let seed = 0; seed < 200; seed += 1) {
      for (let stream = 0; stream < 5; stream += 1) firsts.add(createRandom(seed, stream).uint32())
    }
    // 1000 draws of 2³² collide with probability 1000²/2/2³² = 1e-4; this is one fixed case.
    expect(firsts.size).toBe(1000)
  })

  it.each([
    ['streams of one seed', createRandom(7, 0), createRandom(7, 1)],
    ['neighbouring seeds', createRandom(7, 0), createRandom(8, 0)],
  ])('makes %s uncorrelated', (_, one, other) => {
    // A product of independent standard normals has mean 0 and variance 1.
    const products = draws(COUNT, () => one.normal() * other.normal())
    expect(Math.abs(meanOf(products))).toBeLessThan(ERRORS)
  })

  it('uniform() has the moments of (0, 1) and fills it evenly', () => {
    const random = createRandom(11, 0)
    const values = draws(COUNT, () => random.uniform())
    // E u = 1/2 with variance 1/12; E u² = 1/3 with variance 1/5 − 1/9.
    expect(Math.abs(meanOf(values) - 1 / 2)).toBeLessThan(ERRORS * Math.sqrt(1 / 12))
    expect(Math.abs(meanPower(values, 2) - 1 / 3)).toBeLessThan(ERRORS * Math.sqrt(4 / 45))
    expect(Math.min(...values.slice(0, 10_000))).toBeGreaterThan(0)
    expect(Math.max(...values.slice(0, 10_000))).toBeLessThan(1)
    const counts = new Array<number>(64).fill(0)
    for (const value of values) {
      const bin = Math.floor(value * 64)
      counts[bin] = (counts[bin] ?? 0) + 1
    }
    const expected = COUNT / 64
    const chiSquare = counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0)
    // χ² with 63 degrees of freedom: mean 63, standard deviation √126.
    expect(Math.abs(chiSquare - 63)).toBeLessThan(5 * Math.sqrt(126))
  })

  it('normal() has the first four moments of N(0, 1)', () => {
    const random = createRandom(12, 0)
    const values = draws(COUNT, () => random.normal())
    // Variances of zᵏ: 1, 3 − 1, 15, 105 − 9.
    expect(Math.abs(meanPower(values, 1))).toBeLessThan(ERRORS)
    expect(Math.abs(meanPower(values, 2) - 1)).toBeLessThan(ERRORS * Math.sqrt(2))
    expect(Math.abs(meanPower(values, 3))).toBeLessThan(ERRORS * Math.sqrt(15))
    expect(Math.abs(meanPower(values, 4) - 3)).toBeLessThan(ERRORS * Math.sqrt(96))
  })

  it('normal() takes exactly one uniform(), and uniform() two uint32()', () => {
    const [one, other] = [createRandom(3, 0), createRandom(3, 0)]
    one.normal()
    other.uniform()
    expect(one.uint32()).toBe(other.uint32())
    const [first, third] = [createRandom(3, 0), createRandom(3, 0)]
    first.uniform()
    third.uint32()
    third.uint32()
    expect(first.uint32()).toBe(third.uint32())
  })

  it('below(n) gives each of 0 … n−1 equally often, and sign() both signs', () => {
    const random = createRandom(13, 0)
    const counts = new Map<number, number>()
    for (const value of draws(COUNT, () => random.below(7))) {
      counts.set(value, (counts.get(value) ?? 0) + 1)
    }
    expect([...counts.keys()].sort((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6])
    const deviation = Math.sqrt(COUNT * (1 / 7) * (6 / 7))
    for (const count of counts.values()) {
      expect(Math.abs(count - COUNT / 7)).toBeLessThan(5 * deviation)
    }
    const signs = draws(COUNT, () => random.sign())
    expect(new Set(signs)).toEqual(new Set([-1, 1]))
    expect(Math.abs(meanOf(signs))).toBeLessThan(ERRORS)
  })
})

describe('permutation(random, length)', () => {
  it('holds every number once', () => {
    const order = permutation(createRandom(1, 0), 500)
    expect(Array.from(order).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 500 }, (_, index) => index),
    )
    expect(permutation(createRandom(1, 0), 0)).toEqual(new Uint32Array(0))
  })

  it('gives all 24 orders of four things equally often', () => {
    const random = createRandom(14, 0)
    const counts = new Map<string, number>()
    const rounds = 24_000
    for (let round = 0; round < rounds; round += 1) {
      const order = permutation(random, 4).join('')
      counts.set(order, (counts.get(order) ?? 0) + 1)
    }
    expect(counts.size).toBe(24)
    const expected = rounds / 24
    const chiSquare = [...counts.values()].reduce(
      (sum, count) => sum + (count - expected) ** 2 / expected,
      0,
    )
    // χ² with 23 degrees of freedom.
    expect(Math.abs(chiSquare - 23)).toBeLessThan(5 * Math.sqrt(46))
  })
})
