import { Worker } from 'node:worker_threads'
import { afterEach, describe, expect, it } from 'vitest'
import {
  openDiagonalKernel,
  padVectors,
  unpadVectors,
  type DiagonalKernel,
} from '../../src/kernels/diagonalKernel.ts'
import { createSharedMemory, type HelperStart } from '../../src/kernels/rowThreads.ts'
import { descend, type DescentProblem, type DescentSettings } from '../../src/theory/descent.ts'
import { initialWeights } from '../../src/theory/diagonalNetwork.ts'
import { hasWorthwhileTriangle, reduceRows } from '../../src/theory/rowReduction.ts'
import { createTasks, type TaskPair } from '../../src/theory/tasks.ts'
import { openKernel, openModule } from './openKernel.ts'
import { storeTask } from './storeTask.ts'

/** runHelper of rowThreads.ts, as text: threads of Node do not read TypeScript everywhere. */
const HELPER = `
  const { workerData: { module, memory, control } } = require('node:worker_threads')
  const nap = (address, seen) =>
    Atomics.wait(new Int32Array(memory.buffer, address, 1), 0, seen, 10)
  const { exports } = new WebAssembly.Instance(module, { env: { memory, nap } })
  const newest = new Int32Array(memory.buffer, control, 1)
  const thread = exports.enlist(control)
  for (let job = 0; ; job = (job + 1) | 0) {
    Atomics.wait(newest, 0, job)
    exports.help(control, thread)
  }
`

/** Stands still: no call is found to be slower than another. */
const now = (): number => 0

const living: Worker[] = []
afterEach(() => Promise.all(living.splice(0).map((worker) => worker.terminate())))

const openHelpers = (count: number, start: HelperStart): (() => void) => {
  const workers = Array.from(
    { length: count },
    () => new Worker(HELPER, { eval: true, workerData: start }),
  )
  living.push(...workers)
  return () => workers.forEach((worker) => void worker.terminate())
}

/** A kernel whose helpers open at the first call that needs them. */
const openThreaded = (threads: number): DiagonalKernel =>
  openDiagonalKernel(openModule('diagonal.shared.wasm'), {
    memory: createSharedMemory(),
    helpers: { count: threads - 1, open: (start) => openHelpers(threads - 1, start), now },
  })

interface Case {
  problem: DescentProblem
  settings: DescentSettings
}

const trained = (kernel: DiagonalKernel, { problem, settings }: Case, steps: number) => {
  const { inputDim } = problem
  const tasks = problem.tasks.map((data) => storeTask(kernel, data, inputDim))
  const vectors = padVectors(startOf(problem), inputDim)
  const address = kernel.store(vectors)
  const threads = kernel.descend({ weights: address, tasks, inputDim, steps, ...settings })
  const weights = unpadVectors(kernel.float64At(address, vectors.length), inputDim)
  for (const { inputs, targets } of tasks) [inputs, targets].forEach(kernel.release)
  kernel.release(address)
  return { weights, threads }
}

const startOf = ({ inputDim, tasks }: DescentProblem): Float64Array =>
  initialWeights({ inputDim, tasks: tasks.length, initScale: 0.05, initSpread: 0.5, initSeed: 1 })

const referenceOf = ({ problem, settings }: Case, steps: number): Float64Array => {
  const weights = startOf(problem)
  descend(weights, problem, { settings, steps })
  return weights
}

/** Takes steps until the helpers are there; nothing else tells. */
const untilThreaded = async (kernel: DiagonalKernel, one: Case, threads: number): Promise<void> => {
  while (trained(kernel, one, 1).threads < threads) {
    await new Promise((resolve) => setImmediate(resolve))
  }
}

const largest = (values: Float64Array): number =>
  values.reduce((most, value) => Math.max(most, Math.abs(value)), 0)

const deviation = (one: Float64Array, other: Float64Array): number =>
  largest(one.map((value, index) => value - (other[index] ?? NaN))) / largest(other)

/** See diagonalKernel.test.ts. */
const TOLERANCE = 40 * 2 ** -24
const STEPS = 60

const draw = (inputDim: number, auxSamples: number, mainSamples: number): TaskPair =>
  createTasks({
    ...{ inputDim, auxActive: 40, mainActive: 6, overlap: 3 },
    ...{ auxSamples, mainSamples, labelNoise: 0, dataSeed: 1 },
  })

