/** The values of a control that a sweep visits, and in which order. */
import { controlOf } from '../../protocol/networks.ts'
import type { RunSpec } from '../../protocol/spec.ts'
import type { SweepControl } from '../../protocol/sweepView.ts'

export interface SweepGrid {
  /** In growing order, all allowed beside the other settings. */
  values: readonly number[]
  scale: 'linear' | 'logarithmic'
}

interface Range {
  from: number
  to: number
  /** Most values. */
  most: number
}

const inclusive = ({ from, to, most }: Range, at: (share: number) => number): number[] => {
  const count = to > from ? most : 1
  return Array.from({ length: count }, (_, index) => at(count === 1 ? 0 : index / (count - 1)))
}

/** Evenly on a logarithmic scale, rounded to three digits: short in a link. */
const logarithmic = (range: Range): number[] =>
  inclusive(range, (share) =>
    Number((range.from * (range.to / range.from) ** share).toPrecision(3)),
  )

const distinct = (values: readonly number[]): number[] => [...new Set(values.map(Math.round))]

const wholeLogarithmic = (range: Range): number[] =>
  distinct(inclusive(range, (share) => range.from * (range.to / range.from) ** share))

const wholeLinear = ({ from, to, most }: Range): number[] => {
  const range = { from, to, most: Math.min(most, to - from + 1) }
  return distinct(inclusive(range, (share) => from + (to - from) * share))
}

/** Closer together where the angle between the units is small. */
const CORRELATIONS = [0, 0.2, 0.4, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 1]
/** Least n: below, the main task says next to nothing. */
const LEAST_SAMPLES = 4
/** Most n of ReLU networks: above, every method has found the task. */
const MOST_SAMPLES = 512
const LEAST_RESCALE = 1e-3

const isRelu = ({ network }: RunSpec): boolean => network === 'relu'

type GridMaker = (spec: RunSpec, most: number) => SweepGrid

const GRIDS: Record<SweepControl, GridMaker> = {
  rescale: ({ network }, most) => ({
    values: logarithmic({ from: LEAST_RESCALE, to: controlOf(network, 'rescale').maximum, most }),
    scale: 'logarithmic',
  }),
  initScale: ({ network }, most) => {
    const { minimum: from, maximum: to } = controlOf(network, 'initScale')
    // Whole steps in each of the six decades, so that powers of ten are among them.
    const steps = Math.floor((most - 1) / 6) * 6 + 1
    return { values: logarithmic({ from, to, most: steps }), scale: 'logarithmic' }
  },
  mainSamples: (spec, most) => {
    const to = isRelu(spec) ? MOST_SAMPLES : spec.inputDim
    return { values: wholeLogarithmic({ from: LEAST_SAMPLES, to, most }), scale: 'logarithmic' }
  },
  mainActive: (spec, most) => {
    const { network, inputDim, auxActive, overlap } = spec
    const room = inputDim - auxActive + (isRelu(spec) ? 0 : overlap)
    const to = Math.min(controlOf(network, 'mainActive').maximum, room)
    const from = Math.max(1, overlap)
    return { values: wholeLogarithmic({ from, to, most }), scale: 'logarithmic' }
  },
  overlap: (spec, most) => {
    const { inputDim, auxActive, mainActive } = spec
    const from = isRelu(spec) ? 0 : Math.max(0, auxActive + mainActive - inputDim)
    const to = Math.min(auxActive, mainActive)
    return { values: wholeLinear({ from, to, most }), scale: 'linear' }
  },
  featureCorrelation: () => ({ values: CORRELATIONS, scale: 'linear' }),
  featureMagnitude: ({ network }, most) => {
    const { minimum: from, maximum: to } = controlOf(network, 'featureMagnitude')
    return { values: logarithmic({ from, to, most }), scale: 'logarithmic' }
  },
}

/** @param most most values of the grid */
export const sweepGrid = (control: SweepControl, spec: RunSpec, most: number): SweepGrid =>
  GRIDS[control](spec, most)

/** The index of the grid value nearest to a value, on the grid's scale. */
export const nearestIndex = ({ values, scale }: SweepGrid, value: number): number => {
  const place = (at: number): number => (scale === 'linear' ? at : Math.log(at))
  const distance = (index: number): number => Math.abs(place(values[index] ?? NaN) - place(value))
  return values.reduce((best, _, index) => (distance(index) < distance(best) ? index : best), 0)
}

/**
 * Indices 0 … count−1 in stages: every `coarsest`th first (a power of two), then those half-way
 * between, and so on.
 */
export const stagesOf = (count: number, coarsest: number): number[][] => {
  const stages: number[][] = []
  for (let step = coarsest; step >= 1; step /= 2) {
    const stage: number[] = []
    for (let index = 0; index < count; index += step) {
      if (step === coarsest || index % (2 * step) !== 0) stage.push(index)
    }
    stages.push(stage)
  }
  return stages
}
