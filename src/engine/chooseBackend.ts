/**
 * Tries what trains: the first in an order that starts and computes exactly enough. Says in plain
 * words why any other one was passed over. Which is fastest is measured in measuredChoice.ts.
 */
import {
  ENGINE_IDS,
  type EngineChoice,
  type EngineId,
  type Precision,
} from '../protocol/engines.ts'
import { EngineAbsent } from './absence.ts'
import { checkPresence } from './backends/webgpuPresence.ts'
import type { TrainingBackend } from './kernel.ts'
import { softwareDrawback } from './backends/webglContext.ts'
import { probePrecision, type MeasuredPrecision } from './probePrecision.ts'

export interface BackendChoice {
  backend: TrainingBackend
  precision: Precision
  /** The smallest number that, added to 1, was seen to change it. */
  measuredEpsilon: number
  /** One sentence for each backend that was tried before and refused for a reason worth telling. */
  refusals: string[]
}

/** What the choice depends on; replaced in tests. */
export interface BackendEnvironment {
  /** Fetches a backend's code. Only what is tried is fetched. */
  load: (id: EngineId) => Promise<TrainingBackend>
  probe: (backend: TrainingBackend) => Promise<MeasuredPrecision>
  /**
   * Why a backend is not worth fetching, in a sentence without its full stop; or nothing. Not asked
   * for one that the reader wants.
   */
  obstacle?: (id: EngineId) => string | null
  /** See TrainingBackend.start. */
  isExact?: boolean
}

const LOADERS: Record<EngineId, () => Promise<TrainingBackend>> = {
  webgpu: async () => {
    checkPresence()
    return (await import('./backends/webgpu.ts')).webgpuBackend
  },
  webgl: async () => (await import('./backends/webgl.ts')).webglBackend,
  wasm: async () => (await import('./backends/wasm.ts')).wasmBackend,
  cpu: async () => (await import('./backends/cpu.ts')).cpuBackend,
}

export const BROWSER: BackendEnvironment = {
  load: (id) => LOADERS[id](),
  probe: probePrecision,
  // A context tells the renderer's name, long before tfjs's backend is there.
  obstacle: (id) => (id === 'webgl' ? softwareDrawback() : null),
  isExact: true,
}

/** As a sentence has them. */
export const NAMES: Record<EngineId, string> = {
  webgpu: 'WebGPU',
  webgl: 'WebGL',
  wasm: 'WebAssembly',
  cpu: 'plain JavaScript',
}

const FLOAT32_EPSILON = 2 ** -23
const FLOAT64_EPSILON = 2 ** -52

const superscript = (number: number): string =>
  Array.from(String(number), (digit) => '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(digit)] ?? '⁻').join('')

/** Why numbers like these cannot be trained with; null if they can. */
const imprecision = (id: EngineId, measured: MeasuredPrecision): string | null => {
  const epsilon = Math.max(measured.epsilon, measured.dataEpsilon)
  const exponent = Math.log2(epsilon)
  if (epsilon > FLOAT32_EPSILON) {
    const kind = exponent >= -10 ? 'half precision' : 'reduced precision'
    return `${NAMES[id]} here computes with ${kind} (2${superscript(exponent)})`
  }
  if (!measured.keepsSmallWeights) return `${NAMES[id]} here loses weights as small as 1e-7`
  return null
}

/** What to call numbers like these. */
export const precisionOf = ({ epsilon, dataEpsilon }: MeasuredPrecision): Precision => {
  if (epsilon > FLOAT64_EPSILON) return 'float32'
  return dataEpsilon > FLOAT64_EPSILON ? 'mixed' : 'float64'
}

interface Refused {
  id: EngineId
  /** Why, in a sentence without its full stop. */
  refusal: string
  /** There is no such engine here, and nobody asked for it. */
  isSilent: boolean
}

export type Attempt = { backend: TrainingBackend; measured: MeasuredPrecision } | Refused

const start = async (
  id: EngineId,
  { load, isExact = true }: BackendEnvironment,
): Promise<TrainingBackend> => {
  const backend = await load(id)
  await backend.start({ isExact })
  return backend
}

/** One backend: started and measured, or why not. */
export const tryBackend = async (
  id: EngineId,
  isWanted: boolean,
  environment: BackendEnvironment,
): Promise<Attempt> => {
  const refused = (refusal: string, isSilent = false): Refused => ({ id, refusal, isSilent })
  try {
    const obstacle = isWanted ? null : environment.obstacle?.(id)
    if (obstacle) return refused(obstacle)
    const backend = await start(id, environment)
    // Asked first, because a probe costs time to compile.
    const drawback = isWanted ? null : backend.drawback()
    if (drawback !== null) return refused(drawback)
    const measured = await environment.probe(backend)
    const refusal = imprecision(id, measured)
    return refusal === null ? { backend, measured } : refused(refusal)
  } catch (error) {
    const isSilent = error instanceof EngineAbsent && !isWanted
    return refused(error instanceof Error ? error.message : String(error), isSilent)
  }
}

/** One sentence for each refusal, which ends with what is tried, or taken, instead. */
const sentencesOf = (told: readonly Refused[], chosen?: EngineId): string[] =>
  told.map(({ refusal }, index) => {
    const next = told[index + 1]?.id ?? chosen
    const consequence =
      next === undefined ? 'nothing is left to train with' : `using ${NAMES[next]} instead`
    return `${refusal}: ${consequence}.`
  })

/**
 * The preferred backend if it works here, or else the first that does in the order WebGPU, WebGL,
 * WebAssembly, plain JavaScript. The chosen backend is started and active.
 * @throws Error if none works: not even the code of the last could be fetched.
 */
export const chooseBackend = async (
  preference: EngineChoice,
  environment: BackendEnvironment = BROWSER,
): Promise<BackendChoice> => {
  const others = ENGINE_IDS.filter((id) => id !== preference)
  const order = preference === 'auto' ? others : [preference, ...others]
  const tried: Refused[] = []
  for (const id of order) {
    const result = await tryBackend(id, id === preference, environment)
    if ('backend' in result) {
      const { backend, measured } = result
      return {
        backend,
        precision: precisionOf(measured),
        measuredEpsilon: measured.epsilon,
        refusals: sentencesOf(
          tried.filter(({ isSilent }) => !isSilent),
          id,
        ),
      }
    }
    tried.push(result)
  }
  throw new Error(sentencesOf(tried).join(' '))
}

/**
 * This backend and no other, started and active.
 * @throws Error with a sentence, without its full stop, if it does not work here
 */
export const openBackend = async (
  id: EngineId,
  environment: BackendEnvironment = BROWSER,
): Promise<Pick<BackendChoice, 'backend' | 'precision'>> => {
  const result = await tryBackend(id, true, environment)
  if ('refusal' in result) throw new Error(result.refusal)
  return { backend: result.backend, precision: precisionOf(result.measured) }
}
