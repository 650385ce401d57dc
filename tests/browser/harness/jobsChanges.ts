/** A training thread, real but for its page, under a storm of changes. */
import { engine, memory } from '@tensorflow/tfjs-core'
import { KernelMemoryBackend } from '../../../src/engine/backends/kernelMemory.ts'
import type { EngineId } from '../../../src/protocol/engines.ts'
import type { Command, Report } from '../../../src/protocol/messages.ts'
import { DEFAULT_SPEC, type RunSpec } from '../../../src/protocol/spec.ts'
import { createBrowserEnvironment } from '../../../src/worker/browserEnvironment.ts'
import { serve } from '../../../src/worker/serve.ts'

/** What is left after so many changes, once the last run has ended. */
export interface Left {
  changes: number
  tensors: number
  buffers: number
  /** Bytes of the kernel's memory; it can only grow. 0 on another engine. */
  kernelBytes: number
}

const specOf = (change: number): RunSpec => ({
  ...DEFAULT_SPEC,
  ...{ inputDim: 50 + (change % 7), auxActive: 6, mainActive: 3, overlap: change % 4 },
  ...{ auxSamples: 60, mainSamples: 8 + (change % 5), initScale: 0.03, stopLoss: 1e-4 },
  ...{ rescale: 0.1 + (change % 11) / 10, dataSeed: change % 13, stepLimit: 1000 },
})

const kernelBytes = (): number => {
  const { backend } = engine()
  return backend instanceof KernelMemoryBackend ? backend.kernels.diagonal.memoryBytes() : 0
}

/** Of so many changes one is waited for: until its first picture, or until its end. */
const PICTURE_EVERY = 20
const END_EVERY = 500

export const changeJobs = {
  /** Changes the spec again and again; says what is left at the given counts. */
  changeSpecs: async (payload: { engine: EngineId; stops: readonly number[] }): Promise<Left[]> => {
    const { port1, port2 } = new MessageChannel()
    serve(port2, createBrowserEnvironment())
    port2.start()
    let hear: (report: Report) => void = () => undefined
    port1.onmessage = ({ data }: MessageEvent<Report>) => hear(data)
    const until = (isIt: (report: Report) => boolean): Promise<void> =>
      new Promise((resolve, reject) => {
        hear = (report) => {
          if (report.type === 'failure') reject(new Error(report.text))
          if (isIt(report)) resolve()
        }
      })
    const found: Left[] = []
    const last = Math.max(...payload.stops)
    for (let change = 1; change <= last; change += 1) {
      const isStop = payload.stops.includes(change)
      port1.postMessage({
        ...{ type: 'start', run: change, spec: specOf(change), engine: payload.engine },
        ...{ isExact: true, rates: {}, pace: 'full', isPlaying: true },
        ...{ mayReusePretraining: true, until: null },
      } satisfies Command)
      if (isStop || change % END_EVERY === 0) {
        await until(
          (report) =>
            report.run === change &&
            report.type === 'snapshot' &&
            report.snapshot.state === 'finished',
        )
      } else if (change % PICTURE_EVERY === 0) {
        await until((report) => report.run === change && report.type === 'snapshot')
      }
      if (!isStop) continue
      // The end is told before the run has put its things away.
      await new Promise((resolve) => setTimeout(resolve))
      found.push({
        changes: change,
        tensors: memory().numTensors,
        buffers: engine().backend.numDataIds(),
        kernelBytes: kernelBytes(),
      })
    }
    port1.close()
    return found
  },
}
