import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CONTROLS } from '../../src/protocol/controls.ts'
import { DEFAULT_SPEC, fitCounts, readSpec, type RunSpec } from '../../src/protocol/spec.ts'
import { readNumber } from '../../src/protocol/numberFields.ts'
import { SWEEP_CONTROLS } from '../../src/protocol/sweepView.ts'
import { mapParts, standIns } from '../../src/store/sweeps/mapParts.ts'
import { median } from '../../src/store/sweeps/median.ts'
import { seedsFrom } from '../../src/store/sweeps/seeds.ts'
import { nearestIndex, stagesOf, sweepGrid } from '../../src/store/sweeps/sweepGrid.ts'
import { sweepKey } from '../../src/store/sweeps/sweepKeys.ts'

const SEED = 20241125

const anySpec: fc.Arbitrary<RunSpec> = fc
  .record({
    inputDim: fc.integer({ min: 50, max: 1000 }),
    auxActive: fc.integer({ min: 0, max: 100 }),
    mainActive: fc.integer({ min: 1, max: 100 }),
    overlap: fc.integer({ min: 0, max: 100 }),
  })
  .map((counts) => readSpec({ ...counts }).spec)

describe('sweepGrid(control, spec, most)', () => {
  it.each(SWEEP_CONTROLS)('every value of %s fits the other settings', (control) => {
    const property = fc.property(anySpec, (spec) => {
      const { values } = sweepGrid(control, spec, 41)
      expect(values.length).toBeGreaterThan(0)
      expect(values.length).toBeLessThanOrEqual(41)
      values.forEach((value, index) => {
        if (index > 0) expect(value).toBeGreaterThan(values[index - 1] ?? Infinity)
        expect(readNumber(control, value).problem).toBeUndefined()
        expect(fitCounts({ ...spec, [control]: value }).problems).toEqual([])
      })
    })
    fc.assert(property, { numRuns: 200, seed: SEED })
  })

  it('has the powers of ten of logarithmic controls', () => {
    const { values } = sweepGrid('initScale', DEFAULT_SPEC, 41)
    for (const power of [1e-6, 1e-3, 1]) expect(values).toContain(power)
    expect(nearestIndex({ values, scale: 'logarithmic' }, 1.2e-3)).toBe(values.indexOf(1e-3))
  })
})

describe('stagesOf(count, coarsest)', () => {
  it('visits every index once, coarse ones first', () => {
    const stages = stagesOf(41, 4)
    expect(stages[0]).toEqual([0, 4, 8, 12, 16, 20, 24, 28, 32, 36, 40])
    expect(stages.flat().sort((a, b) => a - b)).toEqual(Array.from({ length: 41 }, (_, i) => i))
  })
})

describe('seedsFrom(dataSeed, count)', () => {
  it('are 24, from the given one on, and go over to the smallest after the largest', () => {
    expect(seedsFrom(5, 24)).toEqual(Array.from({ length: 24 }, (_, index) => 5 + index))
    const { minimum, maximum } = CONTROLS.dataSeed
    expect(seedsFrom(maximum, 24).slice(0, 3)).toEqual([maximum, minimum, minimum + 1])
  })
})

describe('median(values)', () => {
  it.each([
    [[3, 1, 2], 2],
    [[4, 1, 2, 3], 2.5],
    [[NaN, 7, NaN], 7],
    [[], NaN],
  ])('of %j is %d', (values, expected) => {
    expect(median(values)).toBe(expected)
  })
})

describe('sweepKey(spec, measures, swept)', () => {
  it('does not know what a measure does not depend on, nor the swept controls', () => {
    const key = (change: Partial<RunSpec>): string =>
      sweepKey({ ...DEFAULT_SPEC, ...change }, ['singleTaskError'], ['overlap'])
    for (const change of [{ rescale: 1 }, { overlap: 0 }, { learningRate: 1 }, { dataSeed: 9 }]) {
      expect(key(change)).toBe(key({}))
    }
    for (const change of [{ initScale: 0.1 }, { mainSamples: 9 }, { labelNoise: 0.5 }]) {
      expect(key(change)).not.toBe(key({}))
    }
  })
})

describe('mapParts(size, seeds)', () => {
  const size = { columns: 49, rows: 31 }

  it('computes every cell of every seed once', () => {
    const seen = new Map<string, number>()
    for (const { seed, points } of mapParts(size, 8)) {
      for (const point of points) {
        const key = `${String(seed)} ${String(point)}`
        seen.set(key, (seen.get(key) ?? 0) + 1)
      }
    }
    expect(seen.size).toBe(8 * 49 * 31)
    expect([...seen.values()].every((count) => count === 1)).toBe(true)
  })

  it('begins with few cells all over the map, for two seeds', () => {
    // Every eighth of 49 columns; of 31 rows every fourth, so that at least four remain.
    const first = mapParts(size, 8).slice(0, 16)
    const points = first.flatMap((part) => part.points)
    expect(points).toHaveLength(2 * 7 * 8)
    expect(new Set(first.map(({ seed }) => seed))).toEqual(new Set([0, 1]))
  })
})

describe('standIns(size, isKnown)', () => {
  it('is the cell itself once it is known, else a neighbour, −1 before the first', () => {
    const size = { columns: 49, rows: 31 }
    expect(standIns(size, () => false).every((cell) => cell === -1)).toBe(true)
    const [coarse] = mapParts(size, 1)
    const known = new Set(
      mapParts(size, 1)
        .slice(0, 8)
        .flatMap(({ points }) => points),
    )
    const first = standIns(size, (cell) => known.has(cell))
    expect(coarse?.points.every((point) => first[point] === point)).toBe(true)
    expect(first.every((cell) => known.has(cell))).toBe(true)
    expect(standIns(size, () => true)).toEqual(Int32Array.from({ length: 49 * 31 }, (_, i) => i))
  })
})
