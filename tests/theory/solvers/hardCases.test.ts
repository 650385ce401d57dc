/** The corners of what can be set, each by name: solved, or the status says why not. */
import { describe, expect, it } from 'vitest'
import { createRandom } from '../../../src/theory/random.ts'
import { solveEndPoint, type EndPoint } from '../../../src/theory/solvers/endPoint.ts'
import { solveGroupLasso } from '../../../src/theory/solvers/groupLasso.ts'
import { growthOf, weightsAfter, type NetworkWeights } from '../../../src/theory/solvers/growth.ts'
import { createTasks, predict, type RegressionData } from '../../../src/theory/tasks.ts'

interface Setting {
  inputDim: number
  samples: number
  auxActive: number
  /** α, c, γ */
  initScale: number
  rescale: number
  readoutInit: number
}

const USUAL: Setting = {
  inputDim: 200,
  samples: 16,
  auxActive: 20,
  initScale: 1e-3,
  rescale: 0.1,
  readoutInit: 1e-4,
}

const draw = (changes: Partial<Setting> = {}): { data: RegressionData; start: NetworkWeights } => {
  const setting = { ...USUAL, ...changes }
  const { inputDim, initScale, rescale, readoutInit } = setting
  const { main, auxTeacher } = createTasks({
    inputDim,
    auxActive: setting.auxActive,
    mainActive: 6,
    overlap: Math.min(3, setting.auxActive),
    auxSamples: 1,
    mainSamples: setting.samples,
    labelNoise: 0,
    dataSeed: 5,
  })
  const flat = new Float64Array(inputDim).fill(initScale)
  const fresh = { wPlus: flat, wMinus: flat, vPlus: flat, vMinus: flat }
  // Perfect pretraining: 2α² sinh z = β_aux.
  const z = auxTeacher.map((value) => Math.asinh(value / (2 * initScale ** 2)))
  const { wPlus, wMinus } = weightsAfter(fresh, z)
  const readout = new Float64Array(inputDim).fill(readoutInit)
  const start = {
    wPlus: wPlus.map((value) => rescale * value),
    wMinus: wMinus.map((value) => rescale * value),
    vPlus: readout,
    vMinus: readout,
  }
  return { data: main, start }
}

const largest = (values: Float64Array): number =>
  values.reduce((most, value) => Math.max(most, Math.abs(value)), 0)

const transposed = (data: RegressionData, u: Float64Array): Float64Array => {
  const inputDim = data.inputs.length / data.rows
  const sums = new Float64Array(inputDim)
  u.forEach((value, row) => {
    for (let d = 0; d < inputDim; d += 1) {
      sums[d] = (sums[d] ?? 0) + value * (data.inputs[row * inputDim + d] ?? 0)
    }
  })
  return sums
}

const residualOf = (data: RegressionData, beta: Float64Array): Float64Array =>
  predict(data.inputs, beta).map((value, row) => value - (data.targets[row] ?? 0))

/** The conditions of docs/model.md, "Exact end point", with λ and z written out here again. */
const assertConditions = (data: RegressionData, start: NetworkWeights, end: EndPoint): void => {
  const { plus, minus } = growthOf(start)
  const z = transposed(data, end.lambda).map((value) => 2 * value)
  const scale = Math.max(largest(end.beta), largest(growthOf(start).start))
  end.beta.forEach((value, d) => {
    const up = (plus[d] ?? NaN) * Math.exp(z[d] ?? NaN)
    const down = (minus[d] ?? NaN) * Math.exp(-(z[d] ?? NaN))
    // Both terms carry the rounding of z = 2Xᵀλ, summed over n rows.
    const rounding = 1e-12 * (1 + Math.abs(z[d] ?? NaN)) * (up + down)
    expect(Math.abs(value - (up - down))).toBeLessThanOrEqual(1e-9 * scale + rounding)
  })
  const gradient = transposed(data, residualOf(data, end.beta))
  expect(largest(gradient)).toBeLessThanOrEqual(1e-9 * scale * data.inputs.length)
}

