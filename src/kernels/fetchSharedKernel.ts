/** Gets the kernel that divides rows over threads, where the page may share memory between them. */
import exactUrl from './diagonal.shared.wasm?url'
import relaxedUrl from './diagonal.shared.relaxed.wasm?url'
import { openDiagonalKernel, type DiagonalKernel } from './diagonalKernel.ts'
import { compileBuild } from './fetchKernel.ts'
import { SHARES } from './rowShares.ts'
import { createSharedMemory, type HelperStart } from './rowThreads.ts'

/** Threads that have equal parts of the shares; three would be as slow as two. */
const threadsFor = (cores: number): number => (cores >= SHARES ? SHARES : Math.min(2, cores))

const openHelper = (start: HelperStart): Worker => {
  const worker = new Worker(new URL('./rowThread.worker.ts', import.meta.url), { type: 'module' })
  // Without it nothing is lost: until all are there, one thread does all the work.
  worker.addEventListener('error', (event) => event.preventDefault())
  worker.postMessage(start)
  return worker
}

const openHelpers = (count: number, start: HelperStart): (() => void) => {
  const workers = Array.from({ length: count }, () => openHelper(start))
  return () => workers.forEach((worker) => worker.terminate())
}

/** Only pages whose server isolates them may share memory between threads. */
export const mayShareMemory = (): boolean =>
  globalThis.crossOriginIsolated && threadsFor(navigator.hardwareConcurrency) > 1

/** @throws Error if it cannot be fetched, or this browser cannot run it */
export const fetchSharedKernel = async ({ isExact = true } = {}): Promise<DiagonalKernel> => {
  const module = await compileBuild({ exact: exactUrl, relaxed: relaxedUrl }, isExact)
  const count = threadsFor(navigator.hardwareConcurrency) - 1
  return openDiagonalKernel(module, {
    memory: createSharedMemory(),
    helpers: { count, open: (start) => openHelpers(count, start), now: () => performance.now() },
  })
}
