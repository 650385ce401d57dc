import { describe, expect, it } from 'vitest'
import { openReluKernel, padReluWeights, unpadReluWeights } from '../../src/kernels/reluKernel.ts'
import { openRelu } from './openKernel.ts'
import {
  deviation,
  expected,
  makeCase,
  storeReluTask,
  trained,
  type ReluCase,
} from './reluCases.ts'

const kernel = openRelu()

/**
 * Data, residuals and sums are rounded to float32, weights never (diagonalKernel.test.ts): 40 units
 * of 2⁻²⁴. Where w·x is nearer to 0 than rounding can tell, a unit may change its side a step later
 * than in the reference. That moves its weights by η·(2/N)·|r|·|v||x|, below 1e-5 of the largest
 * weight in all cases here, and happens only in long runs.
 */
const TOLERANCE = 40 * 2 ** -24
const LATER_SIDE = 1e-5

const cases: [string, ReluCase][] = [
  ['one row', makeCase({ inputDim: 15, hiddenWidth: 50, rows: [1] })],
  ['seven rows', makeCase({ inputDim: 15, hiddenWidth: 77, rows: [7] })],
  ['16 rows', makeCase({ inputDim: 15, hiddenWidth: 200, rows: [16] })],
  ['64 rows', makeCase({ inputDim: 15, hiddenWidth: 77, rows: [64] })],
  ['100 rows', makeCase({ inputDim: 15, hiddenWidth: 50, rows: [100] })],
  ['no padding at all', makeCase({ inputDim: 16, hiddenWidth: 64, rows: [32] })],
  ['many features', makeCase({ inputDim: 37, hiddenWidth: 50, rows: [20] })],
  ['few features', makeCase({ inputDim: 3, hiddenWidth: 20, rows: [9] })],
  ['two tasks', makeCase({ inputDim: 15, hiddenWidth: 77, rows: [100, 16] })],
  [
    'two tasks, many features',
    makeCase({ inputDim: 20, hiddenWidth: 50, rows: [7, 70] }, { weightDecay: 0.1 }),
  ],
  ['weight decay', makeCase({ inputDim: 15, hiddenWidth: 200, rows: [16] }, { weightDecay: 0.1 })],
  [
    'frozen first layer',
    makeCase({ inputDim: 15, hiddenWidth: 77, rows: [64] }, { trainFirstLayer: false }),
  ],
  [
    'frozen first layer, two tasks, weight decay',
    makeCase(
      { inputDim: 15, hiddenWidth: 50, rows: [7, 16] },
      { trainFirstLayer: false, weightDecay: 0.1 },
    ),
  ],
  [
    'small weights',
    makeCase(
      { inputDim: 15, hiddenWidth: 77, rows: [16], initScale: 1e-3 },
      { learningRate: 0.02 },
    ),
  ],
]

