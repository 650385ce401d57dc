import type { TrainingBackend } from '../kernel.ts'

const missing = (): never => {
  throw new Error('wasm training is not built yet')
}

export const wasmBackend: TrainingBackend = {
  id: 'wasm',
  start: async () => Promise.reject(new Error('wasm training is not built yet')),
  packProblem: missing,
  packWeights: missing,
  readWeights: missing,
  settled: missing,
}
