/**
 * The penalties that decide between features: of the feature that is read out, of a typical
 * pretrained one and of an unused one, each as a shape (docs/model.md, "Penalties").
 */
import { readoutInitOf, type RunSpec } from '../protocol/spec.ts'
import type { TaskDescription } from '../protocol/messages.ts'
import { pretrainedBend } from '../theory/solvers/pretrainedBends.ts'
import {
  largestFeature,
  penaltyOf,
  positionOf,
  type FeaturePosition,
  type PenalizedMethod,
  type PenalizedVectors,
} from './featurePositions.ts'

export interface PenaltyShape {
  kind: 'feature' | 'pretrained' | 'unused'
  /** The penalty at each size, divided by the same penalty at the reference size. */
  values: number[]
  /** Penalty at the reference size, as a multiple of an unused feature's. */
  cost: number
}

export interface PenaltyShapes {
  /** Which feature is shown: the picked one, else the method's largest. */
  position: FeaturePosition
  /** |β| at which every shape is 1: the largest coefficient of the teacher. */
  reference: number
  /** Growing from 0. */
  sizes: number[]
  shapes: PenaltyShape[]
  /** The feature's own penalty on the same scale. */
  value: number
}

const POINTS = 80
/** The picture ends this much beyond the larger of reference and feature. */
const MARGIN = 1.25

const median = (values: readonly number[]): number | null => {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? null
}

/** What the penalty of a feature with β_aux = 0 bends at. */
const unusedBend = (method: PenalizedMethod, spec: RunSpec): number => {
  if (method === 'multiTask') return 0
  const { initScale, rescale } = spec
  return pretrainedBend(0, { initScale, rescale, readoutInit: readoutInitOf(spec) })
}

export interface ShapesRequest {
  method: PenalizedMethod
  vectors: PenalizedVectors
  spec: RunSpec
  task: TaskDescription
  picked: number | null
}

/** The shapes of one method, or nothing while all its coefficients are zero. */
export const penaltyShapes = (request: ShapesRequest): PenaltyShapes | null => {
  const { method, vectors, spec, task, picked } = request
  const feature = picked ?? largestFeature(vectors.beta)
  if (feature === null) return null
  const position = positionOf(method, vectors, feature)
  const reference = task.mainTeacher.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
  const last = MARGIN * Math.max(reference, position.size)
  const sizes = Array.from({ length: POINTS + 1 }, (_, index) => (last * index) / POINTS)
  const penaltyAt = (size: number, bend: number): number => penaltyOf[method](size, bend).penalty
  const unused = unusedBend(method, spec)
  const pretrained = median(Array.from(vectors.bends).filter((_, d) => task.auxTeacher[d] !== 0))
  const bends = [
    { kind: 'unused', bend: unused },
    ...(pretrained === null ? [] : [{ kind: 'pretrained', bend: pretrained } as const]),
    { kind: 'feature', bend: position.bend },
  ] as const
  const shapes = bends.map(({ kind, bend }): PenaltyShape => {
    const whole = penaltyAt(reference, bend)
    return {
      kind,
      values: sizes.map((size) => penaltyAt(size, bend) / whole),
      cost: whole / penaltyAt(reference, unused),
    }
  })
  const value = position.penalty / penaltyAt(reference, position.bend)
  return { position, reference, sizes, shapes, value }
}
