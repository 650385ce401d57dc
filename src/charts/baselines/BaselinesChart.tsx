import type { ReactElement } from 'react'
import { ChartFigure } from '../frame/ChartFigure.tsx'
import { markPath } from '../frame/marks.ts'
import { NumberText, PowerText } from '../frame/NumberText.tsx'
import { baselineScale, type BaselineScale } from './baselineScale.ts'
import type { BaselinesRow } from './types.ts'
import './baselines.css'

export interface BaselinesChartProps {
  /** Short name for screen readers. */
  label: string
  /** What the picture shows, in a few sentences, for readers who do not see it. */
  describe: string
  rows: readonly BaselinesRow[]
  axisLabel: string
  /** The error of a network that knows nothing: from here every row's line begins. */
  start: { value: number; label: string }
}

/** How far each way to learn gets: one row each, the lower the error the further left its mark. */
export function BaselinesChart(props: BaselinesChartProps): ReactElement {
  const { rows, axisLabel, start } = props
  const scale = baselineScale(rows)
  return (
    <ChartFigure kind="baselines" label={props.label} describe={props.describe}>
      <div className="baselines-row baselines-head" aria-hidden="true">
        <span />
        <div className="baselines-axis">
          <span className="baselines-axis-label">{axisLabel}</span>
          <span className="baselines-start" style={{ left: `${scale.percent(start.value)}%` }}>
            {start.label}
          </span>
          {scale.ticks.map(({ exponent, isFloor, percent }) => (
            <span key={exponent} className="baselines-tick" style={{ left: `${percent}%` }}>
              {isFloor ? '≤ ' : ''}
              <PowerText exponent={exponent} />
            </span>
          ))}
        </div>
        <span />
      </div>
      <ul className="baselines-rows">
        {rows.map((row) => (
          <Row key={row.id} row={row} scale={scale} start={start.value} />
        ))}
      </ul>
    </ChartFigure>
  )
}

interface RowProps {
  row: BaselinesRow
  scale: BaselineScale
  start: number
}

const STATE_WORDS = { waiting: 'waiting …', training: 'still training', done: '' } as const

function Row({ row, scale, start }: RowProps): ReactElement {
  const { label, note, value, state, colourToken } = row
  return (
    <li
      className="baselines-row"
      style={{ '--row': `var(--${colourToken})` } as React.CSSProperties}
    >
      <span className="baselines-name">
        <strong>{label}</strong>
        {note === undefined ? null : <span className="baselines-note">{note}</span>}
      </span>
      <Track row={row} scale={scale} start={start} />
      <span className="baselines-value">
        {value === null ? null : (
          <strong>
            <NumberText value={value} digits={2} />
          </strong>
        )}
        {state === 'done' ? null : <span className="baselines-note">{STATE_WORDS[state]}</span>}
      </span>
    </li>
  )
}

/** A line from where knowing nothing stands to the error, with a mark: hollow while training. */
function Track({ row, scale, start }: RowProps): ReactElement {
  const { value, state, mark } = row
  const from = scale.percent(start)
  const at = value === null || !Number.isFinite(value) ? null : scale.percent(value)
  return (
    <div className="baselines-track" aria-hidden="true">
      {scale.ticks.map(({ exponent, percent }) => (
        <i key={exponent} className="baselines-grid" style={{ left: `${percent}%` }} />
      ))}
      <i className="baselines-from" style={{ left: `${from}%` }} />
      {at === null ? null : (
        <>
          <i
            className="baselines-line"
            style={{ left: `${Math.min(from, at)}%`, width: `${Math.abs(from - at)}%` }}
          />
          <svg
            className={`baselines-mark baselines-mark-${state}`}
            viewBox="0 0 12 12"
            style={{ left: `${at}%` }}
            focusable="false"
          >
            <path d={markPath(mark, { x: 6, y: 6, radius: 5 })} />
          </svg>
        </>
      )}
    </div>
  )
}
