import type { ReactElement } from 'react'
import { formatValue } from '../frame/numbers.ts'
import { NumberText } from '../frame/NumberText.tsx'
import { MarkIcon } from '../frame/SeriesKey.tsx'
import type { FeatureGroup, SpectrumBase, SpectrumData, SpectrumRow } from './types.ts'

/** One feature and everything the chart knows about it. */
export interface PickedFeature {
  /** Index into the coefficient vectors. */
  feature: number
  group: FeatureGroup
  teacher: number
  /** Per row: its name and its coefficient, `null` where the row is empty. */
  rows: { row: SpectrumRow; value: number | null }[]
  base: { label: string; value: number } | null
}

export interface PickedContext {
  rows: readonly SpectrumRow[]
  teacher: ArrayLike<number>
  base: SpectrumBase | null
  data: SpectrumData
}

export function describePick(
  feature: number,
  group: FeatureGroup,
  { rows, teacher, base, data }: PickedContext,
): PickedFeature {
  const baseValues = data.base ?? base?.values ?? null
  return {
    feature,
    group,
    teacher: teacher[feature] ?? 0,
    rows: rows.map((row, index) => ({ row, value: data.rows[index]?.[feature] ?? null })),
    base:
      base === null || baseValues === null
        ? null
        : { label: base.label, value: baseValues[feature] ?? 0 },
  }
}

/** A row's label, with its second line only where the label alone is not unique. */
function nameOf(row: SpectrumRow, all: PickedFeature['rows']): string {
  const isUnique = all.every((other) => other.row.id === row.id || other.row.label !== row.label)
  return isUnique || row.sublabel === undefined ? row.label : `${row.label}, ${row.sublabel}`
}

/** The picked feature in words, for the value of the focused chart. Features count from 1. */
export function pickToText(picked: PickedFeature): string {
  const rows = picked.rows.map(
    ({ row, value }) =>
      `${nameOf(row, picked.rows)} ${value === null ? 'no value' : formatValue(value)}`,
  )
  const base =
    picked.base === null ? [] : [`${picked.base.label} ${formatValue(picked.base.value)}`]
  return [
    `feature ${picked.feature + 1}, ${picked.group.label}`,
    `teacher ${formatValue(picked.teacher)}`,
    ...rows,
    ...base,
  ].join('; ')
}

/** The picked feature as a line of numbers. */
export function SpectrumReadout({ picked }: { picked: PickedFeature }): ReactElement {
  return (
    <dl className="readout">
      <div className="readout-place">
        <dt>feature {picked.feature + 1}</dt>
        <dd>{picked.group.label}</dd>
      </div>
      <div>
        <dt>teacher</dt>
        <dd>
          <NumberText value={picked.teacher} />
        </dd>
      </div>
      {picked.rows.map(({ row, value }) => (
        <div key={row.id}>
          <dt style={{ color: `var(--${row.colourToken})` }}>
            <MarkIcon shape={row.mark} colourToken={row.colourToken} />
            {nameOf(row, picked.rows)}
          </dt>
          <dd>{value === null ? '–' : <NumberText value={value} />}</dd>
        </div>
      ))}
      {picked.base === null ? null : (
        <div>
          <dt>{picked.base.label}</dt>
          <dd>
            <NumberText value={picked.base.value} />
          </dd>
        </div>
      )}
    </dl>
  )
}