describe('descend(descent)', () => {
  it.each(cases)('follows the chain rule in float64: %s', (_, one) => {
    let goal = one.weights
    let before = 0
    for (const steps of [1, 10, 100, 1000]) {
      goal = expected({ ...one, weights: goal }, steps - before)
      before = steps
      const found = trained(kernel, one, { steps })
      const tolerance = steps < 1000 ? TOLERANCE : LATER_SIDE
      expect(deviation(found, goal), `${steps} steps`).toBeLessThan(tolerance)
    }
    expect(deviation(one.weights, goal)).toBeGreaterThan(0.01)
  })

  it('leaves a frozen first layer as it is, to the bit', () => {
    const one = makeCase({ inputDim: 15, hiddenWidth: 50, rows: [16] }, { trainFirstLayer: false })
    const found = trained(kernel, one, { steps: 10 })
    expect(found.subarray(0, 750)).toEqual(one.weights.subarray(0, 750))
    expect(found.subarray(750)).not.toEqual(one.weights.subarray(750))
  })

  it('changes nothing at a learning rate of 0, even of numbers that have overflowed', () => {
    const one = makeCase({ inputDim: 15, hiddenWidth: 50, rows: [16] }, { learningRate: 0 })
    one.weights.set([-0, Infinity, NaN])
    expect(trained(kernel, one, { steps: 3 })).toEqual(one.weights)
  })

  /**
   * A call on new data looks at all signs in its first step, and later only at those that may have
   * changed: if one were passed over that has, calls of one step would come to other bits.
   */
  describe('gives the same bits however steps are divided', () => {
    const sizes = [
      { inputDim: 15, hiddenWidth: 50, rows: [100] },
      { inputDim: 15, hiddenWidth: 77, rows: [16, 64] },
      { inputDim: 21, hiddenWidth: 20, rows: [150, 7] },
    ]
    const divided = (one: ReluCase, steps: number): void => {
      const whole = trained(kernel, one, { steps })
      expect(whole).not.toEqual(one.weights)
      for (const perCall of [1, 50]) {
        for (const forgets of [true, false]) {
          const found = trained(kernel, one, { steps, perCall, forgets })
          expect(found, `${perCall} a call, forgets: ${forgets}`).toEqual(whole)
        }
      }
    }

    it.each([1, 2, 3])('from small weights to large ones, seed %d', (seed) => {
      for (const size of sizes) {
        for (const initScale of [1e-2, 1, 3]) {
          const learningRate = 0.02 / Math.max(1, initScale) ** 2
          divided(makeCase({ ...size, initScale, seed }, { learningRate }), 600)
        }
      }
    })

    it('with weight decay that turns no unit', () => {
      for (const size of sizes) divided(makeCase(size, { weightDecay: 0.5 }), 600)
    })

    it('when a step is so large that units are flung about, and when all overflows', () => {
      for (const size of sizes) {
        for (const learningRate of [0.1, 0.3, 10]) divided(makeCase(size, { learningRate }), 100)
      }
    })

    it('at the bottom, where rows lie on the planes of units', () => {
      const size = { inputDim: 15, hiddenWidth: 50, rows: [32], initScale: 1e-2 }
      const one = makeCase(size, { learningRate: 0.05 })
      divided(one, 5000)
    })
  })

  it('takes up no network that was left elsewhere', () => {
    const own = openRelu()
    const size = { inputDim: 15, hiddenWidth: 50, rows: [16] }
    const one = makeCase(size)
    // The same weights on other data of the same size, which come to lie where the first have lain.
    const other = { ...makeCase({ ...size, seed: 2 }), weights: one.weights }
    for (const next of [one, other, one]) {
      const fresh = trained(openRelu(), next, { steps: 20 })
      expect(trained(own, next, { steps: 20, perCall: 10 })).toEqual(fresh)
    }
  })

  it('gives networks in turn the bits that each has alone', () => {
    const own = openRelu()
    const shape = { inputDim: 15, hiddenWidth: 50 }
    // More than are kept, all on the same data.
    const drawn = Array.from({ length: 9 }, (_, seed) => makeCase({ ...shape, rows: [16], seed }))
    const { problem } = makeCase({ ...shape, rows: [16] })
    const tasks = problem.tasks.map((data) => storeReluTask(own, data, shape.inputDim))
    const models = drawn.map(({ weights, settings }) => {
      const values = padReluWeights(weights, shape)
      return { weights, settings, address: own.store(values), length: values.length }
    })
    const advance = (count: number): void => {
      for (const { address, settings } of models.slice(0, count)) {
        own.descend({ weights: address, tasks, steps: 7, ...shape, ...settings })
      }
    }
    for (let round = 0; round < 3; round += 1) [models.length, 4].forEach(advance)
    models.forEach(({ weights, settings, address, length }, index) => {
      const found = unpadReluWeights(own.float64At(address, length), shape)
      const steps = index < 4 ? 42 : 21
      const alone = trained(openRelu(), { weights, settings, problem }, { steps })
      expect(found, `network ${index}`).toEqual(alone)
    })
  })

  it('needs no more memory after a thousand calls than after ten', () => {
    const own = openRelu()
    const one = makeCase({ inputDim: 15, hiddenWidth: 200, rows: [64] })
    trained(own, one, { steps: 10, perCall: 1 })
    const before = own.memoryBytes()
    for (let round = 0; round < 100; round += 1) {
      trained(own, one, { steps: 10, perCall: 1, forgets: round % 2 === 0 })
    }
    expect(own.memoryBytes()).toBe(before)
  })
})

describe('padReluWeights(weights, shape)', () => {
  it('is undone by unpadReluWeights', () => {
    const shape = { inputDim: 15, hiddenWidth: 77 }
    const weights = Float64Array.from({ length: 77 * 17 }, (_, index) => index)
    const values = padReluWeights(weights, shape)
    // Padded to 16 features and 80 units, and two readouts.
    expect(values).toHaveLength(80 * 18)
    expect(unpadReluWeights(values, shape)).toEqual(weights)
  })
})

describe('openReluKernel(module)', () => {
  it('refuses a module that is not the kernel', () => {
    // The smallest module there is: the magic number and the version (WebAssembly 1.0, 5.5.16).
    const empty = new WebAssembly.Module(Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0))
    expect(() => openReluKernel(empty)).toThrow('invalid kernel: an export is missing')
  })
})
