/** React bindings to pictures over many runs. */
import { useEffect, useRef, useState, type RefObject } from 'react'
import { browserWait } from '../store/sweeps/browserWait.ts'
import type { Sheet } from '../store/sweeps/sheet.ts'
import type { SweepState, SweepStore, SweepSurroundings } from '../store/sweeps/sweepStore.ts'
import { usePlayground } from './playgroundContext.ts'
import { useInView } from './useInView.ts'

/** Milliseconds between two pictures of a sweep that fills in. */
const SAMPLE_MILLISECONDS = 120

/** The state, looked at a few times a second; another subject shows at once. */
const useSampled = <Subject, Role extends string>({
  store,
}: SweepStore<Subject, Role>): SweepState<Subject, Role> => {
  const [state, setState] = useState(store.getState)
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | null = null
    const sample = (): void => {
      if (timer !== null) clearTimeout(timer)
      timer = null
      setState(store.getState())
    }
    sample()
    const unsubscribe = store.subscribe(({ subject, sheets }, before) => {
      if (subject !== before.subject || sheets !== before.sheets) sample()
      else timer ??= setTimeout(sample, SAMPLE_MILLISECONDS)
    })
    return () => {
      unsubscribe()
      if (timer !== null) clearTimeout(timer)
    }
  }, [store])
  return state
}

/** Whether there is anything to show yet. */
export const hasBegun = <Subject, Role extends string>({
  sheets,
}: SweepState<Subject, Role>): boolean =>
  Object.values<Sheet | undefined>(sheets).some((sheet) => (sheet?.done ?? 0) > 0)

/** Opens a picture over runs that follows the playground while the component is on the page. */
export const useSweep = <Subject, Role extends string>(
  create: (surroundings: SweepSurroundings) => SweepStore<Subject, Role>,
): { figure: RefObject<HTMLDivElement | null>; state: SweepState<Subject, Role> } => {
  const { controls, pool } = usePlayground()
  const [sweep] = useState(() => create({ controls, pool, wait: browserWait }))
  const figure = useRef<HTMLDivElement>(null)
  useEffect(() => sweep.follow(), [sweep])
  useInView(sweep.setInView, figure)
  return { figure, state: useSampled(sweep) }
}
