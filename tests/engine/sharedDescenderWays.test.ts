import { memory } from '@tensorflow/tfjs-core'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { cpuBackend } from '../../src/engine/backends/cpu.ts'
import type { Descender } from '../../src/engine/descender.ts'
import { createDescenderSource, type DescenderSource } from '../../src/engine/sharedDescender.ts'
import { descend } from '../../src/theory/descent.ts'
import { methodCases, smallTasks, type TrainingCase } from './cases.ts'

beforeAll(() => cpuBackend.start())

/** Four of one shape and one of another. */
const cases = methodCases(
  ['singleTask', 'finetune', 'singleTaskProbe', 'finetuneProbe', 'multiTask'],
  smallTasks(),
  { initScale: 1e-2, rescale: 1, weightDecay: 1e-3 },
)

/** What can happen to a network, in the order of a test. */
const actions = ['advance', 'read', 'readLater', 'write', 'reopen', 'flush', 'turn'] as const

const happening = fc.record({
  action: fc.constantFrom(...actions),
  network: fc.nat({ max: cases.length - 1 }),
  steps: fc.nat({ max: 9 }),
  isSlow: fc.boolean(),
})

type Happening = typeof happening extends fc.Arbitrary<infer Value> ? Value : never

/** A network beside the same one trained by the reference alone. */
interface Pair {
  one: TrainingCase
  descender: Descender
  expected: Float64Array
}

interface Scene {
  source: DescenderSource
  pairs: Pair[]
  /** Reads under way, each with what it has to give. */
  reads: { reading: Promise<Float64Array>; expected: Float64Array }[]
}

const openPair = (source: DescenderSource, one: TrainingCase): Pair => ({
  one,
  descender: source.open(one.problem, one.weights),
  expected: one.weights.slice(),
})

const readPair = ({ reads }: Scene, { descender, expected }: Pair): Promise<Float64Array> => {
  const reading = descender.read()
  reads.push({ reading, expected: expected.slice() })
  return reading
}

const advancePair = ({ one, descender, expected }: Pair, { steps, isSlow }: Happening): void => {
  const learningRate = isSlow ? one.descent.learningRate / 3 : one.descent.learningRate
  const settings = { ...one.descent, learningRate }
  descender.advance(settings, steps)
  descend(expected, one.problem, { settings, steps })
}

const act: Record<
  (typeof actions)[number],
  (scene: Scene, pair: Pair, event: Happening) => unknown
> = {
  advance: (_, pair, event) => advancePair(pair, event),
  read: readPair,
  readLater: (scene, pair) => void readPair(scene, pair),
  write: (_, { one, descender, expected }) => {
    descender.write(one.weights)
    expected.set(one.weights)
  },
  reopen: ({ source, pairs }, pair, { network }) => {
    pair.descender.dispose()
    pairs[network] = openPair(source, pair.one)
  },
  flush: ({ source }) => source.flush(),
  turn: () => Promise.resolve(),
}

const play = async (events: readonly Happening[]): Promise<void> => {
  const before = memory().numTensors
  const source = createDescenderSource({ ...cpuBackend, prefersBatches: true })
  const scene: Scene = { source, pairs: cases.map((one) => openPair(source, one)), reads: [] }
  for (const event of events) {
    const pair = scene.pairs[event.network]
    if (pair === undefined) continue
    const awaited = act[event.action](scene, pair, event)
    // Much of what happens, happens in one moment.
    if (awaited instanceof Promise) await awaited
  }
  for (const pair of scene.pairs) {
    void readPair(scene, pair)
    pair.descender.dispose()
  }
  for (const { reading, expected } of scene.reads) expect(await reading).toEqual(expected)
  expect(memory().numTensors).toBe(before)
}

describe('networks that share a batch', () => {
  it('are at every read where they would be alone, to the last bit, whatever happens', () =>
    fc.assert(fc.asyncProperty(fc.array(happening, { minLength: 10, maxLength: 60 }), play), {
      numRuns: 200,
      seed: 20_240_212,
    }))
})
