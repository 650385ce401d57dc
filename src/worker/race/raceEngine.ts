/// <reference lib="webworker" />
/** The thread of a contestant that is an engine of ours. */
import { openBackend } from '../../engine/chooseBackend.ts'
import { rendererName } from '../../engine/backends/webglContext.ts'
import { createKernelStepper } from './kernelTraining.ts'
import { serveRace } from './serveRace.ts'

serveRace(self, {
  now: () => performance.now(),
  open: async ({ engine }) => {
    const { backend, precision } = await openBackend(engine)
    return {
      precision,
      renderer: engine === 'webgl' ? rendererName() : null,
      begin: (training) => createKernelStepper(backend, training),
    }
  },
})
