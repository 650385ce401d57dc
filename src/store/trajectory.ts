/**
 * The exact trajectory of the spec on screen and the moment of it that is shown. Asked once changes
 * have come to rest, dropped as soon as another comes in. No React.
 */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Pool, Ticket } from '../client/pool.ts'
import type { TrajectoryResult } from '../protocol/computing.ts'
import type { RunSpec } from '../protocol/spec.ts'
import { METHOD_RECIPES, type MethodId } from '../theory/methodRecipes.ts'
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

/** Methods that gradient flow describes from their first step to their last. */
export const hasExactWay = (method: MethodId): boolean => {
  const { phases } = METHOD_RECIPES[method]
  return phases.length === 1 && phases.every(({ tasks }) => tasks === 'main')
}

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

export const createTrajectory = (options: TrajectoryOptions): Trajectory => {
  const { controls, training, pool, wait } = options
  const initial: TrajectoryState = { status: 'none', phases: {}, failure: null }
  const store = createStore<TrajectoryState>(() => initial)
  let ticket: Ticket | null = null
  let cancelWait = (): void => undefined

  /** Nothing of another spec may be seen or arrive any more. */
  const drop = (): void => {
    cancelWait()
    ticket?.cancel()
    ticket = null
    training.setState({ trajectory: null, scrubbed: null })
  }

  const fail = (failure: string): void => {
    drop()
    store.setState({ status: 'failed', phases: {}, failure })
    if (controls.getState().view.exactAt !== null) controls.setView({ exactAt: null })
  }

  const ask = (spec: RunSpec): void => {
    cancelWait = wait(PATIENCE, () => fail('it took too long.'))
    ticket = pool.submit({
      job: { type: 'trajectory', spec, pretraining: 'solved' },
      priority: 'scrubber',
      onDone: (trajectory) => {
        cancelWait()
        ticket = null
        training.setState({ trajectory })
        store.setState({ status: 'ready', phases: phasesFor(spec, trajectory), failure: null })
        showMoment(controls, training)
      },
      onFailed: fail,
    })
  }

  const begin = (spec: RunSpec): void => {
    drop()
    const hasWay = spec.methods.some(hasExactWay)
    store.setState({ status: hasWay ? 'computing' : 'none', phases: {}, failure: null })
    if (hasWay) cancelWait = wait(REST, () => ask(spec))
  }

  return {
    store,
    follow: () => {
      begin(controls.getState().spec)
      const unsubscribe = controls.subscribe(({ spec, view }, before) => {
        if (spec !== before.spec) begin(spec)
        else if (view.exactAt !== before.view.exactAt) showMoment(controls, training)
      })
      return () => {
        unsubscribe()
        drop()
      }
    },
  }
}
