import { createSweeper } from '../client/sweeper.ts'
import { openSweepThread } from '../client/sweepThread.ts'
import type { ControlsStore } from './controls.ts'
import { createLadder, type Ladder } from './ladder.ts'

const MOST_THREADS = 8

/** A ladder on real threads and real time; one core is left to the page. */
export const openLadder = (controls: ControlsStore): Ladder =>
  createLadder({
    controls,
    createSweeper: (onOutcome) =>
      createSweeper({
        openThread: openSweepThread,
        size: Math.min(MOST_THREADS, Math.max(1, navigator.hardwareConcurrency - 1)),
        onOutcome,
      }),
    wait: (milliseconds, callback) => {
      const timer = setTimeout(callback, milliseconds)
      return () => clearTimeout(timer)
    },
  })
