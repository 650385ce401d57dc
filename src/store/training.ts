/** What the training thread has reported about the newest run. A vanilla store: no React. */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type {
  EngineDescription,
  PlayState,
  Report,
  RunKey,
  RunSnapshot,
  Snapshot,
  TaskDescription,
} from '../protocol/messages.ts'
import type { ClockPoint } from '../protocol/clock.ts'
import type { EndsResult, ExactEnds, Pretraining, TrajectoryResult } from '../protocol/computing.ts'
import { createCurveBuffer, writeCurve, type CurveBuffer } from './curves.ts'

/** A network as last reported; its curve is in `curves`. */
export type NetworkState = Omit<RunSnapshot, 'curve' | 'curveStart'>

interface Notice {
  id: number
  text: string
  /** A newer notice on the same topic takes its place. */
  topic?: string
}

/** A moment of the exact trajectory. */
export interface ScrubbedMoment {
  /** Gradient steps since the start of the main task. */
  step: number
  /** β at it, for each method that has an exact way. */
  betas: ExactEnds
}

export interface TrainingState {
  /** 'idle' before the first run, 'starting' until its first picture. */
  phase: 'idle' | 'starting' | 'failed' | PlayState
  task: TaskDescription | null
  networks: Readonly<Partial<Record<RunKey, NetworkState>>>
  /** Mutable, so that a new point copies nothing; a change of `networks` tells that they grew. */
  curves: Map<RunKey, CurveBuffer>
  clock: ClockPoint
  /** The number of the newest snapshot, to be acknowledged once it is drawn. */
  sequence: number
  stepsPerSecond: number
  /** Nothing while the numbers on screen were computed in advance. */
  engine: EngineDescription | null
  notices: readonly Notice[]
  /** Exact end points of the spec on screen; empty until they are solved. */
  exact: ExactEnds
  /**
   * What pretraining they start from: first the solved one, then the trained one, which a finished
   * run has gone through too. Nothing until they are solved.
   */
  exactFrom: Pretraining | null
  /** β of the auxiliary task after that pretraining. */
  exactPretrained: Float64Array | null
  /** What else was solved with them: see EndsResult. */
  leastSquares: EndsResult['leastSquares']
  bends: ExactEnds
  smallestGroupNorm: Float64Array | null
  groupNormAux: Float64Array | null
  /** Why they are not known, in one sentence; only if the solver has failed. */
  exactFailure: string | null
  /** The solver has been asked and has not answered yet. */
  isSolving: boolean
  /** The exact trajectory of the spec on screen, once it is known. Its store writes it. */
  trajectory: TrajectoryResult | null
  /** The moment of it that is shown in place of trained networks. */
  scrubbed: ScrubbedMoment | null
  /** The run answers a change: its end counts, not its way there. */
  isAnswer: boolean
}

/** The part of the state that the solver answers. */
const NOTHING_SOLVED = {
  exact: {},
  exactFrom: null,
  exactPretrained: null,
  leastSquares: [],
  bends: {},
  smallestGroupNorm: null,
  groupNormAux: null,
  exactFailure: null,
} satisfies Partial<TrainingState>

/** What a new run begins with. */
interface Beginning {
  isSolving?: boolean
  isAnswer?: boolean
  /** The spec is still the same: what was solved for it stands. */
  keepsExact?: boolean
}

export interface TrainingStore extends StoreApi<TrainingState> {
  /** A new run begins: nothing of the old one may be seen any more. */
  begin: (beginning?: Beginning) => void
  /** The solver's answer. */
  receiveExact: (solved: EndsResult, from: Pretraining) => void
  receive: (report: Report) => void
  dismissNotice: (id: number) => void
}

/** Parts that outlive a run: what was told, and what belongs to the spec. */
type Lasting = 'notices' | 'engine' | 'trajectory' | 'scrubbed' | keyof typeof NOTHING_SOLVED

