import { describe, expect, it } from 'vitest'
import {
  auxiliaryKey,
  createTasks,
  predict,
  type TaskPair,
  type TaskSettings,
} from '../../src/theory/tasks.ts'

const SETTINGS: TaskSettings = {
  inputDim: 60,
  auxActive: 9,
  mainActive: 4,
  overlap: 2,
  auxSamples: 30,
  mainSamples: 12,
  labelNoise: 0,
  dataSeed: 5,
}

const tasksWith = (changes: Partial<TaskSettings> = {}): TaskPair =>
  createTasks({ ...SETTINGS, ...changes })

const activeFeatures = (teacher: Float64Array): number[] =>
  [...teacher.keys()].filter((feature) => teacher[feature] !== 0)

const sorted = (features: readonly number[]): number[] => [...features].sort((a, b) => a - b)

describe('createTasks(settings)', () => {
  it('draws rows of length √D', () => {
    const { aux, main, inputDim } = tasksWith({ inputDim: 130 })
    for (const { inputs, rows } of [aux, main]) {
      expect(inputs.length).toBe(rows * inputDim)
      for (let row = 0; row < rows; row += 1) {
        const squares = inputs
          .subarray(row * inputDim, (row + 1) * inputDim)
          .reduce((sum, value) => sum + value * value, 0)
        // D additions and one division of relative error 2⁻⁵³ each.
        expect(Math.abs(squares / inputDim - 1)).toBeLessThan(inputDim * Number.EPSILON)
      }
    }
  })

  it('draws directions without preference: mean products of features are about 0 and 1', () => {
    const { aux, inputDim } = tasksWith({ auxSamples: 4000, inputDim: 50 })
    const product = (a: number, b: number): number => {
      let sum = 0
      for (let start = 0; start < aux.inputs.length; start += inputDim) {
        sum += (aux.inputs[start + a] ?? 0) * (aux.inputs[start + b] ?? 0)
      }
      return sum / aux.rows
    }
    // On the sphere E x_a² = 1 with variance < 2, E x_a x_b = 0 with variance < 1: five errors.
    for (let feature = 1; feature < inputDim; feature += 1) {
      expect(Math.abs(product(feature, feature) - 1)).toBeLessThan(5 * Math.sqrt(2 / 4000))
      expect(Math.abs(product(feature, 0))).toBeLessThan(5 * Math.sqrt(1 / 4000))
    }
  })

  it('entries 1/k make Σ|β| = 1, for the teacher that has them alone', () => {
    const usual = tasksWith()
    const { auxTeacher, mainTeacher } = tasksWith({ mainEntries: '1/k' })
    expect(auxTeacher).toEqual(usual.auxTeacher)
    // k₂ = 4, so 1/k is half of 1/√k.
    expect(mainTeacher).toEqual(usual.mainTeacher.map((value) => value / 2))
    const other = tasksWith({ auxEntries: '1/k' })
    expect(other.auxTeacher.reduce((sum, value) => sum + Math.abs(value), 0)).toBeCloseTo(1, 12)
    expect(other.mainTeacher).toEqual(usual.mainTeacher)
    expect(auxiliaryKey({ ...SETTINGS, auxEntries: '1/k' })).not.toBe(auxiliaryKey(SETTINGS))
  })

  it('gives each teacher its number of equal entries ±1/√k, hence norm 1', () => {
    const { auxTeacher, mainTeacher } = tasksWith()
    for (const [teacher, active] of [
      [auxTeacher, 9],
      [mainTeacher, 4],
    ] as const) {
      const features = activeFeatures(teacher)
      expect(features).toHaveLength(active)
      for (const feature of features) {
        expect(Math.abs(teacher[feature] ?? 0)).toBe(1 / Math.sqrt(active))
      }
    }
  })

  it('sorts all features into four groups, by what the teachers do with them', () => {
    const { groups, auxTeacher, mainTeacher } = tasksWith()
    expect(groups.shared).toHaveLength(2)
    expect(groups.auxOnly).toHaveLength(7)
    expect(groups.mainOnly).toHaveLength(2)
    const all = [...groups.auxOnly, ...groups.shared, ...groups.mainOnly, ...groups.unused]
    expect(sorted(all)).toEqual(Array.from({ length: 60 }, (_, feature) => feature))
    expect(activeFeatures(auxTeacher)).toEqual(sorted([...groups.auxOnly, ...groups.shared]))
    expect(activeFeatures(mainTeacher)).toEqual(sorted([...groups.mainOnly, ...groups.shared]))
  })

  it('gives a shared feature the same sign in both teachers, and uses both signs', () => {
    const signs = new Set<number>()
    for (let dataSeed = 0; dataSeed < 20; dataSeed += 1) {
      const { groups, auxTeacher, mainTeacher } = tasksWith({ dataSeed })
      for (const feature of groups.shared) {
        const sign = Math.sign(mainTeacher[feature] ?? 0)
        expect(Math.sign(auxTeacher[feature] ?? 0)).toBe(sign)
        signs.add(sign)
      }
    }
    expect(signs).toEqual(new Set([-1, 1]))
  })

  it('draws signs with the seed: every feature has both', () => {
    const seen = Array.from({ length: 60 }, () => new Set<number>())
    for (let dataSeed = 0; dataSeed < 40; dataSeed += 1) {
      const { mainTeacher } = tasksWith({ dataSeed, auxActive: 0, overlap: 0, mainActive: 60 })
      mainTeacher.forEach((value, feature) => seen[feature]?.add(Math.sign(value)))
    }
    // One sign alone in 40 fair draws has probability 2·2⁻⁴⁰ for each of 60 features.
    for (const signs of seen) expect(signs).toEqual(new Set([-1, 1]))
  })

  it('computes targets as X β where there is no noise', () => {
    const { aux, main, auxTeacher, mainTeacher } = tasksWith()
    expect(aux.targets).toEqual(predict(aux.inputs, auxTeacher))
    expect(main.targets).toEqual(predict(main.inputs, mainTeacher))
  })

  it('adds noise of the given standard deviation, and changes nothing else', () => {
    const noisy = tasksWith({ labelNoise: 0.5, auxSamples: 1024 })
    const clean = tasksWith({ auxSamples: 1024 })
    expect(noisy.aux.inputs).toEqual(clean.aux.inputs)
    expect(noisy.auxTeacher).toEqual(clean.auxTeacher)
    const noise = noisy.aux.targets.map((target, row) => target - (clean.aux.targets[row] ?? 0))
    const mean = noise.reduce((sum, value) => sum + value, 0) / 1024
    const variance = noise.reduce((sum, value) => sum + value * value, 0) / 1024
    // Five standard errors of the mean (σ/√n) and of the variance (σ²√(2/n)).
    expect(Math.abs(mean)).toBeLessThan((5 * 0.5) / Math.sqrt(1024))
    expect(Math.abs(variance - 0.25)).toBeLessThan(5 * 0.25 * Math.sqrt(2 / 1024))
    expect(noisy.main.targets.every((target, row) => target !== clean.main.targets[row])).toBe(true)
  })

  it('gives the same numbers again, and others for another seed', () => {
    expect(tasksWith()).toEqual(tasksWith())
    const other = tasksWith({ dataSeed: 6 })
    expect(other.main.inputs).not.toEqual(tasksWith().main.inputs)
    expect(other.mainTeacher).not.toEqual(tasksWith().mainTeacher)
  })

  it('continues the same rows when more are asked for, noise included', () => {
    const few = tasksWith({ labelNoise: 0.3 })
    const many = tasksWith({ labelNoise: 0.3, mainSamples: 20, auxSamples: 50 })
    expect(many.main.inputs.slice(0, few.main.inputs.length)).toEqual(few.main.inputs)
    expect(many.main.targets.slice(0, 12)).toEqual(few.main.targets)
    expect(many.aux.inputs.slice(0, few.aux.inputs.length)).toEqual(few.aux.inputs)
    expect(many.aux.targets.slice(0, 30)).toEqual(few.aux.targets)
  })

  it.each([0, 1, 2, 3])('exchanges one main feature when the overlap grows from %i', (overlap) => {
    const before = tasksWith({ overlap })
    const after = tasksWith({ overlap: overlap + 1 })
    const kept = activeFeatures(after.mainTeacher).filter((f) => before.mainTeacher[f] !== 0)
    expect(kept).toHaveLength(SETTINGS.mainActive - 1)
    for (const feature of kept) {
      expect(after.mainTeacher[feature]).toBe(before.mainTeacher[feature])
    }
    expect(after.auxTeacher).toEqual(before.auxTeacher)
    expect(after.aux).toEqual(before.aux)
    expect(after.main.inputs).toEqual(before.main.inputs)
  })

  it.each([
    ['the overlap exceeds an active count', { overlap: 5 }],
    ['the overlap exceeds the auxiliary count', { auxActive: 1 }],
    ['the teachers need more features than there are', { inputDim: 10 }],
  ])('throws a RangeError where %s', (_, changes) => {
    expect(() => tasksWith(changes)).toThrow(RangeError)
    expect(() => tasksWith(changes)).toThrow('invalid overlap')
  })

  it('accepts the limits: nothing pretrained, everything shared, no feature unused', () => {
    expect(tasksWith({ auxActive: 0, overlap: 0 }).auxTeacher).toEqual(new Float64Array(60))
    const shared = tasksWith({ auxActive: 4, overlap: 4 })
    expect(shared.mainTeacher).toEqual(shared.auxTeacher)
    expect(tasksWith({ inputDim: 11 }).groups.unused).toEqual([])
  })
})

