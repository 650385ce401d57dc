/**
 * What crosses between the page and the pool of solver threads: jobs, and their results. A job is
 * pure: the same job has the same result, so results may be kept by their job.
 */
import type { MethodId } from '../theory/methodRecipes.ts'
import type { NumberField } from './controls.ts'
import type { HiddenUnits, TaskDescription } from '../theory/network.ts'
import type { RunKey } from './messages.ts'
import type { RunSpec } from './spec.ts'

/**
 * How the weights at the start of finetuning come about: 'solved' takes the exact end of pretraining
 * (no rows are drawn where these determine it), 'trained' trains by the rules of a run, as the
 * training thread does, and so is what a finished run is measured against.
 */
export type Pretraining = 'solved' | 'trained'

/** Where gradient flow ends, for every chosen method that has an exact answer; β, shape D. */
export type ExactEnds = Partial<Record<MethodId, Float64Array>>

/** The exact end points of a spec's methods, for the stems and the marks behind training. */
export interface EndsJob {
  type: 'ends'
  spec: RunSpec
  pretraining: Pretraining
}

export interface EndsResult {
  task: TaskDescription
  ends: ExactEnds
  /** Methods whose rows contradict each other: their end has the least squares. */
  leastSquares: readonly MethodId[]
  /** Methods whose solver stopped above the rounding floor; they have no end. */
  stalled: readonly MethodId[]
  /**
   * s = 2√(AB) of each feature at the start of the main phase, shape D, for methods that train all
   * weights: what the potential of a feature bends at (½c²|β_aux| for finetuning from γ → 0).
   */
  bends: ExactEnds
  /** β of the auxiliary task after pretraining, if any method pretrains; shape D. */
  pretrained: Float64Array | null
  /**
   * The main-task β of smallest group norm ℓ₁,₂ beside the auxiliary coefficients at the end of
   * pretraining; only if multi-task learning is chosen. Shape D.
   */
  smallestGroupNorm: Float64Array | null
  /** The auxiliary coefficients it was computed for. Shape D. */
  groupNormAux: Float64Array | null
}

/** The exact way of every method that has one. */
export interface TrajectoryJob {
  type: 'trajectory'
  spec: RunSpec
  pretraining: Pretraining
}

/** A method's way, looked at on the grid of steps. */
export interface ExactPath {
  /** Shape points × D. */
  betas: Float64Array
  /** Relative to the zero function's, as in a run's curve; shape points. */
  trainingLoss: Float64Array
  generalizationLoss: Float64Array
}

export interface TrajectoryResult {
  task: TaskDescription
  /** Gradient steps (time / learning rate): 0, then from 1 to 10⁶, evenly on a logarithmic scale. */
  steps: Float64Array
  paths: Partial<Record<MethodId, ExactPath>>
}

/** Settings of a point of a sweep that differ from its spec's. */
export type SweepPoint = Readonly<Partial<Record<NumberField, number>>>

/** The numbers that can be asked of a point of a sweep. */
export const MEASURES = [
  /** Error on new inputs, relative to the zero function's, at the exact end of finetuning … */
  'finetuneError',
  /** … and the smallest along the exact way there, up to the step limit. */
  'finetuneBest',
  'singleTaskError',
  'singleTaskBest',
  /** At the β of smallest group norm ℓ₁,₂, where weight-decayed multi-task learning would end. */
  'groupNormError',
  /** Multi-task learning, trained by the float64 reference; takes seconds. */
  'multiTaskError',
  'multiTaskBest',
  /** (Σ|β|)²/Σβ² at the exact end of finetuning. */
  'effectiveFeatures',
  /** Share of Σ|β| on features that pretraining used, there. */
  'reuse',
  /** Share of the pretrained features whose |β| exceeds a hundredth of the largest, there. */
  'keptShare',
  /** ℓ-order of the finetuning penalty at that β; feature dependence is 1 minus it (γ → 0). */
  'order',
] as const
export type Measure = (typeof MEASURES)[number]

/** Some points of one data seed. */
export interface SweepJob {
  type: 'sweep'
  /** With the data seed; `methods` is not used. */
  spec: RunSpec
  points: readonly SweepPoint[]
  measures: readonly Measure[]
}

export interface SweepResult {
  /** Shape points × measures; NaN where a solver stalled. */
  values: Float64Array
}

/** One network's hidden units, by the run they belong to. */
export interface NamedUnits {
  key: RunKey
  units: HiddenUnits
}

/** How many directions networks use, from their hidden units alone. */
export interface StructureJob {
  type: 'structure'
  spec: RunSpec
  networks: readonly NamedUnits[]
  /** The units that finetuning began with, if there are any. */
  base: HiddenUnits | null
}

export interface UnitStructure {
  /** (tr C)²/tr(C²) of the hidden activations' second moments over all inputs. */
  participationRatio: number
  /** Effective number of dimensions shared with the base; null without one. */
  sharedDimensions: number | null
  /** Of k-means on the units' directions, weighted by strength; for k = 1, 2, … */
  inertia: readonly number[]
}

export interface StructureResult {
  networks: Partial<Record<RunKey, UnitStructure>>
  base: UnitStructure | null
}

/** What stands still while only a linear model is fitted on top of a spec's networks. */
export interface LazyJob {
  type: 'lazy'
  spec: RunSpec
}

/** A ridge regression: its error on fresh rows relative to the zero function's. */
export interface LazyEnd {
  error: number
  /** Chosen by validation rows. */
  ridge: number
}

export interface LazyResult {
  /** On the hidden activations of the pretrained network. */
  probe: LazyEnd | null
  /** On the tangent features of the pretrained network. */
  tangent: LazyEnd | null
  /** The same for a network at its random start. */
  freshProbe: LazyEnd | null
  freshTangent: LazyEnd | null
}

export type Job = EndsJob | TrajectoryJob | SweepJob | StructureJob | LazyJob

export interface JobResults {
  ends: EndsResult
  trajectory: TrajectoryResult
  sweep: SweepResult
  structure: StructureResult
  lazy: LazyResult
}

export type ResultOf<J extends Job> = JobResults[J['type']]

/**
 * The most urgent first. What a run is measured against ('answer') may need pretraining by the rules
 * of a run, which takes seconds where there are many features; the trajectory does not wait for it.
 */
export const PRIORITIES = ['pointer', 'scrubber', 'answer', 'ladder', 'map', 'background'] as const
export type Priority = (typeof PRIORITIES)[number]

export type ComputeCommand =
  | { type: 'begin'; id: number; job: Job; priority: Priority }
  /** Drops a job that waits or is under way; nothing is told of it any more. */
  | { type: 'cancel'; id: number }

export type ComputeReport =
  | { type: 'done'; id: number; result: JobResults[Job['type']] }
  /** 0 … 1, for jobs that take more than a moment. */
  | { type: 'progress'; id: number; share: number }
  | { type: 'failed'; id: number; reason: string }