const EMPTY: Omit<TrainingState, Lasting> = {
  phase: 'idle',
  task: null,
  networks: {},
  curves: new Map(),
  clock: { stage: 'pretraining', step: 0 },
  sequence: 0,
  stepsPerSecond: 0,
  isSolving: false,
  isAnswer: false,
}

/** At most so many notices are kept; the oldest go first. */
const NOTICES_KEPT = 5

const applySnapshot = (state: TrainingState, snapshot: Snapshot): Partial<TrainingState> => {
  const networks = { ...state.networks }
  for (const run of snapshot.runs) {
    const buffer = state.curves.get(run.key) ?? createCurveBuffer()
    state.curves.set(run.key, buffer)
    const { curve, curveStart, ...network } = run
    writeCurve(buffer, curve, curveStart)
    networks[run.key] = network
  }
  const { clock, sequence, stepsPerSecond } = snapshot
  return { phase: snapshot.state, networks, clock, sequence, stepsPerSecond }
}

type SolvedPart = Pick<TrainingState, keyof typeof NOTHING_SOLVED>

const solvedFrom = (result: EndsResult, from: Pretraining): SolvedPart => {
  const { leastSquares, bends, smallestGroupNorm, groupNormAux } = result
  return {
    ...{ exact: result.ends, exactFrom: from, exactPretrained: result.pretrained },
    ...{ leastSquares, bends, smallestGroupNorm, groupNormAux, exactFailure: null },
  }
}

/** Adds notices, at most so many; a newer one takes the place of the same, or of its topic. */
const createNotifier = (
  store: StoreApi<TrainingState>,
): ((text: string, topic?: string) => void) => {
  let count = 0
  return (text, topic) => {
    const kept = store
      .getState()
      .notices.filter((other) => other.text !== text && (!topic || other.topic !== topic))
    count += 1
    const notice: Notice = { id: count, text, ...(topic && { topic }) }
    store.setState({ notices: [...kept, notice].slice(-NOTICES_KEPT) })
  }
}

export const createTrainingStore = (): TrainingStore => {
  const store = createStore<TrainingState>(() => ({
    ...EMPTY,
    ...NOTHING_SOLVED,
    curves: new Map(),
    engine: null,
    notices: [],
    ...{ trajectory: null, scrubbed: null },
  }))
  const notify = createNotifier(store)

  const receive = (report: Report): void => {
    switch (report.type) {
      case 'engine':
        store.setState({ engine: report.engine })
        break
      case 'task':
        // Also what a run begins again with on another engine: its pictures start anew.
        // A solver that has not answered by now is not waited for: no old picture on a new task.
        store.setState({
          ...{ networks: {}, curves: new Map(), task: report.task },
          isSolving: false,
        })
        break
      case 'snapshot':
        store.setState(applySnapshot(store.getState(), report.snapshot))
        break
      case 'notice':
        notify(report.text, report.topic)
        break
      case 'failure':
        notify(report.text)
        store.setState({ phase: 'failed' })
        break
    }
  }

  return {
    ...store,
    begin: ({ keepsExact = false, ...beginning } = {}) => {
      const { task } = store.getState()
      // The old task stays for its layout until the new one arrives; its numbers go at once.
      const fresh = { curves: new Map<RunKey, CurveBuffer>(), notices: [] }
      store.setState({
        ...EMPTY,
        ...fresh,
        task,
        phase: 'starting',
        ...(!keepsExact && NOTHING_SOLVED),
        ...beginning,
      })
    },
    receiveExact: (result, from) => {
      // A later answer is about the task that is already on screen.
      const task = store.getState().isSolving ? { task: result.task } : {}
      store.setState({ ...task, ...solvedFrom(result, from), isSolving: false })
    },
    receive,
    dismissNotice: (id) => {
      const { notices } = store.getState()
      store.setState({ notices: notices.filter((notice) => notice.id !== id) })
    },
  }
}
