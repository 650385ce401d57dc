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
import type { Solved } from '../client/solver.ts'
import type { ExactEnds } from '../protocol/solving.ts'
import { createCurveBuffer, writeCurve, type CurveBuffer } from './curves.ts'

/** A network as last reported; its curve is in `curves`. */
export type NetworkState = Omit<RunSnapshot, 'curve' | 'curveStart'>

interface Notice {
  id: number
  text: string
  /** A newer notice on the same topic takes its place. */
  topic?: string
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
  /** β of the auxiliary task after pretraining, from the solver. */
  exactPretrained: Float64Array | null
  /** s = 2√(AB) of each feature at the start of the main phase, shape D, from the solver. */
  bends: ExactEnds
  /** β of smallest group norm beside `groupNormAux`, shape D, from the solver. */
  smallestGroupNorm: Float64Array | null
  groupNormAux: Float64Array | null
  /** The solver has been asked and has not answered yet. */
  isSolving: boolean
  /** The run answers a change: its end counts, not its way there. */
  isAnswer: boolean
}

/** What a new run begins with. */
type Beginning = Partial<
  Pick<TrainingState, 'exact' | 'exactPretrained' | 'isSolving' | 'isAnswer'>
>

export interface TrainingStore extends StoreApi<TrainingState> {
  /** A new run begins: nothing of the old one may be seen any more. */
  begin: (beginning?: Beginning) => void
  /** The solver's answer: what it belongs to, and where each flow ends. */
  receiveExact: (solved: Solved) => void
  receive: (report: Report) => void
  dismissNotice: (id: number) => void
}

const EMPTY: Omit<TrainingState, 'notices' | 'engine'> = {
  phase: 'idle',
  task: null,
  networks: {},
  curves: new Map(),
  clock: { stage: 'pretraining', step: 0 },
  sequence: 0,
  stepsPerSecond: 0,
  exact: {},
  exactPretrained: null,
  bends: {},
  smallestGroupNorm: null,
  groupNormAux: null,
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

export const createTrainingStore = (): TrainingStore => {
  const store = createStore<TrainingState>(() => ({
    ...EMPTY,
    curves: new Map(),
    engine: null,
    notices: [],
  }))
  let noticeCount = 0

  const notify = (text: string, topic?: string): void => {
    const kept = store
      .getState()
      .notices.filter((other) => other.text !== text && (!topic || other.topic !== topic))
    noticeCount += 1
    const notice: Notice = { id: noticeCount, text, ...(topic && { topic }) }
    store.setState({ notices: [...kept, notice].slice(-NOTICES_KEPT) })
  }

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
    begin: (beginning = {}) => {
      const { task } = store.getState()
      // The old task stays for its layout until the new one arrives; its numbers go at once.
      const fresh = { curves: new Map<RunKey, CurveBuffer>(), notices: [] }
      store.setState({ ...EMPTY, ...fresh, task, phase: 'starting', ...beginning })
    },
    receiveExact: ({ task, ends, pretrained }) =>
      store.setState({ task, exact: ends, exactPretrained: pretrained, isSolving: false }),
    receive,
    dismissNotice: (id) => {
      const { notices } = store.getState()
      store.setState({ notices: notices.filter((notice) => notice.id !== id) })
    },
  }
}
