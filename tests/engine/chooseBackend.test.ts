import { describe, expect, it } from 'vitest'
import { cpuBackend } from '../../src/engine/backends/cpu.ts'
import { EngineAbsent } from '../../src/engine/absence.ts'
import { chooseBackend, type BackendEnvironment } from '../../src/engine/chooseBackend.ts'
import type { TrainingBackend } from '../../src/engine/kernel.ts'
import { probePrecision, type MeasuredPrecision } from '../../src/engine/probePrecision.ts'
import { ENGINE_IDS, type EngineId } from '../../src/protocol/engines.ts'

const SINGLE: MeasuredPrecision = {
  epsilon: 2 ** -23,
  dataEpsilon: 2 ** -23,
  keepsSmallWeights: true,
}
const DOUBLE: MeasuredPrecision = {
  epsilon: 2 ** -52,
  dataEpsilon: 2 ** -52,
  keepsSmallWeights: true,
}

const NONE: ReadonlySet<EngineId> = new Set()
const NO_WEBGPU = new EngineAbsent('No WebGPU')

/** What happens when a backend is tried: what it measures, or what it fails with. */
type Outcome = MeasuredPrecision | string | EngineAbsent

const failureOf = (outcome: Outcome): Error | undefined => {
  if (outcome instanceof Error) return outcome
  return typeof outcome === 'string' ? new Error(outcome) : undefined
}

/** Backends that only start, or do not. `loaded` lists which were fetched. */
const environmentWith = (
  outcomes: Record<EngineId, Outcome>,
): BackendEnvironment & { loaded: EngineId[] } => {
  const loaded: EngineId[] = []
  const load = (id: EngineId): Promise<TrainingBackend> => {
    loaded.push(id)
    const outcome = outcomes[id]
    const failure = failureOf(outcome)
    const start = () => (failure ? Promise.reject(failure) : Promise.resolve())
    return Promise.resolve({ ...cpuBackend, id, start })
  }
  const probe = ({ id }: TrainingBackend): Promise<MeasuredPrecision> => {
    const outcome = outcomes[id]
    return typeof outcome === 'string' || outcome instanceof Error
      ? Promise.reject(new Error())
      : Promise.resolve(outcome)
  }
  return { load, probe, loaded }
}

/** As most browsers are today. */
const fine: Record<EngineId, Outcome> = {
  webgpu: NO_WEBGPU,
  webgl: SINGLE,
  wasm: SINGLE,
  cpu: DOUBLE,
}
/** With everything. */
const finest: Record<EngineId, Outcome> = { ...fine, webgpu: SINGLE }

