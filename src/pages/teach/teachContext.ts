/** How the parts of the teacher's page reach what it stands on. */
import { createContext, useContext } from 'react'
import { useStore } from 'zustand'
import type { SweepJob } from '../../protocol/computing.ts'
import type { ControlsState, ControlsStore } from '../../store/controls.ts'

export interface Teaching {
  /**
   * The state in the page's own address: what a link is made of, the seeds of the exercises, and the
   * class.
   */
  controls: ControlsStore
  /** What the solvers find out; rejects where they cannot. */
  compute: (job: SweepJob) => Promise<readonly number[]>
}

const TeachContext = createContext<Teaching | null>(null)
export const TeachProvider = TeachContext.Provider

/** @throws Error outside of a TeachProvider. */
export const useTeaching = (): Teaching => {
  const teaching = useContext(TeachContext)
  if (teaching === null) throw new Error('invalid use: no TeachProvider above')
  return teaching
}

export const useTeachState = <T>(select: (state: ControlsState) => T): T =>
  useStore(useTeaching().controls, select)

/** The address of another page of the site in a state (the part after `#`). */
export const addressOf = (page: string, hash: string): string => {
  const address = new URL(page, window.location.href)
  address.search = ''
  address.hash = hash
  return address.href
}
