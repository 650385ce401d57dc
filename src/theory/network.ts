/**
 * What training, whoever takes its steps, has to know about a kind of network. Everything above
 * (runs, engines, pages) knows only this: another kind is another implementation.
 *
 * Weights of a network are one Float64Array whose layout is the network's own affair.
 */
import type { PhaseTasks } from './methodRecipes.ts'
import type { DescentProblem, DescentSettings, Measurement } from './descent.ts'
import type { FeatureGroups, RegressionData } from './tasks.ts'

export const NETWORK_IDS = ['diagonal', 'relu'] as const
export type NetworkId = (typeof NETWORK_IDS)[number]

export type TaskName = 'auxiliary' | 'main'

/** Where weights start, and what happens to them between pretraining and finetuning. */
export interface StartSettings {
  /** α */
  initScale: number
  /** Spread of log-weights around log α; only of networks whose weights all start at α. */
  initSpread: number
  initSeed: number
  /** c */
  rescale: number
  /** γ */
  readoutInit: number
}

/** Which output of which weights: a network has one readout for each task it was trained on. */
export interface Output {
  weights: Float64Array
  /** How many readouts there are, 1 or 2. */
  tasks: number
  /** Which of them, 0 … tasks − 1. */
  readout: number
  /** The task it is compared with. */
  task: TaskName
}

/** Hidden units with one readout. */
export interface HiddenUnits {
  inputDim: number
  /** First-layer weights unit after unit, then the readout; shape H × D + H. */
  weights: Float64Array
}

/** What is trained on, as far as the page shows it. */
export interface TaskDescription {
  /** How many coefficients a picture of a network has: D, or the teacher units and one more. */
  featureCount: number
  groups: FeatureGroups
  /** Coefficients of the teachers, one for each feature. */
  auxTeacher: Float64Array
  mainTeacher: Float64Array
  /** Where the features have directions: of each feature but the last; shape (features − 1) × D. */
  directions?: TeacherDirections
}

/** Directions of the features for either task. */
interface TeacherDirections {
  inputDim: number
  auxiliary: Float64Array
  main: Float64Array
}

/** A network before two tasks. */
export interface Network {
  readonly id: NetworkId
  /** Whether the rows of a task may be replaced by a triangular factor (theory/rowReduction.ts). */
  readonly isLinear: boolean
  /** Descent on the given data. */
  problem: (tasks: readonly RegressionData[]) => DescentProblem
  initialWeights: (start: StartSettings, tasks: number) => Float64Array
  /** What finetuning begins with, from weights of a network with one task. */
  rescaleForFinetuning: (weights: Float64Array, start: StartSettings) => Float64Array
  /** Error of the function that is 0 everywhere, which losses are divided by; 1 where it is 0. */
  zeroLoss: (task: TaskName) => number
  /** Expected squared error on fresh rows, divided by `zeroLoss`. */
  generalizationLoss: (output: Output) => number
  /**
   * κ, the mean diagonal of the kernel of linear probing on the main task's rows. Linear probing is
   * linear regression: scaling the frozen weights only rescales its clock by κ, so its step is η/κ.
   * The largest eigenvalue of (2/n)·kernel is at most 2κ: any η < 1 is stable.
   */
  probingScale: (weights: Float64Array) => number
  /**
   * What the step η of a phase is divided by, given its first weights: the scale of the kernel there
   * or, where that is larger, at its end.
   */
  stepScale: (weights: Float64Array, tasks: PhaseTasks) => number
  /** One coefficient for each feature that pictures show. */
  coefficients: (output: Output) => Float64Array
  /** Shares no memory with the tasks. */
  describeTask: () => TaskDescription
  /** Copies of the hidden units, where the network has some. */
  units: (output: Output) => HiddenUnits | null
}

/** Takes the steps of one problem. */
export interface Stepper {
  /** Numbers of X that it works through in about two milliseconds. */
  readonly entriesPerSlice: number
  /** Changes `weights` in place. */
  advance: (weights: Float64Array, plan: { settings: DescentSettings; steps: number }) => void
}

/** How the float64 reference descends on a kind of problem. */
export interface ReferenceDescent {
  weightCount: (problem: DescentProblem) => number
  measure: (weights: Float64Array, problem: DescentProblem) => Measurement
  open: (problem: DescentProblem) => Stepper
}
