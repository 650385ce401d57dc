import type { TrainingBackend } from '../kernel.ts'

const missing = (): never => {
  throw new Error('webgl training is not built yet')
}

export const webglBackend: TrainingBackend = {
  id: 'webgl',
  start: async () => Promise.reject(new Error('webgl training is not built yet')),
  packProblem: missing,
  packWeights: missing,
  readWeights: missing,
  settled: missing,
}
