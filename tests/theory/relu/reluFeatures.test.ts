import { describe, expect, it } from 'vitest'
import {
  initialReluWeights,
  reluUnits,
  type ReluUnits,
} from '../../../src/theory/relu/reluNetwork.ts'
import { featureCoefficients, unitFeatures } from '../../../src/theory/relu/reluFeatures.ts'
import { createReluTasks } from '../../../src/theory/relu/reluTasks.ts'

const SHAPE = { inputDim: 15, hiddenWidth: 50 }

const tasks = createReluTasks({
  ...SHAPE,
  auxActive: 6,
  mainActive: 4,
  overlap: 2,
  featureCorrelation: 0.6,
  featureMagnitude: 1.5,
  auxSamples: 0,
  mainSamples: 0,
  labelNoise: 0,
  dataSeed: 2,
})

const coefficientsOf = (units: ReluUnits, teacher: ReluUnits): Float64Array =>
  featureCoefficients(unitFeatures(units, teacher), teacher.readouts.length)

describe('unitFeatures(units, teacher)', () => {
  // Teacher units along the axes of the plane.
  const teacher: ReluUnits = {
    inputDim: 2,
    directions: Float64Array.of(1, 0, 0, 1),
    readouts: Float64Array.of(1, 0),
  }
  const units: ReluUnits = {
    inputDim: 2,
    directions: Float64Array.of(3, 4, 2, 0, -3, -4, 0, 0, 8, -6),
    readouts: Float64Array.of(-2, 1, 5, 7, 0),
  }

  it('knows strength, sign, nearest teacher unit and cosine, by hand', () => {
    const { strengths, signs, features, cosines } = unitFeatures(units, teacher)
    expect(strengths).toEqual(Float64Array.of(2 * 5, 2, 5 * 5, 0, 0))
    expect(signs).toEqual(Int8Array.of(-1, 1, 1, 1, 0))
    // (3, 4) has cosines 3/5 and 4/5; (−3, −4) and 0 point to none; (8, −6) to the first, 8/10.
    expect(features).toEqual(Int32Array.of(1, 0, 2, 2, 0))
    expect(cosines).toEqual(Float64Array.of(4 / 5, 1, 0, 0, 8 / 10))
  })

  it('adds units up to coefficients, by hand', () => {
    // Feature 0: 1·2; feature 1: −2·4; else: 2·(5 − 4) and 5·5 of the unit that points to none.
    const coefficients = coefficientsOf(units, teacher)
    expect(coefficients[0]).toBe(2)
    expect(coefficients[1]).toBeCloseTo(-8, 14)
    expect(coefficients[2]).toBeCloseTo(2 + 25, 14)
  })
})

describe('featureCoefficients(units, featureCount)', () => {
  it.each(['aux', 'main'] as const)('are the readouts of the %s teacher itself', (task) => {
    const expected = { aux: tasks.auxTeacher, main: tasks.mainTeacher }[task]
    coefficientsOf(tasks.teachers[task], tasks.teachers[task]).forEach((value, feature) => {
      expect(Math.abs(value - (expected[feature] ?? NaN))).toBeLessThan(1e-15)
    })
  })

  it('does not change when a unit is split in two, or w and v are traded', () => {
    const { main } = tasks.teachers
    const split: ReluUnits = {
      inputDim: 15,
      directions: Float64Array.of(...main.directions, ...main.directions.map((w) => 3 * w)),
      readouts: Float64Array.of(
        ...main.readouts.map((v) => v / 4),
        ...main.readouts.map((v) => v / 4),
      ),
    }
    coefficientsOf(split, main).forEach((value, feature) => {
      expect(Math.abs(value - (tasks.mainTeacher[feature] ?? NaN))).toBeLessThan(1e-15)
    })
  })

  it('of a random network are those of the definition', () => {
    const weights = initialReluWeights({ ...SHAPE, tasks: 1, initScale: 1, initSeed: 1 })
    const units = reluUnits(weights, SHAPE, 0)
    const { main } = tasks.teachers
    const count = main.readouts.length
    const expected = new Float64Array(count + 1)
    for (let h = 0; h < 50; h += 1) {
      const w = Array.from(units.directions.slice(h * 15, (h + 1) * 15))
      const v = units.readouts[h] ?? 0
      const products = Array.from({ length: count }, (_, k) =>
        w.reduce((sum, value, d) => sum + value * (main.directions[k * 15 + d] ?? 0), 0),
      )
      const best = Math.max(...products)
      if (best > 0)
        expected[products.indexOf(best)] = (expected[products.indexOf(best)] ?? 0) + v * best
      expected[count] =
        (expected[count] ?? 0) + Math.abs(v) * (Math.hypot(...w) - Math.max(0, best))
    }
    coefficientsOf(units, main).forEach((value, feature) => {
      expect(Math.abs(value - (expected[feature] ?? NaN))).toBeLessThan(1e-13)
    })
    expect(new Set(unitFeatures(units, main).features).size).toBeGreaterThan(5)
  })

  it('measures a pair along the unit of the task', () => {
    // A network that is the auxiliary teacher has ρ = 0.6 of each pair’s main readout direction.
    const { aux, main } = tasks.teachers
    const coefficients = coefficientsOf(aux, main)
    for (const feature of tasks.groups.shared) {
      expect(coefficients[feature]).toBeCloseTo(0.6 * (aux.readouts[feature] ?? NaN), 14)
    }
    // √(1 − 0.6²) of it lies along fresh directions that are no feature: 0.4 of each strength is lost.
    expect(coefficients[8]).toBeCloseTo((2 * 0.4) / Math.sqrt(6), 14)
  })
})
