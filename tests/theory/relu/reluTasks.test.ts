import { describe, expect, it } from 'vitest'
import { createRandom } from '../../../src/theory/random.ts'
import { randomBasis } from '../../../src/theory/relu/orthonormal.ts'
import { reluOutputs, type ReluUnits } from '../../../src/theory/relu/reluNetwork.ts'
import {
  createReluTasks,
  drawReluAuxiliary,
  drawReluValidation,
  reluAuxiliaryKey,
  type ReluTaskPair,
  type ReluTaskSettings,
} from '../../../src/theory/relu/reluTasks.ts'
import { auxiliaryKey, createTasks, NO_ROWS } from '../../../src/theory/tasks.ts'

const SETTINGS: ReluTaskSettings = {
  inputDim: 15,
  hiddenWidth: 200,
  auxActive: 6,
  mainActive: 4,
  overlap: 2,
  featureCorrelation: 1,
  featureMagnitude: 1,
  auxSamples: 40,
  mainSamples: 16,
  labelNoise: 0,
  dataSeed: 5,
}
const FEATURES = 8

const tasksWith = (changes: Partial<ReluTaskSettings> = {}): ReluTaskPair =>
  createReluTasks({ ...SETTINGS, ...changes })

const direction = (teacher: ReluUnits, unit: number): Float64Array =>
  teacher.directions.slice(unit * teacher.inputDim, (unit + 1) * teacher.inputDim)

const dot = (a: Float64Array, b: Float64Array): number =>
  a.reduce((sum, value, d) => sum + value * (b[d] ?? 0), 0)

/** Sums of 15 products of numbers below 1 are this close to exact. */
const ROUNDING = 1e-14

describe('randomBasis(random, size)', () => {
  it('is orthonormal', () => {
    const size = 60
    const basis = randomBasis(createRandom(1, 0), size)
    for (let i = 0; i < size; i += 1) {
      for (let j = 0; j <= i; j += 1) {
        const row = basis.subarray(i * size, (i + 1) * size)
        const product = dot(row, basis.subarray(j * size, (j + 1) * size))
        expect(Math.abs(product - (i === j ? 1 : 0))).toBeLessThan(ROUNDING)
      }
    }
  })

  it('has no preferred direction', () => {
    // An entry of a uniform unit vector of ℝ³ has mean 0 and variance 1/3: five standard errors.
    const count = 2000
    const random = createRandom(2, 0)
    const bases = Array.from({ length: count }, () => randomBasis(random, 3))
    for (let index = 0; index < 9; index += 1) {
      const mean = bases.reduce((sum, basis) => sum + (basis[index] ?? 0), 0) / count
      const square = bases.reduce((sum, basis) => sum + (basis[index] ?? 0) ** 2, 0) / count
      expect(Math.abs(mean)).toBeLessThan(5 * Math.sqrt(1 / 3 / count))
      // The square has variance 1/5 − 1/9 = 4/45.
      expect(Math.abs(square - 1 / 3)).toBeLessThan(5 * Math.sqrt(4 / 45 / count))
    }
  })
})

