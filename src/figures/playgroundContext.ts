/** How figures reach the playground: React bindings to its two vanilla stores. */
import { createContext, useContext, useEffect, useState } from 'react'
import { useStore } from 'zustand'
import type { ControlsState } from '../store/controls.ts'
import type { Playground } from '../store/playground.ts'
import type { TrainingState } from '../store/training.ts'

const PlaygroundContext = createContext<Playground | null>(null)

export const PlaygroundProvider = PlaygroundContext.Provider

/** @throws Error outside of a PlaygroundProvider. */
export const usePlayground = (): Playground => {
  const playground = useContext(PlaygroundContext)
  if (playground === null) throw new Error('invalid use: no PlaygroundProvider above')
  return playground
}

export const useControls = <T>(select: (state: ControlsState) => T): T =>
  useStore(usePlayground().controls, select)

/** For what changes rarely: phases, tasks, notices. */
export const useTraining = <T>(select: (state: TrainingState) => T): T =>
  useStore(usePlayground().training, select)

/** Milliseconds between two renders of a number: fast enough to follow, slow enough to read. */
const SAMPLE_MILLISECONDS = 120

/**
 * For numbers that change with every picture: the state, looked at a few times a second and once
 * more after the last change.
 */
export const useSampledTraining = (): TrainingState => {
  const { training } = usePlayground()
  const [state, setState] = useState(training.getState)
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | null = null
    const sample = (): void => {
      timer = null
      setState(training.getState())
    }
    const unsubscribe = training.subscribe(() => {
      timer ??= setTimeout(sample, SAMPLE_MILLISECONDS)
    })
    sample()
    return () => {
      unsubscribe()
      if (timer !== null) clearTimeout(timer)
    }
  }, [training])
  return state
}
