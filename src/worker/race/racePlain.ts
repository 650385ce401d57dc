/// <reference lib="webworker" />
/** The thread of a contestant that is plain tfjs. Alone here is the whole of tfjs fetched. */
import { rendererName } from '../../engine/backends/webglContext.ts'
import { computesWithFloat32, createPlainStepper, startPlain } from './plainTraining.ts'
import { serveRace } from './serveRace.ts'

serveRace(self, {
  now: () => performance.now(),
  open: async ({ engine }) => {
    await startPlain(engine)
    return {
      precision: (await computesWithFloat32()) ? 'float32' : 'reduced',
      renderer: engine === 'webgl' ? rendererName() : null,
      begin: createPlainStepper,
    }
  },
})
