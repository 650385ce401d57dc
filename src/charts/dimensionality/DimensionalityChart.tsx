import type { ReactElement, ReactNode } from 'react'
import { ChartFigure } from '../frame/ChartFigure.tsx'
import { markPath } from '../frame/marks.ts'
import { NumberText } from '../frame/NumberText.tsx'
import { MarkIcon } from '../frame/SeriesKey.tsx'
import type { MarkShape } from '../palette.ts'
import { dimensionScale, type DimensionScale } from './dimensionScale.ts'
import type { DimensionsNames, DimensionsRow } from './types.ts'
import './dimensionality.css'

export interface DimensionalityChartProps {
  /** Short name for screen readers. */
  label: string
  /** What the picture shows, in a few sentences, for readers who do not see it. */
  describe: string
  rows: readonly DimensionsRow[]
  names: DimensionsNames
  axisLabel: string
}

/**
 * In how many dimensions each network works, before and after, and how many both share: a table
 * whose second column is a picture of the other three.
 */
export function DimensionalityChart(props: DimensionalityChartProps): ReactElement {
  const { rows, names, axisLabel } = props
  const scale = dimensionScale(rows)
  return (
    <ChartFigure kind="dimensionality" label={props.label} describe={props.describe}>
      <div role="table" aria-label={axisLabel}>
        <div role="row" className="dimensions-row dimensions-head">
          <span role="columnheader" className="dimensions-name">
            <span className="visually-hidden">network</span>
          </span>
          <div className="dimensions-axis" aria-hidden="true">
            <span className="dimensions-axis-label">{axisLabel}</span>
            {scale.ticks.map(({ value, percent }) => (
              <span key={value} className="dimensions-tick" style={{ left: `${percent}%` }}>
                {value}
              </span>
            ))}
          </div>
          <div className="dimensions-numbers" role="presentation">
            <Heading icon={<HollowIcon />}>{names.before}</Heading>
            <Heading icon={<MarkIcon shape="circle" colourToken="ink" />}>{names.after}</Heading>
            <Heading icon={<SharedIcon />}>{names.shared}</Heading>
          </div>
        </div>
        {rows.map((row) => (
          <Row key={row.id} row={row} scale={scale} />
        ))}
      </div>
    </ChartFigure>
  )
}

function Heading({ icon, children }: { icon: ReactNode; children: ReactNode }): ReactElement {
  return (
    <span role="columnheader" className="dimensions-heading">
      {icon}
      <span>{children}</span>
    </span>
  )
}

function Row({ row, scale }: { row: DimensionsRow; scale: DimensionScale }): ReactElement {
  const { label, sublabel, colourToken, mark } = row
  return (
    <div
      role="row"
      className="dimensions-row"
      style={{ '--row': `var(--${colourToken})` } as React.CSSProperties}
    >
      <span role="rowheader" className="dimensions-name">
        <strong>
          <MarkIcon shape={mark} colourToken={colourToken} />
          {label}
        </strong>
        {sublabel === undefined ? null : <span className="dimensions-note">{sublabel}</span>}
      </span>
      <Track row={row} scale={scale} />
      <div className="dimensions-numbers" role="presentation">
        <Value icon={<HollowIcon />} value={row.before} />
        <Value icon={<MarkIcon shape={mark} colourToken={colourToken} />} value={row.after} />
        <Value icon={<SharedIcon />} value={row.shared} />
      </div>
    </div>
  )
}

function Value({ icon, value }: { icon: ReactNode; value: number | null }): ReactElement {
  return (
    <span role="cell" className="dimensions-value">
      {icon}
      {value === null ? '–' : <NumberText value={value} digits={2} />}
    </span>
  )
}

/** A line from before to after with a mark at both ends, and a bar where shared dimensions stand. */
function Track({ row, scale }: { row: DimensionsRow; scale: DimensionScale }): ReactElement {
  const before = scale.percent(row.before)
  const after = scale.percent(row.after)
  const shared = scale.percent(row.shared)
  return (
    <div className="dimensions-track" aria-hidden="true">
      {scale.ticks.map(({ value, percent }) => (
        <i key={value} className="dimensions-grid" style={{ left: `${percent}%` }} />
      ))}
      {before === null || after === null ? null : (
        <i
          className="dimensions-change"
          style={{
            left: `${Math.min(before, after)}%`,
            width: `${Math.abs(after - before)}%`,
          }}
        />
      )}
      {before === null ? null : <i className="dimensions-before" style={{ left: `${before}%` }} />}
      {after === null ? null : <AfterMark shape={row.mark} percent={after} />}
      {shared === null ? null : <i className="dimensions-shared" style={{ left: `${shared}%` }} />}
    </div>
  )
}

function AfterMark({ shape, percent }: { shape: MarkShape; percent: number }): ReactElement {
  return (
    <svg
      className="dimensions-after"
      viewBox="0 0 12 12"
      style={{ left: `${percent}%` }}
      focusable="false"
    >
      <path d={markPath(shape, { x: 6, y: 6, radius: 5 })} />
    </svg>
  )
}

function HollowIcon(): ReactElement {
  return (
    <svg className="mark-icon" viewBox="0 0 12 12" aria-hidden="true" focusable="false">
      <circle cx="6" cy="6" r="4" className="key-outline" />
    </svg>
  )
}

function SharedIcon(): ReactElement {
  return (
    <svg className="mark-icon" viewBox="0 0 12 12" aria-hidden="true" focusable="false">
      <path d="M6 0V12" className="dimensions-shared-icon" />
    </svg>
  )
}
