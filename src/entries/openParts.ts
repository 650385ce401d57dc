/** Joins a playground to what is real: threads, chance, time and the browser's memory. */
import { createEngineMemory, type EngineMemory } from '../client/engineMemory.ts'
import { openPool } from '../client/openPool.ts'
import { createTrainer } from '../client/trainer.ts'
import { openWorkerThread } from '../client/workerThread.ts'
import { createPlayground, type Playground, type PlaygroundOptions } from '../store/playground.ts'

/** Chance enters the pages here and nowhere else: a die for new seeds. */
const drawSeed = (bound: number): number => {
  const [number = 0] = crypto.getRandomValues(new Uint32Array(1))
  return number % bound
}

/** A control that has not moved for so long has come to rest. */
const REST_MILLISECONDS = 200

const createRest = (): ((callback: () => void) => void) => {
  let timer: ReturnType<typeof setTimeout> | undefined
  return (callback) => {
    clearTimeout(timer)
    timer = setTimeout(callback, REST_MILLISECONDS)
  }
}

/** A browser may forbid the page to keep anything. */
const openEngineMemory = (): EngineMemory => {
  const { userAgent, hardwareConcurrency } = navigator
  const device = `${userAgent}, ${hardwareConcurrency} threads`
  try {
    return createEngineMemory(window.localStorage, device)
  } catch {
    return createEngineMemory(null, device)
  }
}

type Parts = Omit<PlaygroundOptions, 'hash'>

type FindPrecomputed = PlaygroundOptions['findPrecomputed']

const nonePrecomputed: FindPrecomputed = () => null

/** What playgrounds stand on here: they share the solver threads, and each trains on its own. */
export const openParts = (findPrecomputed = nonePrecomputed): (() => Parts) => {
  const pool = openPool()
  const memory = openEngineMemory()
  return () => ({
    createTrainer: (onReport) => createTrainer({ openThread: openWorkerThread, onReport, memory }),
    pool,
    findPrecomputed,
    drawSeed,
    whenAtRest: createRest(),
  })
}

/** A picture counts as drawn at the end of the frame in which it arrived. */
export const acknowledgePictures = (playground: Playground): void => {
  playground.training.subscribe((state, before) => {
    if (state.sequence !== before.sequence) requestAnimationFrame(playground.acknowledge)
  })
}

/** The playground of a page that has one: the state after `#`, not yet opened. */
export const openPlayground = (hash: string, findPrecomputed: FindPrecomputed): Playground => {
  const playground = createPlayground({ hash, ...openParts(findPrecomputed)() })
  acknowledgePictures(playground)
  document.addEventListener('visibilitychange', () => playground.setVisible(!document.hidden))
  return playground
}
