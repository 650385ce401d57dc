/** The engines that can train, by tfjs backend, in the order in which they are tried. */
export const ENGINE_IDS = ['webgpu', 'webgl', 'wasm', 'cpu'] as const
export type EngineId = (typeof ENGINE_IDS)[number]

export const ENGINE_CHOICES = ['auto', ...ENGINE_IDS] as const
export type EngineChoice = (typeof ENGINE_CHOICES)[number]

export const ENGINE_LABELS: Record<EngineChoice, string> = {
  auto: 'Automatic',
  webgpu: 'WebGPU',
  webgl: 'WebGL',
  wasm: 'WebAssembly',
  cpu: 'JavaScript, float64',
}

/** What an engine computes with; 'mixed' keeps weights in float64, data and sums in float32. */
export type Precision = 'float32' | 'mixed' | 'float64'

export const PRECISION_LABELS: Record<Precision, string> = {
  float32: 'float32',
  mixed: 'float64 weights, float32 sums',
  float64: 'float64',
}

/** What an engine was measured to do. */
export interface EngineRate {
  id: EngineId
  /** Steps of one network a second. */
  stepsPerSecond: number
}

/**
 * Problems of one key are about the same work a step: what was measured for one serves for all.
 * @param rows of all tasks together
 */
export const workKey = (inputDim: number, rows: number): string =>
  `2^${Math.round(Math.log2(Math.max(1, inputDim * rows)))}`

/** What was measured on this device, by `workKey`. */
export type EngineRates = Readonly<Record<string, readonly EngineRate[]>>
