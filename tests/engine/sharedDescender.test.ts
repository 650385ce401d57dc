import { engine, memory } from '@tensorflow/tfjs-core'
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { cpuBackend } from '../../src/engine/backends/cpu.ts'
import type { Descender } from '../../src/engine/descender.ts'
import type { DescendAttributes, TrainingBackend } from '../../src/engine/kernel.ts'
import { createDescenderSource, type DescenderSource } from '../../src/engine/sharedDescender.ts'
import { descend } from '../../src/theory/descent.ts'
import { methodCases, smallTasks, type TrainingCase } from './cases.ts'

/** Exact, and so that every mixed-up bit shows. */
const together: TrainingBackend = { ...cpuBackend, prefersBatches: true }

const cases = methodCases(
  ['singleTask', 'finetune', 'singleTaskProbe', 'finetuneProbe', 'multiTask'],
  smallTasks(),
  { initScale: 1e-2, rescale: 1, weightDecay: 1e-3 },
)
/** Of one shape; the last, which is not among them, is of another. */
const alike = cases.slice(0, 4)

/** The weights after `steps` steps of the float64 reference. */
const reference = (one: TrainingCase, steps: number, settings = one.descent): Float64Array => {
  const result = one.weights.slice()
  descend(result, one.problem, { settings, steps })
  return result
}

const caseAt = (index: number): TrainingCase => {
  const one = cases[index]
  if (one === undefined) throw new RangeError(`no case ${index}`)
  return one
}

const openAll = (source: DescenderSource, those: readonly TrainingCase[]): Descender[] =>
  those.map(({ problem, weights }) => source.open(problem, weights))

/** Calls of the kernel so far: how many models, how many of them moved, and by how many steps. */
const calls: { models: number; moved: number; steps: number }[] = []

beforeAll(() => cpuBackend.start())

beforeEach(() => {
  calls.length = 0
  const tfjs = engine()
  const runKernel = tfjs.runKernel.bind(tfjs)
  vi.spyOn(tfjs, 'runKernel').mockImplementation((name, inputs, attributes) => {
    // descender.ts is the only caller here.
    const { learningRates, steps } = attributes as unknown as DescendAttributes
    const moved = learningRates.filter((rate) => rate > 0).length
    calls.push({ models: learningRates.length, moved, steps })
    return runKernel(name, inputs, attributes)
  })
})

afterEach(() => vi.restoreAllMocks())

describe('createDescenderSource(backend)', () => {
  it('trains networks of one shape in one call of the kernel', async () => {
    const source = createDescenderSource(together)
    const descenders = openAll(source, cases)
    const readAll = () => Promise.all(descenders.map((descender) => descender.read()))
    const advanceAll = (steps: number): void =>
      descenders.forEach((descender, index) => descender.advance(caseAt(index).descent, steps))
    expect(await readAll()).toEqual(cases.map(({ weights }) => weights))
    advanceAll(30)
    expect(calls).toEqual([])
    source.flush()
    const four = { models: 4, moved: 4, steps: 30 }
    const one = { models: 1, moved: 1, steps: 30 }
    expect(calls).toEqual([four, one])
    advanceAll(20)
    advanceAll(50)
    expect(await readAll()).toEqual(cases.map((each) => reference(each, 100)))
    expect(calls).toEqual([four, one, { ...four, steps: 70 }, { ...one, steps: 70 }])
    descenders.forEach((descender) => descender.dispose())
  })

  it('trains each alone, and at once, where the backend gains nothing from batches', () => {
    const source = createDescenderSource(cpuBackend)
    const descenders = openAll(source, alike)
    descenders.forEach((descender, index) => descender.advance(caseAt(index).descent, 3))
    expect(calls).toEqual(alike.map(() => ({ models: 1, moved: 1, steps: 3 })))
    descenders.forEach((descender) => descender.dispose())
  })

  it('packs and reads once for all that begin, and read, in one moment', async () => {
    const packed: number[] = []
    let reads = 0
    const source = createDescenderSource({
      ...together,
      packProblems: (problems) => {
        packed.push(problems.length)
        return cpuBackend.packProblems(problems)
      },
      readWeights: (tensor, problems) => {
        reads += 1
        return cpuBackend.readWeights(tensor, problems)
      },
    })
    const descenders = openAll(source, alike)
    const readAll = () => Promise.all(descenders.map((descender) => descender.read()))
    const [first, second] = [await readAll(), await readAll()]
    expect(first).toEqual(second)
    // Everyone's own: what one does to its numbers is not seen by another.
    first.forEach((weights, index) => expect(weights).not.toBe(second[index]))
    expect({ packed, reads }).toEqual({ packed: [4], reads: 1 })
    descenders.forEach((descender) => descender.dispose())
  })

  it('lets the others wait for the one that reads, rather than take their steps apart', async () => {
    const source = createDescenderSource(together)
    const [early, late] = [caseAt(0), caseAt(1)]
    const [reader, other] = openAll(source, [early, late])
    other?.advance(late.descent, 100)
    reader?.advance(early.descent, 30)
    expect(await reader?.read()).toEqual(reference(early, 30))
    reader?.advance(early.descent, 70)
    source.flush()
    expect(calls.map(({ moved, steps }) => [moved, steps])).toEqual([
      [2, 30],
      [2, 70],
    ])
    expect(await other?.read()).toEqual(reference(late, 100))
    expect(await reader?.read()).toEqual(reference(early, 100))
    reader?.dispose()
    other?.dispose()
  })

  it('keeps the number of tensors flat, frees what leaves, and leaves none behind', async () => {
    const before = memory().numTensors
    const source = createDescenderSource(together)
    const descenders = openAll(source, alike)
    const chunk = async (): Promise<number> => {
      descenders.forEach((descender, index) => descender.advance(caseAt(index).descent, 7))
      source.flush()
      await Promise.all(descenders.map((descender) => descender.read()))
      return memory().numTensors - before
    }
    // The weights of all, and inputs and targets of each.
    const counts = [await chunk(), await chunk(), await chunk()]
    expect(counts).toEqual([9, 9, 9])
    descenders.shift()?.dispose()
    descenders.reverse()
    expect(await chunk()).toBe(7)
    expect(calls.at(-1)).toEqual({ models: 3, moved: 3, steps: 7 })
    descenders.forEach((descender) => descender.dispose())
    expect(memory().numTensors).toBe(before)
  })
})

