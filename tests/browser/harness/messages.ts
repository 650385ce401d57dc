/** What crosses between the harness page and its worker. */
export interface Request {
  id: number
  name: string
  payload: unknown
}

export type Reply =
  { id: number; kind: 'result'; result: unknown } | { id: number; kind: 'error'; message: string }

/** Defined on the harness page for the tests to call. */
export type RunJob = (name: string, payload: unknown) => Promise<unknown>
