/**
 * One question to the pool about what is on screen: asked once changes have come to rest and the
 * answer is looked at, dropped as soon as it is about something else. No React.
 */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Pool, Ticket } from '../client/pool.ts'
import type { Job, Priority, ResultOf } from '../protocol/computing.ts'
import type { ControlsStore } from './controls.ts'
import type { TrainingStore } from './training.ts'

export interface AnswerState<Result> {
  /** 'none': there is nothing to ask. 'waiting': for rest, or for somebody who looks. */
  status: 'none' | 'waiting' | 'computing' | 'ready' | 'failed'
  /** Of what is on screen now; never of anything else. */
  result: Result | null
  /** 0 … 1, while it is computed. */
  share: number
  /** Why there is no answer, in one sentence; only if it failed. */
  failure: string | null
}

export interface RestingQuestion<Result> {
  store: StoreApi<AnswerState<Result>>
  /** Nothing is computed for what is not looked at. */
  setInView: (isInView: boolean) => void
  /** Follows the page until the returned function is called. */
  follow: () => () => void
}

/** What a question stands on; replaced in tests. */
export interface QuestionSurroundings {
  controls: ControlsStore
  training: TrainingStore
  pool: Pick<Pool, 'submit'>
  /** Calls back after so many milliseconds, unless the returned function is called before. */
  wait: (milliseconds: number, callback: () => void) => () => void
}

/** What would be asked now. */
export interface Asking<J extends Job> {
  /** Two askings are of the same thing if these are, one by one, the same. */
  about: readonly unknown[]
  job: () => J
}

interface QuestionOptions<J extends Job> extends QuestionSurroundings {
  priority: Priority
  /** Nothing to ask: `null`. */
  ask: () => Asking<J> | null
  /** Whether it may begin now; what has begun goes on. */
  mayBegin?: () => boolean
}

/** Milliseconds without a change before anything is asked. */
const REST = 150

const isSame = (one: readonly unknown[] | null, other: readonly unknown[] | null): boolean =>
  one?.length === other?.length && (one ?? []).every((part, index) => part === other?.[index])

export const createRestingQuestion = <J extends Job>(
  options: QuestionOptions<J>,
): RestingQuestion<ResultOf<J>> => {
  const { controls, training, pool, wait, priority, ask, mayBegin = () => true } = options
  const store = createStore<AnswerState<ResultOf<J>>>(() => ({
    ...{ status: 'none', result: null, share: 0, failure: null },
  }))
  let current: Asking<J> | null = null
  let isInView = false
  let ticket: Ticket | null = null
  let cancelWait = (): void => undefined

  const submit = ({ job }: Asking<J>): void => {
    store.setState({ status: 'computing' })
    ticket = pool.submit({
      job: job(),
      priority,
      onDone: (result) => store.setState({ status: 'ready', result, share: 1 }),
      onFailed: (failure) => store.setState({ status: 'failed', failure }),
      onProgress: (share) => store.setState({ share }),
    })
  }
  const begin = (): void => {
    cancelWait()
    const asking = current
    const isDue = isInView && store.getState().status === 'waiting' && mayBegin()
    if (asking === null || !isDue) return
    cancelWait = wait(REST, () => submit(asking))
  }
  const turnTo = (next: Asking<J> | null): void => {
    cancelWait()
    ticket?.cancel()
    ticket = null
    current = next
    const status = next === null ? 'none' : 'waiting'
    store.setState({ status, result: null, share: 0, failure: null })
    begin()
  }
  const look = (): void => {
    const next = ask()
    if (isSame(next?.about ?? null, current?.about ?? null)) begin()
    else turnTo(next)
  }
  return {
    store,
    setInView: (isNowInView) => {
      isInView = isNowInView
      begin()
    },
    follow: () => {
      look()
      const leaveControls = controls.subscribe(look)
      const leaveTraining = training.subscribe(look)
      return () => {
        leaveControls()
        leaveTraining()
        turnTo(null)
      }
    },
  }
}
