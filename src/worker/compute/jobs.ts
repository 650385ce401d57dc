import type { Job, JobResults } from '../../protocol/computing.ts'
import type { Sliced } from '../../theory/sliced.ts'
import { createEndsSolver } from './ends.ts'
import { createPrepared, type StepperSource } from './prepared.ts'
import { createSweepSolver } from './sweep.ts'
import { createTrajectorySolver } from './trajectory.ts'

/** Begins a job; `tell` may be called with the share that is done, 0 … 1. */
export type JobStarter = (
  job: Job,
  tell: (share: number) => void,
) => Sliced<JobResults[Job['type']]>

/** What a thread can compute. Results share no memory with what it keeps: they are given away. */
export const createJobs = (steppers?: StepperSource): JobStarter => {
  const prepared = createPrepared(steppers)
  const ends = createEndsSolver(prepared)
  const trajectory = createTrajectorySolver(prepared)
  const sweep = createSweepSolver(prepared)
  return (job, tell) => {
    switch (job.type) {
      case 'ends':
        return ends(job)
      case 'trajectory':
        return trajectory(job, tell)
      case 'sweep':
        return sweep(job, tell)
    }
  }
}
