import type { Job, JobResults } from '../../protocol/computing.ts'
import { NETWORKS } from '../../protocol/networks.ts'
import type { Sliced } from '../../theory/sliced.ts'
import type { Pretrainings } from '../pretrainings.ts'
import { createEndsSolver } from './ends.ts'
import { createPrepared, REFERENCE, type StepperSource } from './prepared.ts'
import { createSweepSolver } from './sweep.ts'
import { createPreparedRuns } from './trained/preparedRuns.ts'
import { createLazySolver } from './trained/lazyJob.ts'
import { solveStructure } from './trained/structureJob.ts'
import { createTrainedEnds, createTrainedSweep } from './trained/trainedJobs.ts'
import { createTrajectorySolver } from './trajectory.ts'

/** Begins a job; `tell` may be called with the share that is done, 0 … 1. */
export type JobStarter = (
  job: Job,
  tell: (share: number) => void,
) => Sliced<JobResults[Job['type']]>

/** What a thread can compute. Results share no memory with what it keeps: they are given away. */
export const createJobs = (
  steppers: StepperSource = REFERENCE,
  pretrainings: Pretrainings | null = null,
): JobStarter => {
  const prepared = createPrepared(steppers)
  const ends = createEndsSolver(prepared)
  const trajectory = createTrajectorySolver(prepared)
  const sweep = createSweepSolver(prepared)
  const runs = createPreparedRuns(steppers, pretrainings)
  const trainedEnds = createTrainedEnds(runs)
  const solveLazy = createLazySolver(runs)
  const trainedSweep = createTrainedSweep(runs)
  return (job, tell) => {
    const { hasExactFlow } = NETWORKS[job.spec.network]
    switch (job.type) {
      case 'ends':
        return hasExactFlow ? ends(job) : trainedEnds(job)
      case 'trajectory':
        return trajectory(job, tell)
      case 'sweep':
        return hasExactFlow ? sweep(job, tell) : trainedSweep(job, tell)
      case 'structure':
        return solveStructure(job, tell)
      case 'lazy':
        return solveLazy(job, tell)
    }
  }
}