describe('createReluTasks(settings)', () => {
  it('numbers the features: pairs, auxiliary alone, main alone, all else', () => {
    const { groups, auxTeacher, mainTeacher, teachers } = tasksWith()
    expect(groups).toEqual({
      shared: [0, 1],
      auxOnly: [2, 3, 4, 5],
      mainOnly: [6, 7],
      unused: [FEATURES],
    })
    const used = (teacher: Float64Array): number[] =>
      [...teacher.keys()].filter((feature) => teacher[feature] !== 0)
    expect(used(auxTeacher)).toEqual([0, 1, 2, 3, 4, 5])
    expect(used(mainTeacher)).toEqual([0, 1, 6, 7])
    expect(auxTeacher).toEqual(Float64Array.of(...teachers.aux.readouts, 0))
    expect(mainTeacher).toEqual(Float64Array.of(...teachers.main.readouts, 0))
  })

  it('gives the units readouts ±1/√k₁ and ±m/√k₂, the same sign in a pair, and both signs', () => {
    const seen = new Set<number>()
    for (let dataSeed = 0; dataSeed < 20; dataSeed += 1) {
      const { groups, auxTeacher, mainTeacher } = tasksWith({ dataSeed, featureMagnitude: 0.5 })
      for (const feature of [...groups.shared, ...groups.auxOnly]) {
        expect(Math.abs(auxTeacher[feature] ?? 0)).toBe(1 / Math.sqrt(6))
      }
      for (const feature of [...groups.shared, ...groups.mainOnly]) {
        expect(Math.abs(mainTeacher[feature] ?? 0)).toBe(0.5 / Math.sqrt(4))
        seen.add(Math.sign(mainTeacher[feature] ?? 0))
      }
      for (const feature of groups.shared) {
        expect(Math.sign(mainTeacher[feature] ?? 0)).toBe(Math.sign(auxTeacher[feature] ?? 0))
      }
    }
    expect(seen).toEqual(new Set([-1, 1]))
  })

  it.each([0, 0.3, 0.9, 1])('mixes the units of a pair to a cosine of ρ = %f', (rho) => {
    const { teachers } = tasksWith({ featureCorrelation: rho })
    for (let i = 0; i < FEATURES; i += 1) {
      for (let j = 0; j < FEATURES; j += 1) {
        const main = direction(teachers.main, i)
        const aux = direction(teachers.aux, j)
        // All units are orthonormal but the two of a pair.
        const expected = i === j ? (i < 2 ? rho : 1) : 0
        expect(Math.abs(dot(main, aux) - expected)).toBeLessThan(ROUNDING)
        const other = dot(main, direction(teachers.main, j))
        expect(Math.abs(other - (i === j ? 1 : 0))).toBeLessThan(ROUNDING)
      }
    }
  })

  it('has exactly equal units at ρ = 1', () => {
    const { teachers } = tasksWith()
    expect(teachers.main.directions).toEqual(teachers.aux.directions)
  })

  it('keeps the auxiliary rows and all other draws while o, ρ, m or k₂ change', () => {
    const usual = tasksWith()
    const changes = [
      { overlap: 0 },
      { featureCorrelation: 0.8 },
      { featureMagnitude: 3 },
      { mainActive: 9 },
    ]
    for (const change of changes) {
      const changed = tasksWith(change)
      expect(changed.aux).toEqual(usual.aux)
      expect(changed.main.inputs).toEqual(usual.main.inputs)
      expect(changed.main.targets).not.toEqual(usual.main.targets)
      // Features 6 and 7 of o = 2 are the third and fourth main unit.
      const third = changed.groups.mainOnly[2 - (changed.groups.shared.length || 0)] ?? -1
      expect(direction(changed.teachers.main, third)).toEqual(direction(usual.teachers.main, 6))
      const sizeOf = Math.abs(changed.mainTeacher[third] ?? NaN)
      expect((changed.mainTeacher[third] ?? NaN) / sizeOf).toBe(
        Math.sign(usual.mainTeacher[6] ?? NaN),
      )
    }
  })

  it('labels its rows by its teachers', () => {
    const { aux, main, teachers } = tasksWith({ featureCorrelation: 0.5 })
    expect(aux.targets).toEqual(reluOutputs(teachers.aux, aux.inputs))
    expect(main.targets).toEqual(reluOutputs(teachers.main, main.inputs))
    expect(main.rows).toBe(16)
    expect(aux.rows).toBe(40)
  })

  it('draws the rows of the diagonal network, with the same noise', () => {
    const noisy = tasksWith({ labelNoise: 0.5 })
    const clean = tasksWith()
    const diagonal = createTasks({ ...SETTINGS, labelNoise: 0.5 })
    const diagonalClean = createTasks(SETTINGS)
    expect(noisy.main.inputs).toEqual(diagonal.main.inputs)
    expect(noisy.aux.inputs).toEqual(diagonal.aux.inputs)
    noisy.main.targets.forEach((target, row) => {
      const noise = (diagonal.main.targets[row] ?? 0) - (diagonalClean.main.targets[row] ?? 0)
      expect(target - (clean.main.targets[row] ?? 0)).toBeCloseTo(noise, 13)
    })
  })

  it('gives the same numbers again, and others for another seed', () => {
    expect(tasksWith()).toEqual(tasksWith())
    const other = tasksWith({ dataSeed: 6 })
    const { teachers } = tasksWith()
    expect(other.teachers.aux.directions).not.toEqual(teachers.aux.directions)
  })

  it('allows k₁ + k₂ = D, k₁ = 0 and k₂ = D', () => {
    expect(tasksWith({ auxActive: 11 }).auxTeacher).toHaveLength(14)
    const alone = tasksWith({ auxActive: 0, overlap: 0, mainActive: 15 })
    expect(alone.aux.targets.every((target) => target === 0)).toBe(true)
    expect(alone.auxTeacher.every((value) => value === 0)).toBe(true)
  })

  it.each([
    [{ overlap: 5 }, /overlap: 5/],
    [{ auxActive: 12 }, /units/],
    [{ featureCorrelation: 1.1 }, /featureCorrelation: 1.1/],
    [{ featureCorrelation: NaN }, /featureCorrelation: NaN/],
  ])('refuses %o', (changes, message) => {
    expect(() => tasksWith(changes)).toThrow(RangeError)
    expect(() => tasksWith(changes)).toThrow(message)
  })
})

describe('the auxiliary rows alone', () => {
  it('are those of both tasks, and are not drawn where they are known', () => {
    const { aux, teachers } = tasksWith({ labelNoise: 0.1 })
    expect(drawReluAuxiliary({ ...SETTINGS, labelNoise: 0.1 }, teachers.aux)).toEqual(aux)
    expect(createReluTasks(SETTINGS, NO_ROWS).aux).toBe(NO_ROWS)
  })

  it('have a key that knows exactly what they depend on', () => {
    const key = reluAuxiliaryKey(SETTINGS)
    const same = {
      overlap: 0,
      featureCorrelation: 0.2,
      featureMagnitude: 2,
      mainActive: 2,
      mainSamples: 99,
      hiddenWidth: 1000,
    }
    expect(reluAuxiliaryKey({ ...SETTINGS, ...same })).toBe(key)
    expect(tasksWith(same).aux).toEqual(tasksWith().aux)
    for (const change of [
      { inputDim: 16 },
      { auxActive: 5 },
      { auxSamples: 41 },
      { labelNoise: 0.1 },
      { dataSeed: 6 },
    ]) {
      expect(reluAuxiliaryKey({ ...SETTINGS, ...change })).not.toBe(key)
    }
    expect(auxiliaryKey(SETTINGS)).not.toBe(key)
  })
})

describe('drawReluValidation(settings, teacher, rows)', () => {
  it('draws rows of the same task that are not among its training rows', () => {
    const { main, aux, teachers } = tasksWith()
    const validation = drawReluValidation(SETTINGS, teachers.main, 16)
    expect(validation.targets).toEqual(reluOutputs(teachers.main, validation.inputs))
    for (const known of [main.inputs, aux.inputs]) {
      expect(validation.inputs.some((value) => known.includes(value))).toBe(false)
    }
    const noisy = drawReluValidation({ ...SETTINGS, labelNoise: 1 }, teachers.main, 16)
    expect(noisy.inputs).toEqual(validation.inputs)
    expect(noisy.targets.every((value, row) => value !== validation.targets[row])).toBe(true)
  })
})
