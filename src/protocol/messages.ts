/**
 * All that crosses between the page and the training thread. Arrays are transferred, errors cross
 * as values, and every message carries the number of the run it belongs to, so that neither side
 * ever acts on a run that has been replaced.
 */
import type { HiddenUnits, TaskDescription } from '../theory/network.ts'
import type { MethodId } from '../theory/methodRecipes.ts'
import type { RunStatus } from '../theory/methodRun.ts'
import type { ClockPoint, Pace } from './clock.ts'
import type { EngineChoice, EngineId, EngineRate, EngineRates, Precision } from './engines.ts'
import type { RunSpec } from './spec.ts'

export type { TaskDescription }

/** One network in training: a method, or the pretraining that some of them start from. */
export type RunKey = MethodId | 'pretraining'

export type Command =
  | {
      type: 'start'
      run: number
      spec: RunSpec
      engine: EngineChoice
      /** The same numbers on every processor, which costs a few percent of the speed. */
      isExact: boolean
      /** What the engines were measured to do before, by `workKey`. */
      rates: EngineRates
      pace: Pace
      /** False: show the first weights and wait. */
      isPlaying: boolean
      /** Pretrained weights of the same settings may be taken from an earlier run. */
      mayReusePretraining: boolean
      /** Go there at full pace, then pause. */
      until: ClockPoint | null
    }
  | { type: 'play'; run: number; pace: Pace }
  | { type: 'pause'; run: number }
  | { type: 'step'; run: number; steps: number }
  /** The page has drawn the snapshot of this number and is ready for another. */
  | { type: 'drawn'; run: number; sequence: number }

/** Examined points of a run, as three columns of equal length. Losses relative to zero's. */
export interface Curve {
  step: Float64Array
  trainingLoss: Float64Array
  generalizationLoss: Float64Array
}

export interface RunSnapshot {
  key: RunKey
  /**
   * One coefficient for each feature of the task: β of the main task (for pretraining: of the
   * auxiliary task), shape D; of a ReLU network what lies along each teacher unit.
   */
  beta: Float64Array
  /** The same for the auxiliary task where the network has one beside the main task. */
  auxBeta: Float64Array | null
  /** Hidden units, where the network has some. */
  units: HiddenUnits | null
  /** Steps this network has taken. */
  step: number
  status: RunStatus
  learningRate: number
  /** Now, relative to the zero function's loss. */
  trainingLoss: number
  generalizationLoss: number
  /** The smallest at any examined step. */
  bestGeneralizationLoss: number
  /** Points `curveStart` … of the curve so far; earlier ones stand, later ones are replaced. */
  curve: Curve
  curveStart: number
}

export type PlayState = 'playing' | 'paused' | 'finished'

export interface Snapshot {
  sequence: number
  clock: ClockPoint
  state: PlayState
  runs: RunSnapshot[]
  /** Steps of single networks a second, measured over the last snapshots; 0 while unknown. */
  stepsPerSecond: number
}

export interface EngineDescription {
  id: EngineId
  precision: Precision
  /** The smallest power of two by which a weight of 1 can be told apart, as measured. */
  measuredEpsilon: number
  /** Of all engines that were compared here, fastest first; empty where one was asked for. */
  rates: readonly EngineRate[]
  /** The `workKey` of the problem that they trained. */
  work: string
}

export type Report =
  | { type: 'engine'; run: number; engine: EngineDescription }
  | { type: 'task'; run: number; task: TaskDescription }
  | { type: 'snapshot'; run: number; snapshot: Snapshot }
  /** Something the reader should know; training goes on. Replaces an earlier one on its topic. */
  | { type: 'notice'; run: number; text: string; topic?: string }
  /** Training has stopped. */
  | { type: 'failure'; run: number; text: string }

/** Either end of the channel: a Worker, a worker's own scope or a MessagePort. */
export interface Port<Out, In> {
  postMessage(message: Out, transfer: Transferable[]): void
  addEventListener(type: 'message', listener: (event: { data: In }) => void): void
}

/** Things that can change hands instead of being copied. (Not in the language's own library.) */
type Transferable = ArrayBuffer
