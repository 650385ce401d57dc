/** Joins the parts and mounts the page. */
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { createEngineMemory, type EngineMemory } from './client/engineMemory.ts'
import { createTrainer } from './client/trainer.ts'
import { openPool } from './client/openPool.ts'
import { openWorkerThread } from './client/workerThread.ts'
import { PlaygroundProvider } from './figures/playgroundContext.ts'
import { followAddress, followTheme } from './pages/address.ts'
import { Play } from './pages/Play.tsx'
import { listenForShortcuts } from './pages/shortcuts.ts'
import { createPlayground } from './store/playground.ts'
import { findPrecomputed } from './store/precomputed.ts'
import './styles/base.css'

/** Chance enters the page here and nowhere else: a die for new seeds. */
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

const playground = createPlayground({
  hash: window.location.hash,
  createTrainer: (onReport) =>
    createTrainer({ openThread: openWorkerThread, onReport, memory: openEngineMemory() }),
  pool: openPool(),
  findPrecomputed,
  drawSeed,
  whenAtRest: createRest(),
})

// A picture counts as drawn at the end of the frame in which it arrived.
playground.training.subscribe((state, before) => {
  if (state.sequence !== before.sequence) requestAnimationFrame(playground.acknowledge)
})
followTheme(playground)
followAddress(playground)
listenForShortcuts(window, playground)
document.addEventListener('visibilitychange', () => playground.setVisible(!document.hidden))
playground.open()

const root = document.getElementById('root')
if (root === null) throw new Error('invalid page: no element with id root')
createRoot(root).render(
  <StrictMode>
    <PlaygroundProvider value={playground}>
      <Play />
    </PlaygroundProvider>
  </StrictMode>,
)
