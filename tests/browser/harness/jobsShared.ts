/** Networks that share a batch, in the worker of a real browser. */
import { engine } from '@tensorflow/tfjs-core'
import { createBatchDescender, createDescender } from '../../../src/engine/descender.ts'
import type { DescendAttributes, TrainingBackend } from '../../../src/engine/kernel.ts'
import { createRunCache } from '../../../src/engine/runCache.ts'
import { createSession } from '../../../src/engine/session.ts'
import type { EngineId } from '../../../src/protocol/engines.ts'
import type { RunSnapshot } from '../../../src/protocol/messages.ts'
import { anyTaskSettingsOf, DEFAULT_SPEC, type RunSpec } from '../../../src/protocol/spec.ts'
import { createAnyTasks } from '../../../src/theory/anyTasks.ts'
import type { MethodId } from '../../../src/theory/methodRecipes.ts'
import type { NetworkId } from '../../../src/theory/network.ts'
import { chosenTasks, methodCases, type TrainingCase } from '../../engine/cases.ts'
import { countingTensors, startEngine } from './jobsEngines.ts'

/** Such that no network ends before the limit of steps. */
const SIZES: Record<NetworkId, Partial<RunSpec>> = {
  diagonal: { inputDim: 50, auxActive: 6, mainActive: 3, overlap: 3, initScale: 0.03 },
  relu: { inputDim: 15, hiddenWidth: 50, auxActive: 4, mainActive: 1, overlap: 1, initScale: 0.1 },
}

const specOf = (network: NetworkId, methods: MethodId[]): RunSpec => ({
  ...{ ...DEFAULT_SPEC, network, ...SIZES[network], auxSamples: 60, mainSamples: 12 },
  ...{ rescale: 0.3, stopLoss: 1e-5, stepLimit: 150, methods },
})

const CHUNK = 40

/** Trains to the end as the training thread does, with the numbers of all networks at each chunk. */
const trainSession = async (backend: TrainingBackend, spec: RunSpec): Promise<RunSnapshot[]> => {
  const session = await createSession({
    ...{ spec, backend, tasks: createAnyTasks(anyTaskSettingsOf(spec)), cache: createRunCache() },
    notify: () => undefined,
    breathe: () => Promise.resolve(true),
    ...{ mayReusePretraining: false, mayReuseRuns: false },
  })
  const pictures = await session.snapshot()
  while (!session.isFinished()) {
    await session.advance(session.clock().step + CHUNK, CHUNK)
    pictures.push(...(await session.snapshot()))
  }
  session.dispose()
  return pictures
}

/** How many models move in each call of the kernel on so many rows, while `run` is under way. */
const watchingKernel = async <Result>(rows: number, run: () => Promise<Result>) => {
  const moved: number[] = []
  const tfjs = engine()
  const runKernel = tfjs.runKernel.bind(tfjs)
  tfjs.runKernel = (name, inputs, attributes) => {
    // Only our own kernel is called here, by descender.ts.
    const { learningRates, ...rest } = attributes as unknown as DescendAttributes
    if (rest.rows.join() === String(rows)) {
      moved.push(learningRates.filter((rate) => rate > 0).length)
    }
    return runKernel(name, inputs, attributes)
  }
  try {
    return { result: await run(), moved }
  } finally {
    tfjs.runKernel = runKernel
  }
}

const numbersOf = ({ beta, step, curve, ...losses }: RunSnapshot): number[] => [
  ...beta,
  step,
  ...curve.step,
  ...curve.trainingLoss,
  ...curve.generalizationLoss,
  ...[losses.trainingLoss, losses.generalizationLoss, losses.bestGeneralizationLoss],
]

const countUnequal = (numbers: ArrayLike<number>, others: ArrayLike<number>): number =>
  Array.from({ length: Math.max(numbers.length, others.length) }, (_, index) =>
    Number(!Object.is(numbers[index], others[index])),
  ).reduce((sum, one) => sum + one, 0)

/** Of this network alone, all that the pictures say. */
const ownNumbers = (pictures: readonly RunSnapshot[], key: MethodId): number[] =>
  pictures.filter((picture) => picture.key === key).flatMap(numbersOf)

const caseOf = (network: NetworkId, dataSeed: number): TrainingCase => {
  const choice = { initScale: 1e-2, rescale: 1, weightDecay: 1e-2 }
  const [one] = methodCases(['singleTask'], chosenTasks({ network, dataSeed }), choice)
  if (one === undefined) throw new Error('no case')
  return one
}

export const sharedJobs = {
  /** A session of two networks beside a session of each alone. */
  sharedSession: async ({ engine: id, network }: { engine: EngineId; network: NetworkId }) => {
    const backend = await startEngine(id)
    const methods: MethodId[] = ['singleTask', 'finetune']
    const { mainSamples } = specOf(network, methods)
    return countingTensors(async () => {
      const { result, moved } = await watchingKernel(mainSamples, () =>
        trainSession(backend, specOf(network, methods)),
      )
      const found: { key: MethodId; numbers: number; unequal: number; calls: number }[] = []
      for (const key of methods) {
        const alone = await watchingKernel(mainSamples, () =>
          trainSession(backend, specOf(network, [key])),
        )
        const numbers = ownNumbers(alone.result, key)
        const unequal = countUnequal(numbers, ownNumbers(result, key))
        found.push({ key, numbers: numbers.length, unequal, calls: alone.moved.length })
      }
      return { prefersBatches: backend.prefersBatches, moved, found }
    })
  },

  /**
   * A network that stands still although its residuals overflow, beside one that trains and one that
   * diverges. `huge`: a weight whose square the engine cannot hold.
   */
  unrulyNeighbours: async (payload: { engine: EngineId; network: NetworkId; huge: number }) => {
    const backend = await startEngine(payload.engine)
    return countingTensors(async () => {
      const { network } = payload
      const [still, steady, wild] = [caseOf(network, 3), caseOf(network, 4), caseOf(network, 5)]
      still.weights = still.weights.map((_, index) => (index === 0 ? -0 : payload.huge))
      const all = [still, steady, wild]
      const batch = createBatchDescender(
        backend,
        all.map(({ problem }) => problem),
        all.map(({ weights }) => weights),
      )
      const [before = still.weights] = await batch.read()
      const rates = [0, steady.descent.learningRate, 1e30]
      const descents = all.map(({ descent }, index) => ({
        ...descent,
        learningRate: rates[index] ?? 0,
      }))
      batch.advance(descents, 20)
      const [after = [], trained = [], diverged = []] = await batch.read()
      batch.dispose()
      const single = createDescender(backend, steady.problem, steady.weights)
      single.advance(steady.descent, 20)
      const alone = await single.read()
      single.dispose()
      return {
        still: countUnequal(before, after),
        steady: countUnequal(alone, trained),
        moved: countUnequal(alone, steady.weights) > 0,
        hasDiverged: Array.from(diverged).some((weight) => !Number.isFinite(weight)),
      }
    })
  },
}
