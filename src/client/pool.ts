/** The page's end of the channels to the pool of solver threads. */
import type { Job, Priority, ResultOf } from '../protocol/computing.ts'

/** A job that was handed in. */
export interface Ticket {
  /** Drops the job: neither result nor failure is told any more. May be called at any time. */
  cancel: () => void
}

export interface PoolRequest<J extends Job> {
  job: J
  priority: Priority
  /** Jobs of one affinity go to one thread, which then still has what they share. */
  affinity?: number
  onDone: (result: ResultOf<J>) => void
  /** One sentence; nothing is lost but this job. */
  onFailed?: (reason: string) => void
  onProgress?: (share: number) => void
}

export interface Pool {
  /** How many threads there are, at least 1. */
  readonly size: number
  /** Of waiting jobs the most urgent comes first, among equals the oldest. */
  submit: <J extends Job>(request: PoolRequest<J>) => Ticket
  dispose: () => void
}
