import { memory } from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { cpuBackend } from '../../src/engine/backends/cpu.ts'
import { createDescender } from '../../src/engine/descender.ts'
import { descend } from '../../src/theory/descent.ts'
import { METHOD_IDS } from '../../src/theory/methodRecipes.ts'
import { methodCases, smallTasks, type TrainingCase } from './cases.ts'

/** The weights after `steps` steps of the float64 reference. */
const reference = ({ problem, descent, weights }: TrainingCase, steps: number): Float64Array => {
  const result = weights.slice()
  descend(result, problem, { settings: descent, steps })
  return result
}

beforeAll(() => cpuBackend.start())

describe('createDescender(cpuBackend, …)', () => {
  const tasks = smallTasks()
  const cases = [
    ...methodCases(METHOD_IDS, tasks, { initScale: 1e-3, rescale: 1 }),
    ...methodCases(METHOD_IDS, tasks, { initScale: 1e-6, rescale: 0.01 }),
    ...methodCases(['multiTask'], tasks, { initScale: 1e-3, rescale: 1, weightDecay: 1e-3 }),
  ]

  it.each(cases)('trains as the reference does, bit for bit: $name', async (one) => {
    const descender = createDescender(cpuBackend, one.problem, one.weights)
    // Chunks of unequal size: how steps are divided must not matter.
    for (const steps of [1, 2, 0, 97, 200]) descender.advance(one.descent, steps)
    const trained = await descender.read()
    descender.dispose()
    expect(trained).toEqual(reference(one, 300))
    expect(trained).not.toEqual(one.weights)
  })
})

const situation = (): TrainingCase => {
  const [first] = methodCases(['singleTask'], smallTasks(), { initScale: 1e-2, rescale: 1 })
  if (first === undefined) throw new Error('no case')
  return first
}

describe('Descender', () => {
  const one = situation()

  it('keeps the number of tensors flat and leaves none behind', async () => {
    const before = memory().numTensors
    const descender = createDescender(cpuBackend, one.problem, one.weights)
    const living = memory().numTensors
    // The data (inputs, targets) and the weights.
    expect(living - before).toBe(3)
    for (let chunk = 0; chunk < 20; chunk += 1) descender.advance(one.descent, 3)
    descender.write(one.weights)
    await descender.read()
    await descender.settled()
    expect(memory().numTensors).toBe(living)
    descender.dispose()
    descender.dispose()
    expect(memory().numTensors).toBe(before)
  })

  it('reads the weights of the moment read() is called', async () => {
    const descender = createDescender(cpuBackend, one.problem, one.weights)
    descender.advance(one.descent, 5)
    const reading = descender.read()
    descender.advance(one.descent, 5)
    descender.dispose()
    expect(await reading).toEqual(reference(one, 5))
  })

  it('write() replaces the weights, and neither it nor creation keeps the array', async () => {
    const given = one.weights.slice()
    const descender = createDescender(cpuBackend, one.problem, given)
    given.fill(0)
    expect(await descender.read()).toEqual(one.weights)
    descender.advance(one.descent, 50)
    const again = one.weights.slice()
    descender.write(again)
    again.fill(0)
    descender.advance(one.descent, 2)
    expect(await descender.read()).toEqual(reference(one, 2))
    descender.dispose()
  })

  it('refuses impossible steps, ill-shaped weights, and any use after dispose()', async () => {
    const descender = createDescender(cpuBackend, one.problem, one.weights)
    expect(() => descender.advance(one.descent, -1)).toThrow('invalid steps: -1')
    expect(() => descender.advance(one.descent, 0.5)).toThrow('invalid steps: 0.5')
    expect(() => descender.write(new Float64Array(3))).toThrow('invalid weights: 3 numbers')
    expect(() => createDescender(cpuBackend, one.problem, new Float64Array(3))).toThrow(
      'expected 200',
    )
    descender.dispose()
    expect(() => descender.advance(one.descent, 1)).toThrow('disposed')
    expect(() => descender.write(one.weights)).toThrow('disposed')
    await expect(descender.read()).rejects.toThrow('disposed')
    await expect(descender.settled()).rejects.toThrow('disposed')
  })

  it('refuses to be created while tfjs is on another backend', () => {
    const other = { ...cpuBackend, id: 'wasm' as const }
    expect(() => createDescender(other, one.problem, one.weights)).toThrow(
      'invalid backend: wasm is not active but cpu',
    )
  })
})