describe('chooseBackend(preference, failed, environment)', () => {
  it('takes WebGPU where it works and fetches nothing else', async () => {
    const environment = environmentWith(finest)
    const choice = await chooseBackend('auto', NONE, environment)
    expect(choice.backend.id).toBe('webgpu')
    expect(choice.precision).toBe('float32')
    expect(choice.measuredEpsilon).toBe(2 ** -23)
    expect(choice.refusals).toEqual([])
    expect(environment.loaded).toEqual(['webgpu'])
  })

  it('says nothing of an engine that is absent, and takes the next', async () => {
    const environment = environmentWith(fine)
    const choice = await chooseBackend('auto', NONE, environment)
    expect(choice.backend.id).toBe('webgl')
    expect(choice.refusals).toEqual([])
    expect(environment.loaded).toEqual(['webgpu', 'webgl'])
  })

  it('says that an engine is absent if it was asked for', async () => {
    const choice = await chooseBackend('webgpu', NONE, environmentWith(fine))
    expect(choice.backend.id).toBe('webgl')
    expect(choice.refusals).toEqual(['No WebGPU: using WebGL instead.'])
  })

  it.each(['auto', 'webgl'] as const)('never tries one that has failed: %s', async (preference) => {
    const environment = environmentWith(finest)
    const failed = new Set<EngineId>(['webgpu', 'webgl'])
    const choice = await chooseBackend(preference, failed, environment)
    expect(choice.backend.id).toBe('wasm')
    expect(choice.refusals).toEqual([])
    expect(environment.loaded).toEqual(['wasm'])
  })

  it.each(ENGINE_IDS)('takes the preferred one first: %s', async (id) => {
    const environment = environmentWith(finest)
    expect((await chooseBackend(id, NONE, environment)).backend.id).toBe(id)
    expect(environment.loaded).toEqual([id])
  })

  it('passes over a backend with a drawback, unless it is asked for', async () => {
    const slow = environmentWith(fine)
    const environment: BackendEnvironment = {
      ...slow,
      load: async (id) => ({
        ...(await slow.load(id)),
        drawback: () => (id === 'webgl' ? 'WebGL here is slow' : null),
      }),
    }
    const choice = await chooseBackend('auto', NONE, environment)
    expect(choice.backend.id).toBe('wasm')
    expect(choice.refusals).toEqual(['WebGL here is slow: using WebAssembly instead.'])
    expect((await chooseBackend('webgl', NONE, environment)).backend.id).toBe('webgl')
  })

  it('refuses half precision in one sentence and takes the next', async () => {
    const half = { epsilon: 2 ** -10, dataEpsilon: 2 ** -10, keepsSmallWeights: false }
    const choice = await chooseBackend('auto', NONE, environmentWith({ ...fine, webgl: half }))
    expect(choice.backend.id).toBe('wasm')
    expect(choice.refusals).toEqual([
      'WebGL here computes with half precision (2⁻¹⁰): using WebAssembly instead.',
    ])
  })

  it('refuses precision between half and single, and weights that are flushed to zero', async () => {
    const webgl = { epsilon: 2 ** -16, dataEpsilon: 2 ** -16, keepsSmallWeights: true }
    const wasm = { epsilon: 2 ** -23, dataEpsilon: 2 ** -23, keepsSmallWeights: false }
    const choice = await chooseBackend('auto', NONE, environmentWith({ ...fine, webgl, wasm }))
    expect(choice.backend.id).toBe('cpu')
    expect(choice.precision).toBe('float64')
    expect(choice.refusals).toEqual([
      'WebGL here computes with reduced precision (2⁻¹⁶): using WebAssembly instead.',
      'WebAssembly here loses weights as small as 1e-7: using plain JavaScript instead.',
    ])
  })

  it('passes over backends that do not start, with their own sentence', async () => {
    const sentence = 'This browser has no WebGL 2 in workers'
    const choice = await chooseBackend('auto', NONE, environmentWith({ ...fine, webgl: sentence }))
    expect(choice.backend.id).toBe('wasm')
    expect(choice.refusals).toEqual([`${sentence}: using WebAssembly instead.`])
  })

  it('goes on in the usual order after a preferred one that fails', async () => {
    const environment = environmentWith({ ...fine, wasm: 'No WebAssembly' })
    const choice = await chooseBackend('wasm', NONE, environment)
    expect(choice.backend.id).toBe('webgl')
    expect(choice.refusals).toEqual(['No WebAssembly: using WebGL instead.'])
  })

  it('rejects with every reason if nothing works', async () => {
    const nothing = environmentWith({ ...fine, webgl: 'No GPU', wasm: 'No Wasm', cpu: 'No code' })
    await expect(chooseBackend('auto', NONE, nothing)).rejects.toThrow(
      'No WebGPU: using WebGL instead. No GPU: using WebAssembly instead. No Wasm: using plain JavaScript instead. ' +
        'No code: nothing is left to train with.',
    )
  })

  it('finds float64 in the cpu backend by measurement', async () => {
    const environment: BackendEnvironment = {
      load: () => Promise.resolve(cpuBackend),
      probe: probePrecision,
    }
    const choice = await chooseBackend('cpu', NONE, environment)
    expect(choice.precision).toBe('float64')
    expect(choice.measuredEpsilon).toBe(Number.EPSILON)
    expect(choice.refusals).toEqual([])
  })
})
