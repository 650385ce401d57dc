/** The engines that can train, by tfjs backend, in the order in which they are tried. */
export const ENGINE_IDS = ['webgl', 'wasm', 'cpu'] as const
export type EngineId = (typeof ENGINE_IDS)[number]

export const ENGINE_CHOICES = ['auto', ...ENGINE_IDS] as const
export type EngineChoice = (typeof ENGINE_CHOICES)[number]

export const ENGINE_LABELS: Record<EngineChoice, string> = {
  auto: 'Automatic',
  webgl: 'WebGL',
  wasm: 'WebAssembly',
  cpu: 'JavaScript, float64',
}
