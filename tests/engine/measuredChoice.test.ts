import { memory } from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { cpuBackend } from '../../src/engine/backends/cpu.ts'
import type { BackendEnvironment } from '../../src/engine/chooseBackend.ts'
import { chooseMeasured, measureRate, type Trial } from '../../src/engine/measuredChoice.ts'
import type { MeasuredPrecision } from '../../src/engine/probePrecision.ts'
import { ENGINE_IDS, type EngineId, type EngineRate } from '../../src/protocol/engines.ts'

const SINGLE: MeasuredPrecision = {
  epsilon: 2 ** -23,
  dataEpsilon: 2 ** -23,
  keepsSmallWeights: true,
}
const HALF: MeasuredPrecision = {
  epsilon: 2 ** -10,
  dataEpsilon: 2 ** -10,
  keepsSmallWeights: false,
}

const TRIAL: Trial = {
  problem: {
    inputDim: 2,
    tasks: [{ rows: 1, inputs: Float64Array.of(1, 2), targets: Float64Array.of(1) }],
  },
  settings: { learningRate: 0.1, weightDecay: 0, trainFirstLayer: true },
  weights: new Float64Array(8).fill(0.1),
}

/** What an engine does in an imagined browser: so many steps a second, or the sentence it fails with. */
type Outcome = number | string

const choose = async (
  outcomes: Partial<Record<EngineId, Outcome>>,
  options: {
    known?: readonly EngineRate[]
    excluded?: readonly EngineId[]
    half?: EngineId
    obstacle?: BackendEnvironment['obstacle']
  } = {},
) => {
  const started: EngineId[] = []
  const environment: BackendEnvironment = {
    load: (id) =>
      Promise.resolve({
        ...cpuBackend,
        id,
        start: () => {
          started.push(id)
          const outcome = outcomes[id] ?? `${id} is not here`
          return typeof outcome === 'string'
            ? Promise.reject(new Error(outcome))
            : Promise.resolve()
        },
      }),
    probe: ({ id }) => Promise.resolve(id === options.half ? HALF : SINGLE),
    ...(options.obstacle && { obstacle: options.obstacle }),
  }
  const choice = await chooseMeasured({
    ...{ trial: TRIAL, known: options.known ?? [], excluded: new Set(options.excluded ?? []) },
    ...{ now: () => 0, environment },
    measure: ({ id }) => Promise.resolve(Number(outcomes[id])),
  })
  return { choice, started }
}

describe('chooseMeasured(options)', () => {
  const all = { webgl: 4_000, wasm: 120_000, cpu: 6_000 }

  it('takes the fastest, starts it last, and tells what all do', async () => {
    const { choice, started } = await choose(all)
    expect(choice.backend.id).toBe('wasm')
    expect(started.at(-1)).toBe('wasm')
    expect(choice.rates).toEqual([
      { id: 'wasm', stepsPerSecond: 120_000 },
      { id: 'cpu', stepsPerSecond: 6_000 },
      { id: 'webgl', stepsPerSecond: 4_000 },
    ])
    expect(choice.refusals).toEqual([])
  })

  it.each(ENGINE_IDS)('can take any of them: %s', async (id) => {
    const { choice } = await choose({ ...all, [id]: 1e6 })
    expect(choice.backend.id).toBe(id)
  })

  it('never takes one that computes too coarsely, however fast', async () => {
    const { choice } = await choose({ ...all, webgl: 1e9 }, { half: 'webgl' })
    expect(choice.backend.id).toBe('wasm')
  })

  it('measures nothing that was measured before', async () => {
    const known = [
      { id: 'cpu', stepsPerSecond: 10 },
      { id: 'webgl', stepsPerSecond: 20 },
    ] as const
    const { choice, started } = await choose(all, { known })
    expect(choice.backend.id).toBe('webgl')
    expect(started).toEqual(['webgl'])
    expect(choice.rates).toEqual(known)
  })

  it('measures anew where what was fastest does not start any more', async () => {
    const known = [{ id: 'webgl', stepsPerSecond: 1e9 }] as const
    const { choice } = await choose({ ...all, webgl: 'gone' }, { known })
    expect(choice.backend.id).toBe('wasm')
    expect(choice.rates.map(({ id }) => id)).toEqual(['wasm', 'cpu'])
  })

  it('leaves out what failed in training, measured before or not', async () => {
    const known = [{ id: 'wasm', stepsPerSecond: 1e9 }] as const
    const { choice, started } = await choose(all, { known, excluded: ['wasm'] })
    expect(choice.backend.id).toBe('cpu')
    expect(started).not.toContain('wasm')
  })

  it('does not fetch what has an obstacle, and does not speak of it', async () => {
    const obstacle = (id: EngineId): string | null => (id === 'webgl' ? 'drawn in software' : null)
    const { choice, started } = await choose(all, { obstacle })
    expect(started).not.toContain('webgl')
    expect(choice.refusals).toEqual([])
  })

  it('tells why WebAssembly is missing where only plain JavaScript is left', async () => {
    const { choice } = await choose({ cpu: 6_000, wasm: 'WebAssembly does not start' })
    expect(choice.refusals).toEqual(['WebAssembly does not start: using plain JavaScript instead.'])
  })

  it('rejects with every reason where nothing works', async () => {
    await expect(choose({ wasm: 'no Wasm', cpu: 'no code' })).rejects.toThrow(
      /^nothing can train here: .*no Wasm.*no code/,
    )
  })
})

describe('measureRate(backend, trial, now)', () => {
  beforeAll(() => cpuBackend.start())

  it('is a number of steps a second, and leaves nothing behind', async () => {
    const before = memory().numTensors
    const rate = await measureRate(cpuBackend, TRIAL, () => performance.now())
    expect(rate).toBeGreaterThan(0)
    expect(rate).toBeLessThan(Infinity)
    expect(memory().numTensors).toBe(before)
  })
})
