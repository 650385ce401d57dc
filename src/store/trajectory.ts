/**
 * The exact trajectory of the spec on screen and the moment of it that is shown. Asked once changes
 * have come to rest, dropped as soon as another comes in. First from solved pretraining, which is
 * quick; once a run has ended, from the trained pretraining that it has gone through. No React.
 */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Pool, Ticket } from '../client/pool.ts'
import type { Pretraining, TrajectoryResult } from '../protocol/computing.ts'
import { needsPretraining, type RunSpec } from '../protocol/spec.ts'
import { hasExactEnd } from '../theory/exactWay.ts'
import type { MethodId } from '../theory/methodRecipes.ts'
import type { ControlsStore } from './controls.ts'
import { phasesOf, type Phase } from './phases.ts'
import { momentAt } from './trajectoryMoment.ts'
import type { TrainingStore } from './training.ts'

export interface TrajectoryState {
  /** 'none': no chosen method has an exact way. */
  status: 'none' | 'computing' | 'ready' | 'failed'
  /** What happens on each way. */
  phases: Partial<Record<MethodId, readonly Phase[]>>
  /** Why there is no trajectory, in one sentence; only if it failed. */
  failure: string | null
}

export interface Trajectory {
  store: StoreApi<TrajectoryState>
  /** Follows the controls until the returned function is called. */
  follow: () => () => void
}

export interface TrajectoryOptions {
  controls: ControlsStore
  training: TrainingStore
  pool: Pick<Pool, 'submit'>
  /** Calls back after so many milliseconds, unless the returned function is called before. */
  wait: (milliseconds: number, callback: () => void) => () => void
}

/** Milliseconds without a change before the trajectory is asked: a dragged control comes first. */
const REST = 60
/** A trajectory that takes longer, in milliseconds, is not waited for. */
const PATIENCE = 30_000

/** ε relative to the zero function's loss, as the losses of a path are. */
const relativeStopLoss = ({ stopLoss }: RunSpec, { task }: TrajectoryResult): number =>
  stopLoss / (task.mainTeacher.reduce((sum, value) => sum + value * value, 0) || 1)

const phasesFor = (spec: RunSpec, result: TrajectoryResult): TrajectoryState['phases'] => {
  const stopLoss = relativeStopLoss(spec, result)
  const phases: TrajectoryState['phases'] = {}
  for (const method of spec.methods) {
    const path = result.paths[method]
    if (path !== undefined) phases[method] = phasesOf(path, result.steps, stopLoss)
  }
  return phases
}

/** Shows the moment that the view asks for, if it is known. */
const showMoment = (controls: ControlsStore, training: TrainingStore): void => {
  const { exactAt } = controls.getState().view
  const { trajectory, scrubbed } = training.getState()
  const isShown = trajectory !== null && exactAt !== null
  if (isShown || scrubbed !== null) {
    training.setState({ scrubbed: isShown ? momentAt(trajectory, exactAt) : null })
  }
}

/** Asks for the trajectory of a spec, and writes what is answered into the stores. */
const createAsking = (
  { controls, training, pool, wait }: TrajectoryOptions,
  store: StoreApi<TrajectoryState>,
) => {
  let ticket: Ticket | null = null
  let from: Pretraining | null = null
  let cancelWait = (): void => undefined

  /** Nothing of another spec may be seen or arrive any more. */
  const drop = (): void => {
    cancelWait()
    ticket?.cancel()
    ticket = null
    from = null
    training.setState({ trajectory: null, scrubbed: null })
  }

  const fail = (failure: string): void => {
    drop()
    store.setState({ status: 'failed', phases: {}, failure })
    if (controls.getState().view.exactAt !== null) controls.setView({ exactAt: null })
  }

  const receive = (spec: RunSpec, trajectory: TrajectoryResult): void => {
    cancelWait()
    ticket = null
    training.setState({ trajectory })
    store.setState({ status: 'ready', phases: phasesFor(spec, trajectory), failure: null })
    showMoment(controls, training)
  }

  const submit = (pretraining: Pretraining, onFailed: (reason: string) => void): void => {
    const { spec } = controls.getState()
    from = pretraining
    ticket = pool.submit({
      job: { type: 'trajectory', spec, pretraining },
      priority: pretraining === 'solved' ? 'scrubber' : 'background',
      onDone: (trajectory) => {
        if (Object.keys(trajectory.paths).length === 0) onFailed('no way could be followed.')
        else receive(spec, trajectory)
        refine()
      },
      onFailed,
    })
  }

  /** What has been trained is compared with the trajectory that starts where it has started. */
  const refine = (): void => {
    const isDue = from === 'solved' && store.getState().status === 'ready'
    const isTrained = training.getState().phase === 'finished'
    // Without it, nothing is lost: the two differ by as much as pretraining stops early.
    const keep = (): void => undefined
    if (isDue && isTrained && needsPretraining(controls.getState().spec)) submit('trained', keep)
  }

  const begin = (spec: RunSpec): void => {
    drop()
    const hasWay = spec.methods.some(hasExactEnd)
    store.setState({ status: hasWay ? 'computing' : 'none', phases: {}, failure: null })
    if (!hasWay) return
    cancelWait = wait(REST, () => {
      cancelWait = wait(PATIENCE, () => fail('it took too long.'))
      submit('solved', fail)
    })
  }
  return { begin, refine, drop }
}

export const createTrajectory = (options: TrajectoryOptions): Trajectory => {
  const { controls, training } = options
  const initial: TrajectoryState = { status: 'none', phases: {}, failure: null }
  const store = createStore<TrajectoryState>(() => initial)
  const { begin, refine, drop } = createAsking(options, store)
  return {
    store,
    follow: () => {
      begin(controls.getState().spec)
      const leaveControls = controls.subscribe(({ spec, view }, before) => {
        if (spec !== before.spec) begin(spec)
        else if (view.exactAt !== before.view.exactAt) showMoment(controls, training)
      })
      const leaveTraining = training.subscribe(({ phase }, before) => {
        if (phase !== before.phase) refine()
      })
      return () => {
        leaveControls()
        leaveTraining()
        drop()
      }
    },
  }
}
