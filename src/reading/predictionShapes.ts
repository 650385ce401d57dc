/** Small pictures for the options of a question. */
import type { ShapeChoiceOption } from '../charts/predict/ShapeChoice.tsx'
import type { GroupShares, SpectrumOption, Trend, TrendOption } from '../protocol/predictions.ts'

/** Stems drawn for each group: fewer than there are features, in about their proportions. */
const DRAWN: readonly { group: keyof GroupShares; name: string; stems: number }[] = [
  { group: 'auxOnly', name: 'other old', stems: 9 },
  { group: 'shared', name: 'shared', stems: 3 },
  { group: 'unused', name: 'unused', stems: 13 },
]
/** A stem that carries this share of the weight is drawn at full height. */
const FULL_SHARE = 0.36

export const spectrumOptions = (options: readonly SpectrumOption[]): ShapeChoiceOption[] =>
  options.map(({ id, label, shares }) => ({
    id,
    label,
    shape: {
      kind: 'stems',
      groups: DRAWN.map(({ group, name, stems }) => ({
        name,
        heights: Array.from({ length: stems }, () => shares[group] / stems / FULL_SHARE),
      })),
    },
  }))

const HEIGHTS: Record<Trend, readonly number[]> = {
  falls: [0.9, 0.86, 0.7, 0.4, 0.15],
  rises: [0.15, 0.4, 0.7, 0.86, 0.9],
  valley: [0.75, 0.5, 0.12, 0.5, 0.9],
  hill: [0.2, 0.6, 0.9, 0.6, 0.2],
  flat: [0.5, 0.52, 0.49, 0.51, 0.5],
}

export const trendOptions = (options: readonly TrendOption[]): ShapeChoiceOption[] =>
  options.map(({ id, label }) => ({
    id,
    label,
    shape: { kind: 'curve', heights: HEIGHTS[id], ends: ['small c', 'large c'] },
  }))