/** Weights whose residuals overflow, and which are finite themselves. */
const overflowing = ({ weights }: TrainingCase): Float64Array => weights.map(() => 1e200)

describe('networks that share a batch', () => {
  it('stand still to the last bit, even where a step would overflow', async () => {
    const source = createDescenderSource(together)
    const [one, other] = [caseAt(0), caseAt(1)]
    const start = overflowing(one)
    start[0] = -0
    const still = source.open(one.problem, start)
    const moving = source.open(other.problem, other.weights)
    moving.advance(other.descent, 10)
    source.flush()
    expect(calls).toEqual([{ models: 2, moved: 1, steps: 10 }])
    expect(await still.read()).toEqual(start)
    expect(await moving.read()).toEqual(reference(other, 10))
    still.advance(one.descent, 1)
    moving.advance(other.descent, 10)
    expect((await still.read()).some(Number.isNaN)).toBe(true)
    expect(await moving.read()).toEqual(reference(other, 20))
    // As the run of a network that has diverged does.
    still.write(one.weights)
    still.advance(one.descent, 5)
    expect(await still.read()).toEqual(reference(one, 5))
    expect(await moving.read()).toEqual(reference(other, 20))
    still.dispose()
    moving.dispose()
  })

  it('all hear of it when the engine fails', async () => {
    const lost = new Error('The graphics card was reset')
    const source = createDescenderSource({ ...together, readWeights: () => Promise.reject(lost) })
    const descenders = openAll(source, alike)
    const reads = await Promise.allSettled(descenders.map((descender) => descender.read()))
    expect(reads).toEqual(alike.map(() => ({ status: 'rejected', reason: lost })))
    descenders.forEach((descender) => descender.dispose())
  })

  it('all hear of it when steps cannot even be queued', async () => {
    const source = createDescenderSource({ ...together, id: 'webgl' })
    const descenders = openAll(source, alike)
    const reads = await Promise.allSettled(descenders.map((descender) => descender.read()))
    const message = 'invalid backend: webgl is not active but cpu'
    expect(reads).toMatchObject(alike.map(() => ({ status: 'rejected', reason: { message } })))
    expect(() => source.flush()).toThrow(message)
    descenders.forEach((descender) => descender.dispose())
  })

  it('refuse what single ones refuse', async () => {
    const { problem, descent, weights } = caseAt(0)
    const source = createDescenderSource(together)
    const descender = source.open(problem, weights)
    expect(() => source.open(problem, new Float64Array(3))).toThrow('expected 200')
    expect(() => descender.advance(descent, -1)).toThrow('invalid steps: -1')
    expect(() => descender.write(new Float64Array(3))).toThrow('invalid weights: 3 numbers')
    descender.dispose()
    descender.dispose()
    expect(() => descender.advance(descent, 1)).toThrow('disposed')
    expect(() => descender.write(weights)).toThrow('disposed')
    await expect(descender.read()).rejects.toThrow('disposed')
    await expect(descender.settled()).rejects.toThrow('disposed')
  })
})
