import type { ReactElement, ReactNode } from 'react'
import { ChartFigure } from '../frame/ChartFigure.tsx'
import { raceScale, type RaceScale } from './raceScale.ts'
import type { RaceBar } from './types.ts'
import './race.css'

export interface RaceChartProps {
  /** Short name for screen readers. */
  label: string
  /** What the picture shows, in a sentence or two, for readers who do not see it. */
  describe: string
  bars: readonly RaceBar[]
  axisLabel: string
  /** Over the multiples: what they are multiples of. */
  multipleLabel: ReactNode
  /** A line across all lanes; null for none. */
  line: number | null
}

/** A lane for each contestant with a bar on a common logarithmic axis. */
export function RaceChart(props: RaceChartProps): ReactElement {
  const { bars, axisLabel, multipleLabel, line } = props
  const scale = raceScale(bars)
  return (
    <ChartFigure kind="race" label={props.label} describe={props.describe}>
      <div className="race-axis" aria-hidden="true">
        <span className="race-axis-label">{axisLabel}</span>
        <div className="race-ticks">
          {scale.ticks.map(({ label, percent }) => (
            <span key={label} style={{ left: `${String(percent)}%` }}>
              {label}
            </span>
          ))}
        </div>
        <span className="race-multiple-label">{multipleLabel}</span>
      </div>
      <ol className="race-lanes">
        {bars.map((bar) => (
          <Lane key={bar.id} bar={bar} scale={scale} line={line} />
        ))}
      </ol>
    </ChartFigure>
  )
}

interface LaneProps {
  bar: RaceBar
  scale: RaceScale
  line: number | null
}

function Lane({ bar, scale, line }: LaneProps): ReactElement {
  const isAbsent = bar.message !== null && bar.value === null
  const classes = ['race-lane', bar.isRunning ? 'race-lane-running' : '']
  return (
    <li
      className={classes.join(' ').trim()}
      style={{ '--bar': `var(--${bar.colourToken})` } as React.CSSProperties}
    >
      <div className="race-name">
        <span className="race-place">{bar.place === null ? '' : `${String(bar.place)}.`}</span>
        <strong>{bar.name}</strong>
        <span className="race-note">{bar.note}</span>
      </div>
      {isAbsent ? (
        <p className="race-absent">{bar.message}</p>
      ) : (
        <Track bar={bar} scale={scale} line={line} />
      )}
      {bar.value === null ? null : (
        <div className="race-numbers">
          <strong className="race-value">{bar.valueText}</strong>
          <span className="race-multiple">{bar.multiple}</span>
          <span className="race-time">{bar.time}</span>
          <span className="race-detail">{bar.detail}</span>
        </div>
      )}
      {bar.message === null || isAbsent ? null : <p className="race-warning">{bar.message}</p>}
    </li>
  )
}

/** The picture of a lane; its numbers stand beside it as text. */
function Track({ bar, scale, line }: LaneProps): ReactElement {
  const at = (value: number): { left: string } => ({ left: `${String(scale.percent(value))}%` })
  return (
    <div className="race-track">
      {scale.ticks.map(({ label, percent }) => (
        <i key={label} className="race-grid" style={{ left: `${String(percent)}%` }} />
      ))}
      {line === null ? null : <i className="race-line" style={at(line)} />}
      {bar.value === null ? null : (
        <i
          className={`race-bar race-bar-${bar.form}`}
          style={{ width: `${String(scale.percent(bar.value))}%` }}
        />
      )}
      {bar.samples.map((sample, index) => (
        <i key={index} className="race-sample" style={at(sample)} />
      ))}
    </div>
  )
}
