import type { Report } from '../protocol/messages.ts'
import type { Thread } from './trainer.ts'

/** Calls `listener` with one sentence when the worker cannot go on. */
const listenForDeath = (worker: Worker, listener: (reason: string) => void): void => {
  worker.addEventListener('error', (event) => {
    event.preventDefault()
    listener(event.message || 'its code could not be loaded')
  })
  worker.addEventListener('messageerror', () => listener('a report could not be read'))
}

/** The page's end of a thread. */
export interface ThreadEnd<Command, ThreadReport> {
  postMessage: (command: Command) => void
  onReport: (listener: (report: ThreadReport) => void) => void
  /** Called with one sentence when the thread has died. */
  onDeath: (listener: (reason: string) => void) => void
  terminate: () => void
}

/** A thread that the browser did not open: it dies as soon as somebody listens. */
const unopenedThread = (error: unknown): ThreadEnd<unknown, never> => {
  const reason = error instanceof Error ? error.message : 'no reason was given'
  return {
    postMessage: () => undefined,
    onReport: () => undefined,
    onDeath: (listener) =>
      queueMicrotask(() => listener(`the browser opens no thread here: ${reason}`)),
    terminate: () => undefined,
  }
}

/** Joins a worker. Where the browser refuses to open it, its thread dies, and nothing is thrown. */
export const joinWorker = <Command, ThreadReport>(
  open: () => Worker,
): ThreadEnd<Command, ThreadReport> => {
  try {
    const worker = open()
    return {
      postMessage: (command) => worker.postMessage(command),
      onReport: (listener) =>
        worker.addEventListener('message', (event: MessageEvent<ThreadReport>) =>
          listener(event.data),
        ),
      onDeath: (listener) => listenForDeath(worker, listener),
      terminate: () => worker.terminate(),
    }
  } catch (error) {
    return unopenedThread(error)
  }
}

/**
 * A script of the page's own origin that imports another, and hands it what was said meanwhile. It
 * is no module itself: browsers load none from such an origin.
 */
const importing = (address: URL): string => {
  const code = `const early = []
const keep = ({ data }) => early.push(data)
addEventListener('message', keep)
import(${JSON.stringify(address.href)}).then(
  () => {
    removeEventListener('message', keep)
    for (const data of early) dispatchEvent(new MessageEvent('message', { data }))
  },
  (error) => setTimeout(() => { throw error }),
)`
  return URL.createObjectURL(new Blob([code], { type: 'text/javascript' }))
}

/**
 * What opens workers here. In a frame that is sandboxed without allow-same-origin, the page has an
 * origin of its own that no file shares, and the browser opens a thread for none of them; but it
 * does for a script that the page has made, which may import them. To be named `Worker` where it
 * is used: that is how the build finds the code of threads.
 */
export const workersHere = (): typeof Worker => {
  if (globalThis.origin !== 'null') return Worker
  // Called as a constructor, it gives what another one has made.
  return function (address: URL) {
    return new Worker(importing(address))
  } as unknown as typeof Worker
}

/** Opens the real training thread. Only this folder names the workers. */
export const openWorkerThread = (): Thread =>
  joinWorker<Parameters<Thread['postMessage']>[0], Report>(() => {
    const Worker = workersHere()
    return new Worker(new URL('../worker/trainer.worker.ts', import.meta.url), { type: 'module' })
  })
