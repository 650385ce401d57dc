/** A pool whose answers are in the test's hands. */
import type { Pool, PoolRequest } from '../../src/client/pool.ts'
import type { Job } from '../../src/protocol/computing.ts'

/** `onDone` and `onFailed` answer it; as in the real pool, a dropped job is told of nothing. */
export interface FakeRequest<J extends Job = Job> extends PoolRequest<J> {
  isCancelled: boolean
  isAnswered: boolean
}

export interface FakePool extends Pool {
  /** Everything that was ever submitted, in order. */
  requests: FakeRequest[]
  /** Those of one type that still wait for an answer, in order. */
  open: <T extends Job['type']>(type: T) => FakeRequest<Extract<Job, { type: T }>>[]
  isDisposed: boolean
}

const fakeOf = <J extends Job>(request: PoolRequest<J>): FakeRequest<J> => {
  const answer = (tell: () => void): void => {
    if (!fake.isCancelled && !fake.isAnswered) tell()
    fake.isAnswered = true
  }
  const fake: FakeRequest<J> = {
    ...request,
    onDone: (result) => answer(() => request.onDone(result)),
    onFailed: (reason) => answer(() => request.onFailed?.(reason)),
    isCancelled: false,
    isAnswered: false,
  }
  return fake
}

export const createFakePool = (size = 1): FakePool => {
  const pool: FakePool = {
    size,
    requests: [],
    isDisposed: false,
    submit: (request) => {
      const fake = fakeOf(request)
      // The list forgets which result belongs to which job.
      pool.requests.push(fake as unknown as FakeRequest)
      return { cancel: () => void (fake.isCancelled = true) }
    },
    // … and here the type of the job says it again.
    open: (type) =>
      pool.requests.filter(
        ({ job, isCancelled, isAnswered }) => job.type === type && !isCancelled && !isAnswered,
      ) as never,
    dispose: () => {
      pool.isDisposed = true
    },
  }
  return pool
}
