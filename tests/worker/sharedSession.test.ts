import { engine } from '@tensorflow/tfjs-core'
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { cpuBackend } from '../../src/engine/backends/cpu.ts'
import type { DescendAttributes, TrainingBackend } from '../../src/engine/kernel.ts'
import { createRunCache } from '../../src/engine/runCache.ts'
import { createSession } from '../../src/engine/session.ts'
import type { RunKey, RunSnapshot } from '../../src/protocol/messages.ts'
import { taskSettingsOf, type RunSpec } from '../../src/protocol/spec.ts'
import { METHOD_IDS } from '../../src/theory/methodRecipes.ts'
import { createTasks } from '../../src/theory/tasks.ts'
import {
  cpuChoice,
  isEnd,
  isNotice,
  isSnapshot,
  openLine,
  smallSpec,
  startCommand,
} from './channel.ts'
import type { Line } from './channel.ts'

/** A backend as the graphics processors' are. */
const together: TrainingBackend = { ...cpuBackend, prefersBatches: true }

let line: Line

beforeAll(() => cpuBackend.start())
afterEach(() => {
  line.close()
  vi.restoreAllMocks()
})

/** How many models move in each call of the kernel, for the calls with so many rows. */
const watchKernel = (rows: number): { moved: number; steps: number }[] => {
  const calls: { moved: number; steps: number }[] = []
  const tfjs = engine()
  const runKernel = tfjs.runKernel.bind(tfjs)
  vi.spyOn(tfjs, 'runKernel').mockImplementation((name, inputs, attributes) => {
    const { learningRates, ...rest } = attributes as unknown as DescendAttributes
    const moved = learningRates.filter((rate) => rate > 0).length
    if (rest.rows.join() === String(rows)) calls.push({ moved, steps: rest.steps })
    return runKernel(name, inputs, attributes)
  })
  return calls
}

/** All that was said of each network: its last picture with all points of its curve. */
const historyOf = (): Map<RunKey, RunSnapshot> => {
  const histories = new Map<RunKey, RunSnapshot>()
  for (const { snapshot } of line.reports.filter(isSnapshot)) {
    for (const run of snapshot.runs) {
      const known = histories.get(run.key)?.curve
      const joined = (column: keyof RunSnapshot['curve']): Float64Array =>
        Float64Array.of(...(known?.[column] ?? []).slice(0, run.curveStart), ...run.curve[column])
      const curve = {
        step: joined('step'),
        trainingLoss: joined('trainingLoss'),
        generalizationLoss: joined('generalizationLoss'),
      }
      histories.set(run.key, { ...run, curve, curveStart: 0 })
    }
  }
  return histories
}

const train = async (backend: TrainingBackend, spec: RunSpec) => {
  line = openLine({ chooseEngine: () => cpuChoice(backend) })
  line.send(startCommand({ spec, pace: 'fast', engine: 'auto' }))
  const { snapshot } = await line.until(isEnd)
  line.close()
  const notices = line.reports.filter(isNotice).map(({ text }) => text)
  return { clock: snapshot.clock, networks: historyOf(), notices: notices.toSorted() }
}

const SPECS: [string, RunSpec][] = [
  ['all six methods', smallSpec({ methods: [...METHOD_IDS] })],
  [
    'networks that diverge and begin again',
    smallSpec({ methods: [...METHOD_IDS], learningRate: 3, stepLimit: 1000 }),
  ],
]

describe('a session on an engine that prefers batches', () => {
  it.each(SPECS)('ends with the numbers of one that trains each alone: %s', async (_, spec) => {
    const alone = await train(cpuBackend, spec)
    const shared = await train(together, spec)
    expect(alone.networks.size).toBe(METHOD_IDS.length + 1)
    expect(shared).toEqual(alone)
  })

  it('says that some of those diverged', async () => {
    const { notices } = await train(together, SPECS[1]?.[1] ?? smallSpec())
    expect(notices.join(' ')).toMatch(/diverged; it began again/)
  })

  it('hands over all steps of a chunk before it waits for the engine', async () => {
    const spec = smallSpec({ methods: ['singleTask', 'singleTaskProbe'] })
    const calls = watchKernel(spec.mainSamples)
    const queued: number[] = []
    const settled = (): Promise<void> => {
      queued.push(calls.reduce((sum, { moved, steps }) => sum + moved * steps, 0))
      return Promise.resolve()
    }
    const session = await createSession({
      ...{ spec, backend: { ...together, settled }, tasks: createTasks(taskSettingsOf(spec)) },
      ...{ cache: createRunCache(), mayReusePretraining: false, mayReuseRuns: false },
      ...{ notify: () => undefined, breathe: () => Promise.resolve(true) },
    })
    for (const target of [7, 60, 113, 150]) await session.advance(target, Infinity)
    session.dispose()
    expect(queued).toEqual([14, 120, 226, 300])
  })

  it('takes the steps of both networks in one call until the first of them ends', async () => {
    const spec = smallSpec({ methods: ['singleTask', 'finetune'] })
    const apart = watchKernel(spec.mainSamples)
    const { networks } = await train(cpuBackend, spec)
    vi.restoreAllMocks()
    const calls = watchKernel(spec.mainSamples)
    await train(together, spec)
    const ends = (['singleTask', 'finetune'] as const).map((key) => networks.get(key)?.step ?? NaN)
    const stepsOf = (moved: number): number =>
      calls.reduce((sum, call) => sum + (call.moved === moved ? call.steps : 0), 0)
    expect(stepsOf(2)).toBe(Math.min(...ends))
    expect(stepsOf(1)).toBe(Math.max(...ends) - Math.min(...ends))
    // Trained apart, every call that moves both is two.
    expect(apart).toHaveLength(calls.reduce((sum, { moved }) => sum + moved, 0))
  })
})
