import type { LossPoints } from '../../src/charts/loss/types.ts'
import type { TimelineLane, TimelineMoment } from '../../src/charts/timeline/types.ts'
import type { FeatureGroup, SpectrumRow } from '../../src/charts/spectrum/types.ts'

/**
 * Made-up numbers of the right shape: 200 features, 20 of them learned in pretraining, 3 of those
 * needed by the main task. Every value is a fixed function of its index, so that two screenshots
 * can be compared.
 */
const FEATURE_COUNT = 200

const range = (from: number, to: number): number[] =>
  Array.from({ length: to - from }, (_, index) => from + index)

export const GROUPS: FeatureGroup[] = [
  { id: 'auxiliary', label: 'auxiliary only', features: range(0, 17), crowded: false },
  { id: 'shared', label: 'shared', features: range(17, 20), crowded: false },
  { id: 'main', label: 'main only', features: [], crowded: false },
  { id: 'unused', label: 'unused', features: range(20, FEATURE_COUNT), crowded: true },
]

export const ROWS: SpectrumRow[] = [
  { id: 'stl', label: 'Single task', colourToken: 'method-stl', mark: 'circle' },
  { id: 'mtl', label: 'Multi-task', colourToken: 'method-mtl', mark: 'square' },
  {
    id: 'ptft',
    label: 'Finetuned',
    sublabel: 'rescale × 0.01',
    colourToken: 'method-ptft',
    mark: 'triangle',
  },
]

const SHARED_SIGNS = [-1, 1, 1]

export const TEACHER = Float64Array.from({ length: FEATURE_COUNT }, (_, feature) =>
  feature >= 17 && feature < 20 ? 0.577 * (SHARED_SIGNS[feature - 17] ?? 0) : 0,
)

export const BASE = Float64Array.from({ length: FEATURE_COUNT }, (_, feature) =>
  feature < 20 ? 0.22 * (feature % 2 === 0 ? 1 : -1) : 0,
)

/** A number in [-1, 1] that looks random: the fractional part of a multiple of the golden ratio. */
const scatter = (index: number): number => 2 * ((index * 0.6180339887) % 1) - 1

/** Coefficients of row `row` after a share `progress` of training, from 0 to 1. */
export function coefficients(row: number, progress: number): Float64Array {
  const reached = [0.55, 0.9, 1][row] ?? 1
  const sprayUnused = [0.16, 0.012, 0][row] ?? 0
  const sprayAuxiliary = [0.03, 0.1, 0.004][row] ?? 0
  return Float64Array.from(TEACHER, (teacher, feature) => {
    const rare = Math.abs(scatter(feature * 7 + row)) ** 6 * Math.sign(scatter(feature * 3))
    const spray = feature < 17 ? sprayAuxiliary * scatter(feature + row) : sprayUnused * rare
    const grown = progress ** (1 + (feature % 3))
    return teacher === 0 ? spray * grown : teacher * reached * grown
  })
}

/** A curve that falls from `from` to `to` between steps 1 and `last`, `share` of it drawn. */
export function curve(
  from: number,
  to: number,
  { last, share }: { last: number; share: number },
): LossPoints {
  const count = Math.max(2, Math.round(200 * share))
  const x = Array.from({ length: count }, (_, index) => last ** (index / 199))
  const y = x.map((step) => {
    const fall = 1 / (1 + (last ** 0.55 / step) ** 3)
    return from * (to / from) ** fall
  })
  return { x, y, length: count }
}

const picked = (step: number, index: number): TimelineMoment => ({
  step,
  kind: 'event',
  words: `feature ${String(index + 1)} picked up`,
})
const converged = (step: number): TimelineMoment => ({ step, kind: 'end', words: 'converged' })

/** Many features at once, a few, one at the very end, and nothing known yet. */
export const LANES: TimelineLane[] = [
  [52, 56, 60, 64, 70, 93, 107, 115, 274],
  [52, 60, 87],
  [400_000],
  [],
].map((steps, index) => ({
  id: String(index),
  label: ROWS[index]?.label ?? 'Computing',
  shortLabel: ['STL', 'MTL', 'PT+FT', 'LP'][index] ?? '',
  colourToken: ROWS[index]?.colourToken ?? 'method-lp-ft',
  mark: ROWS[index]?.mark ?? 'cross',
  counted: { short: 'features', full: 'features picked up' },
  moments: [...steps.map(picked), ...(index < 2 ? [converged(1155 * 11 ** index)] : [])],
  stretches: index < 3 ? [{ from: 0, to: 41, words: 'plateau' }] : [],
}))