const plain: DescentSettings = { learningRate: 0.1, weightDecay: 0, trainFirstLayer: true }
const large = draw(1000, 600, 390)
const odd = draw(787, 333, 421)
const twoTasks = { inputDim: 1000, tasks: [large.aux, large.main] }
const cases: (Case & { name: string })[] = [
  { name: 'one task', problem: { inputDim: 1000, tasks: [large.aux] }, settings: plain },
  { name: 'two tasks', problem: twoTasks, settings: plain },
  {
    name: 'triangles',
    problem: reduceRows(twoTasks, hasWorthwhileTriangle),
    settings: plain,
  },
  { name: 'weight decay', problem: twoTasks, settings: { ...plain, weightDecay: 1e-2 } },
  {
    name: 'weight decay, one task',
    problem: { inputDim: 1000, tasks: [large.aux] },
    settings: { ...plain, weightDecay: 1e-2 },
  },
  {
    name: 'frozen first layer',
    problem: { inputDim: 1000, tasks: [large.aux] },
    settings: { ...plain, trainFirstLayer: false },
  },
  {
    name: 'sizes that no block fits',
    problem: { inputDim: 787, tasks: [odd.aux, odd.main] },
    settings: plain,
  },
]

describe('rows divided over threads', () => {
  it('has triangles among its cases', () => {
    expect(cases[2]?.problem.tasks.some(({ isTriangular }) => isTriangular)).toBe(true)
  })

  it.each(cases)('follows the float64 reference on one thread: $name', (one) => {
    const { weights, threads } = trained(openKernel(), one, STEPS)
    expect(threads).toBe(1)
    expect(deviation(weights, referenceOf(one, STEPS))).toBeLessThan(TOLERANCE)
    expect(deviation(startOf(one.problem), weights)).toBeGreaterThan(0.01)
  })

  it.each([2, 4])('gives the bits of one thread on %d', async (count) => {
    const kernel = openThreaded(count)
    for (const one of cases) {
      await untilThreaded(kernel, one, count)
      const { weights, threads } = trained(kernel, one, STEPS)
      expect(threads).toBe(count)
      expect(weights, one.name).toEqual(trained(openKernel(), one, STEPS).weights)
      expect(trained(kernel, one, STEPS).weights, one.name).toEqual(weights)
    }
  })

  it('trains while its helpers are not there, and opens none for a small problem', () => {
    let opened = 0
    const kernel = openDiagonalKernel(openModule('diagonal.shared.wasm'), {
      memory: createSharedMemory(),
      helpers: {
        count: 1,
        now,
        open: () => {
          opened += 1
          return () => undefined
        },
      },
    })
    const small = draw(1000, 100, 100)
    const little = { problem: { inputDim: 1000, tasks: [small.main] }, settings: plain }
    expect(trained(kernel, little, 5)).toEqual(trained(openKernel(), little, 5))
    expect(opened).toBe(0)
    const [one] = cases
    if (one === undefined) throw new Error('no case')
    for (let round = 0; round < 2; round += 1) {
      expect(trained(kernel, one, 5)).toEqual(trained(openKernel(), one, 5))
    }
    expect(opened).toBe(1)
  })

  it('goes on alone, from where it is, when a helper stops answering', async () => {
    const [one] = cases
    if (one === undefined) throw new Error('no case')
    const kernel = openThreaded(2)
    await untilThreaded(kernel, one, 2)
    await Promise.all(living.splice(0).map((worker) => worker.terminate()))
    const { weights } = trained(kernel, one, STEPS)
    expect(weights).toEqual(trained(openKernel(), one, STEPS).weights)
    expect(trained(kernel, one, 1).threads).toBe(1)
  })

  it('ends its helpers when it is closed', async () => {
    const [one] = cases
    if (one === undefined) throw new Error('no case')
    const kernel = openThreaded(2)
    await untilThreaded(kernel, one, 2)
    const ended = Promise.all(
      living.map((worker) => new Promise((resolve) => worker.once('exit', resolve))),
    )
    kernel.close()
    await ended
    expect(trained(kernel, one, 1).threads).toBe(1)
  })
})
