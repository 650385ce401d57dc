import { describe, expect, it } from 'vitest'
import { cpuBackend } from '../../src/engine/backends/cpu.ts'
import {
  chooseBackend,
  openBackend,
  type BackendEnvironment,
} from '../../src/engine/chooseBackend.ts'
import { EngineAbsent } from '../../src/engine/absence.ts'
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

describe('chooseBackend(preference, environment)', () => {
  it('takes WebGPU where it works and fetches nothing else', async () => {
    const environment = environmentWith(finest)
    const choice = await chooseBackend('auto', environment)
    expect(choice.backend.id).toBe('webgpu')
    expect(choice.precision).toBe('float32')
    expect(choice.measuredEpsilon).toBe(2 ** -23)
    expect(choice.refusals).toEqual([])
    expect(environment.loaded).toEqual(['webgpu'])
  })

  it('says nothing of an engine that is absent, and takes the next', async () => {
    const environment = environmentWith(fine)
    const choice = await chooseBackend('auto', environment)
    expect(choice.backend.id).toBe('webgl')
    expect(choice.refusals).toEqual([])
    expect(environment.loaded).toEqual(['webgpu', 'webgl'])
  })

  it('says that an engine is absent if it was asked for', async () => {
    const choice = await chooseBackend('webgpu', environmentWith(fine))
    expect(choice.backend.id).toBe('webgl')
    expect(choice.refusals).toEqual(['No WebGPU: using WebGL instead.'])
  })

  it.each(ENGINE_IDS)('takes the preferred one first: %s', async (id) => {
    const environment = environmentWith(finest)
    expect((await chooseBackend(id, environment)).backend.id).toBe(id)
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
    const choice = await chooseBackend('auto', environment)
    expect(choice.backend.id).toBe('wasm')
    expect(choice.refusals).toEqual(['WebGL here is slow: using WebAssembly instead.'])
    expect((await chooseBackend('webgl', environment)).backend.id).toBe('webgl')
  })

  it('refuses half precision in one sentence and takes the next', async () => {
    const half = { epsilon: 2 ** -10, dataEpsilon: 2 ** -10, keepsSmallWeights: false }
    const choice = await chooseBackend('auto', environmentWith({ ...fine, webgl: half }))
    expect(choice.backend.id).toBe('wasm')
    expect(choice.refusals).toEqual([
      'WebGL here computes with half precision (2⁻¹⁰): using WebAssembly instead.',
    ])
  })

  it('refuses precision between half and single, and weights that are flushed to zero', async () => {
    const webgl = { epsilon: 2 ** -16, dataEpsilon: 2 ** -16, keepsSmallWeights: true }
    const wasm = { epsilon: 2 ** -23, dataEpsilon: 2 ** -23, keepsSmallWeights: false }
    const choice = await chooseBackend('auto', environmentWith({ ...fine, webgl, wasm }))
    expect(choice.backend.id).toBe('cpu')
    expect(choice.precision).toBe('float64')
    expect(choice.refusals).toEqual([
      'WebGL here computes with reduced precision (2⁻¹⁶): using WebAssembly instead.',
      'WebAssembly here loses weights as small as 1e-7: using plain JavaScript instead.',
    ])
  })

  it('passes over backends that do not start, with their own sentence', async () => {
    const sentence = 'This browser has no WebGL 2 in workers'
    const choice = await chooseBackend('auto', environmentWith({ ...fine, webgl: sentence }))
    expect(choice.backend.id).toBe('wasm')
    expect(choice.refusals).toEqual([`${sentence}: using WebAssembly instead.`])
  })

  it('goes on in the usual order after a preferred one that fails', async () => {
    const environment = environmentWith({ ...fine, wasm: 'No WebAssembly' })
    const choice = await chooseBackend('wasm', environment)
    expect(choice.backend.id).toBe('webgl')
    expect(choice.refusals).toEqual(['No WebAssembly: using WebGL instead.'])
  })

  it('rejects with every reason if nothing works', async () => {
    const nothing = environmentWith({ ...fine, webgl: 'No GPU', wasm: 'No Wasm', cpu: 'No code' })
    await expect(chooseBackend('auto', nothing)).rejects.toThrow(
      'No WebGPU: using WebGL instead. No GPU: using WebAssembly instead. No Wasm: using plain JavaScript instead. ' +
        'No code: nothing is left to train with.',
    )
  })

  it('finds float64 in the cpu backend by measurement', async () => {
    const environment: BackendEnvironment = {
      load: () => Promise.resolve(cpuBackend),
      probe: probePrecision,
    }
    const choice = await chooseBackend('cpu', environment)
    expect(choice.precision).toBe('float64')
    expect(choice.measuredEpsilon).toBe(Number.EPSILON)
    expect(choice.refusals).toEqual([])
  })
})

describe('openBackend(id, environment)', () => {
  it('takes this one or none', async () => {
    const environment = environmentWith({ ...fine, webgl: 'This browser has no WebGL 2' })
    expect(await openBackend('cpu', environment)).toMatchObject({
      ...{ backend: { id: 'cpu' }, precision: 'float64' },
    })
    await expect(openBackend('webgl', environment)).rejects.toThrow('This browser has no WebGL 2')
    expect(environment.loaded).toEqual(['cpu', 'webgl'])
  })
})