describe('auxiliaryKey(settings)', () => {
  it('is the same exactly for settings with the same auxiliary rows', () => {
    const changes: Partial<TaskSettings>[] = [
      { inputDim: 61 },
      { auxActive: 8 },
      { auxSamples: 31 },
      { labelNoise: 0.1 },
      { dataSeed: 6 },
      { mainActive: 5 },
      { overlap: 1 },
      { mainSamples: 13 },
    ]
    for (const change of changes) {
      const sameKey = auxiliaryKey({ ...SETTINGS, ...change }) === auxiliaryKey(SETTINGS)
      const { aux } = tasksWith(change)
      const original = tasksWith().aux
      const sameRows =
        aux.rows === original.rows &&
        aux.inputs.every((value, index) => value === original.inputs[index]) &&
        aux.targets.every((value, index) => value === original.targets[index])
      expect(sameKey, JSON.stringify(change)).toBe(sameRows)
    }
  })

  it('lets known auxiliary rows be used as they are', () => {
    const { aux } = tasksWith()
    expect(createTasks({ ...SETTINGS, overlap: 1 }, aux).aux).toBe(aux)
  })
})

describe('predict(inputs, coefficients)', () => {
  it('multiplies each row by the coefficients', () => {
    const inputs = Float64Array.of(1, 2, 3, -1, 0, 4)
    // 1·2 + 2·(−1) + 3·½ = 1.5; −1·2 + 0 + 4·½ = 0.
    expect(predict(inputs, Float64Array.of(2, -1, 0.5))).toEqual(Float64Array.of(1.5, 0))
  })
})