describe('solveEndPoint at the ends of every range', () => {
  it.each<[string, Partial<Setting>]>([
    ['α = 1e-8', { initScale: 1e-8, readoutInit: 1e-9 }],
    ['α = 10', { initScale: 10, readoutInit: 1 }],
    ['c = 1e-6', { rescale: 1e-6, readoutInit: 1e-9 }],
    ['c = 1e3', { rescale: 1e3, readoutInit: 1 }],
    ['γ = 1e-8', { readoutInit: 1e-8 }],
    ['γ = 10', { readoutInit: 10 }],
    ['γ = 10 and c = 1e-6', { readoutInit: 10, rescale: 1e-6 }],
    ['n = 1', { samples: 1 }],
    ['n = D − 1', { samples: 199 }],
    ['n = D', { samples: 200 }],
    ['k₁ = 0', { auxActive: 0 }],
    ['D = 1000, n = 512', { inputDim: 1000, samples: 512, auxActive: 40 }],
  ])('%s interpolates and fulfils its conditions', (_, changes) => {
    const { data, start } = draw(changes)
    const end = solveEndPoint(data, start)
    expect(end.status).toBe('interpolates')
    expect(end.misfit).toBe(0)
    assertConditions(data, start, end)
  })

  it('needs few steps at D = 1000, n = 64, whatever the scales, also from a far λ', () => {
    const random = createRandom(11, 2)
    const power = (from: number, to: number): number =>
      10 ** (from + (to - from) * random.uniform())
    let most = 0
    let lambda: Float64Array | undefined
    for (let round = 0; round < 24; round += 1) {
      const initScale = power(-6, 0)
      const { data, start } = draw({
        inputDim: 1000,
        samples: 64,
        auxActive: 20 + random.below(81),
        initScale,
        rescale: power(-4, 1),
        readoutInit: power(-8, 0),
      })
      const cold = solveEndPoint(data, start)
      const warm = lambda ? solveEndPoint(data, start, { lambda }) : cold
      expect([cold.status, warm.status]).toEqual(['interpolates', 'interpolates'])
      expect(largest(cold.beta.map((value, d) => value - (warm.beta[d] ?? NaN)))).toBeLessThan(
        1e-9 * Math.max(largest(cold.beta), largest(growthOf(start).start)),
      )
      most = Math.max(most, cold.iterations, warm.iterations)
      lambda = cold.lambda
    }
    // A damped Newton method that loses its way uses all of its 200 steps.
    expect(most).toBeLessThan(40)
  })
})

describe('solveEndPoint on data that is not in order', () => {
  it('equal rows with equal labels are one row', () => {
    const { data, start } = draw()
    const inputs = Float64Array.from([...data.inputs, ...data.inputs.subarray(0, 400)])
    const targets = Float64Array.from([...data.targets, ...data.targets.subarray(0, 2)])
    const twice = { rows: data.rows + 2, inputs, targets }
    const end = solveEndPoint(twice, start)
    expect(end.status).toBe('interpolates')
    assertConditions(twice, start, end)
    const once = solveEndPoint(data, start)
    expect(largest(end.beta.map((value, d) => value - (once.beta[d] ?? NaN)))).toBeLessThan(1e-10)
  })

  it('equal rows with different labels: the least squares, and the status says so', () => {
    const { data, start } = draw()
    const inputs = Float64Array.from([...data.inputs, ...data.inputs.subarray(0, 200)])
    const targets = Float64Array.from([...data.targets, (data.targets[0] ?? 0) + 1])
    const end = solveEndPoint({ rows: data.rows + 1, inputs, targets }, start)
    expect(end.status).toBe('leastSquares')
    // The two rows meet in the middle, half a unit from either label.
    expect(end.misfit).toBeCloseTo(Math.SQRT1_2, 10)
    const mean = data.targets.slice()
    mean[0] = (mean[0] ?? 0) + 0.5
    const between = solveEndPoint({ ...data, targets: mean }, start)
    expect(largest(end.beta.map((value, d) => value - (between.beta[d] ?? NaN)))).toBeLessThan(1e-9)
  })

  it('targets of zero end at a β of zero', () => {
    const { data, start } = draw()
    const zero = { ...data, targets: new Float64Array(data.rows) }
    const flat = new Float64Array(200).fill(1e-3)
    const fresh = { wPlus: flat, wMinus: flat, vPlus: flat, vMinus: flat }
    expect(largest(solveEndPoint(zero, fresh).beta)).toBe(0)
    const end = solveEndPoint(zero, start)
    expect(end.status).toBe('interpolates')
    assertConditions(zero, start, end)
  })

  it('n > D with labels that contradict each other: the least squares', () => {
    const { data, start } = draw({ inputDim: 60, samples: 90 })
    const random = createRandom(3, 1)
    const noisy = { ...data, targets: data.targets.map((value) => value + 0.2 * random.normal()) }
    const end = solveEndPoint(noisy, start)
    expect(end.status).toBe('leastSquares')
    expect(end.misfit).toBeGreaterThan(0.1)
    expect(largest(transposed(noisy, residualOf(noisy, end.beta)))).toBeLessThan(1e-9)
    assertConditions(noisy, start, end)
  })
})

describe('solveGroupLasso where rows determine β', () => {
  it('is the only β that fits, for n ≥ D', () => {
    const { main, auxTeacher, mainTeacher } = createTasks({
      inputDim: 40,
      auxActive: 5,
      mainActive: 3,
      overlap: 2,
      auxSamples: 1,
      mainSamples: 60,
      labelNoise: 0,
      dataSeed: 2,
    })
    const beta = solveGroupLasso(main, auxTeacher)
    expect(largest(beta.map((value, d) => value - (mainTeacher[d] ?? NaN)))).toBeLessThan(1e-12)
  })
})
