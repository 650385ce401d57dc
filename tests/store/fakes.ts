/** A playground whose threads are in the test's hands. */
import type { StartRequest, Trainer } from '../../src/client/trainer.ts'
import type { EndsResult } from '../../src/protocol/computing.ts'
import type { Report, RunKey, RunSnapshot, Snapshot } from '../../src/protocol/messages.ts'
import {
  createPlayground,
  type Playground,
  type PlaygroundOptions,
} from '../../src/store/playground.ts'
import { createFakePool, type FakePool } from '../client/fakePool.ts'

/** Four features, one of each group: auxiliary only, shared, main only, unused. */
export const TASK = {
  featureCount: 4,
  groups: { auxOnly: [0], shared: [1], mainOnly: [2], unused: [3] },
  auxTeacher: Float64Array.of(0.6, -0.8, 0, 0),
  mainTeacher: Float64Array.of(0, -0.6, 0.8, 0),
}

export const taskReport = (): Report => ({ type: 'task', run: 1, task: structuredClone(TASK) })

export const runSnapshot = (key: RunKey, changes: Partial<RunSnapshot> = {}): RunSnapshot => ({
  key,
  beta: Float64Array.of(0, -0.5, 0.5, 0),
  auxBeta: null,
  units: null,
  step: 10,
  status: 'running',
  learningRate: 0.1,
  trainingLoss: 0.25,
  generalizationLoss: 0.125,
  bestGeneralizationLoss: 0.0625,
  curve: {
    step: Float64Array.of(0, 10),
    trainingLoss: Float64Array.of(1, 0.25),
    generalizationLoss: Float64Array.of(1, 0.125),
  },
  curveStart: 0,
  ...changes,
})

export const snapshotReport = (
  runs: RunSnapshot[],
  changes: Partial<Snapshot> = {},
): Extract<Report, { type: 'snapshot' }> => ({
  type: 'snapshot',
  run: 1,
  snapshot: {
    sequence: 1,
    clock: { stage: 'main', step: 10 },
    state: 'playing',
    runs,
    stepsPerSecond: 1234,
    ...changes,
  },
})

/** Exact end points as the pool answers them. */
export const endsResult = (changes: Partial<EndsResult> = {}): EndsResult => ({
  task: structuredClone(TASK),
  ends: {},
  leastSquares: [],
  stalled: [],
  bends: {},
  pretrained: null,
  smallestGroupNorm: null,
  groupNormAux: null,
  ...changes,
})

/** What was asked of the solvers, in order, and whether it still counts. */
export const questions = ({ requests }: FakePool): unknown[] =>
  requests.map(({ job, priority, isCancelled }) => [
    job.type === 'ends' ? job.pretraining : job.type,
    priority,
    isCancelled ? 'dropped' : 'open',
  ])

/** One call of an action of the trainer, in order. */
export type Call = [name: string, ...parameters: unknown[]]

export interface FakePlayground {
  playground: Playground
  /** What the trainer was asked, in order. */
  calls: Call[]
  pool: FakePool
  /** The newest request to start. */
  newestStart: () => StartRequest
  report: (report: Report) => void
  /** Answers the newest open question for exact end points. */
  solve: (result: EndsResult) => void
}

/** A trainer that trains nothing, and writes down what it was asked. */
export const createFakeTrainer = (calls: Call[]): Trainer => ({
  start: (request) => void calls.push(['start', request]),
  cancel: () => void calls.push(['cancel']),
  play: (pace) => void calls.push(['play', pace]),
  pause: () => void calls.push(['pause']),
  step: (steps) => void calls.push(['step', steps]),
  drawn: (sequence) => void calls.push(['drawn', sequence]),
  dispose: () => void calls.push(['dispose']),
})

export const openFakePlayground = (options: Partial<PlaygroundOptions> = {}): FakePlayground => {
  const calls: Call[] = []
  const pool = createFakePool()
  let tell: (report: Report) => void = () => undefined
  const trainer = createFakeTrainer(calls)
  const playground = createPlayground({
    hash: '',
    createTrainer: (onReport) => {
      tell = onReport
      return trainer
    },
    pool,
    findPrecomputed: () => null,
    drawSeed: (bound) => bound - 1,
    whenAtRest: (callback) => callback(),
    ...options,
  })
  return {
    playground,
    calls,
    pool,
    newestStart: () => {
      const request = calls.findLast(([name]) => name === 'start')?.[1]
      if (request === undefined) throw new Error('nothing was started')
      return request as StartRequest // what `start` above recorded
    },
    report: (report) => tell(report),
    solve: (result) => {
      const question = pool.open('ends').at(-1)
      if (question === undefined) throw new Error('no end points were asked for')
      question.onDone(result)
    },
  }
}
