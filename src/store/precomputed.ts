/**
 * The finished run of the default state, computed in advance by scripts/makeLandingRun.ts, so that
 * the page opens on a result before any engine is loaded.
 */
import type { Report, RunSnapshot, TaskDescription } from '../protocol/messages.ts'
import { DEFAULT_SPEC, type RunSpec } from '../protocol/spec.ts'
import stored from './landingRun.json'

/** As JSON: typed arrays become lists of numbers. */
export interface StoredRun {
  task: Pick<TaskDescription, 'featureCount' | 'groups'> & {
    auxTeacher: number[]
    mainTeacher: number[]
  }
  clockStep: number
  runs: (Omit<RunSnapshot, 'beta' | 'auxBeta' | 'units' | 'curve' | 'curveStart'> & {
    beta: number[]
    auxBeta: number[] | null
    curve: { step: number[]; trainingLoss: number[]; generalizationLoss: number[] }
  })[]
}

const reportsOf = ({ task, clockStep, runs }: StoredRun): Report[] => [
  {
    type: 'task',
    run: 0,
    task: {
      ...task,
      auxTeacher: Float64Array.from(task.auxTeacher),
      mainTeacher: Float64Array.from(task.mainTeacher),
    },
  },
  {
    type: 'snapshot',
    run: 0,
    snapshot: {
      sequence: 0,
      clock: { stage: 'main', step: clockStep },
      state: 'finished',
      stepsPerSecond: 0,
      runs: runs.map((run) => ({
        ...run,
        beta: Float64Array.from(run.beta),
        auxBeta: run.auxBeta === null ? null : Float64Array.from(run.auxBeta),
        curve: {
          step: Float64Array.from(run.curve.step),
          trainingLoss: Float64Array.from(run.curve.trainingLoss),
          generalizationLoss: Float64Array.from(run.curve.generalizationLoss),
        },
        units: null,
        curveStart: 0,
      })),
    },
  },
]

/** The reports of a finished run of this spec, or nothing if it has to be trained. */
export const findPrecomputed = (spec: RunSpec): readonly Report[] | null =>
  JSON.stringify(spec) === JSON.stringify(DEFAULT_SPEC)
    ? // TypeScript widens the statuses and keys of a JSON file to strings; a test compares it.
      reportsOf(stored as StoredRun)
    : null
