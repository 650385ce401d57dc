/** Jobs driven to their end without a channel. */
import type { Job, JobResults, Measure, SweepPoint } from '../../src/protocol/computing.ts'
import type { RunSpec } from '../../src/protocol/spec.ts'
import { finish } from '../../src/theory/sliced.ts'
import type { JobStarter } from '../../src/worker/compute/jobs.ts'

export const silent = (): void => undefined

export const runJob = <T extends Job['type']>(
  start: JobStarter,
  job: Extract<Job, { type: T }>,
): JobResults[T] =>
  // The result of a job has the type that belongs to it; a starter knows only the union.
  finish(start(job, silent)) as JobResults[T]

/** Numbers of some points, by point and measure. */
export const sweep = (
  start: JobStarter,
  spec: RunSpec,
  asked: { points: readonly SweepPoint[]; measures: readonly Measure[] },
): number[][] => {
  const { values } = runJob(start, { type: 'sweep', spec, ...asked })
  const width = asked.measures.length
  return asked.points.map((_, at) => Array.from(values.slice(at * width, (at + 1) * width)))
}

/** |a − b|₂ */
export const distance = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  Math.sqrt(Array.from(a).reduce((sum, value, d) => sum + (value - (b[d] ?? NaN)) ** 2, 0))
