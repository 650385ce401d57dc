import { useMemo, useRef, type ReactElement, type ReactNode } from 'react'
import { ChartFigure } from '../frame/ChartFigure.tsx'
import { markPath } from '../frame/marks.ts'
import { NumberText } from '../frame/NumberText.tsx'
import { MarkIcon } from '../frame/SeriesKey.tsx'
import { useSize } from '../frame/useSize.ts'
import { DASH_PATTERNS } from '../palette.ts'
import { useThemeColours } from '../useThemeColours.ts'
import { layOutPenalty, type PenaltyLayout } from './penaltyLayout.ts'
import type { PenaltyPanel, PenaltyPlace } from './types.ts'
import './penalty.css'

export interface PenaltyChartProps {
  /** Short name for screen readers. */
  label: string
  /** What the picture shows, in a few sentences, for readers who do not see it. */
  describe: string
  panels: readonly PenaltyPanel[]
  xLabel: ReactNode
  yLabel: ReactNode
  /** The size at which every curve is 1, or the one that costs are compared with. */
  reference: number
  /** Height of a panel in rem. */
  height?: number
}

/** Penalties over the size of a coefficient, in units that the caller makes comparable. */
export function PenaltyChart(props: PenaltyChartProps): ReactElement {
  return (
    <ChartFigure kind="penalty" label={props.label} describe={props.describe}>
      <div className="penalty-panels">
        {props.panels.map((panel) => (
          <Panel key={panel.id} panel={panel} chart={props} />
        ))}
      </div>
    </ChartFigure>
  )
}

function Panel({ panel, chart }: { panel: PenaltyPanel; chart: PenaltyChartProps }): ReactElement {
  const stage = useRef<HTMLDivElement>(null)
  const { rem, strokeScale } = useThemeColours()
  const size = useSize(stage)
  const [width, height] = [size?.width ?? 0, size?.height ?? 0]
  const layout = useMemo(
    () => layOutPenalty({ width, height, rem }, panel),
    [width, height, rem, panel],
  )
  return (
    <div ref={stage} className="loss-stage" style={{ height: `${chart.height ?? 17}rem` }}>
      {width > 0 ? (
        <>
          <svg className="penalty-lines" aria-hidden="true" focusable="false">
            <Grid layout={layout} reference={chart.reference} />
            <Lines {...{ layout, panel, strokeScale }} />
          </svg>
          <Texts {...{ layout, panel, chart }} />
        </>
      ) : null}
    </div>
  )
}

function Grid({ layout, reference }: { layout: PenaltyLayout; reference: number }): ReactElement {
  const { plot, xScale, yScale } = layout
  const [left, right, bottom] = [plot.x, plot.x + plot.width, plot.y + plot.height]
  const path = [
    `M${left} ${yScale(1)}H${right}`,
    `M${left} ${bottom}H${right}`,
    `M${xScale(reference)} ${bottom}V${plot.y}`,
  ]
  return <path className="penalty-grid" d={path.join('')} />
}

interface LinesProps {
  layout: PenaltyLayout
  panel: PenaltyPanel
  strokeScale: number
}

function Lines({ layout, panel, strokeScale }: LinesProps): ReactElement {
  const { rem, xScale, yScale, paths } = layout
  const placeOf = ({ x, y }: PenaltyPlace, radius: number) =>
    markPath(panel.mark, { x: xScale(x), y: yScale(y), radius })
  return (
    <>
      {panel.curves.map(({ id, colourToken, dash, weight }, index) => {
        const width = 1.5 * weight * strokeScale
        return (
          <path
            key={id}
            className="penalty-curve"
            d={paths[index]?.path}
            strokeWidth={width}
            strokeDasharray={DASH_PATTERNS[dash].map((length) => length * width).join(' ')}
            style={{ stroke: `var(--${colourToken})` }}
          />
        )
      })}
      {panel.dots === undefined ? null : (
        <path
          className="penalty-dots"
          d={panel.dots.map((dot) => placeOf(dot, 3 * strokeScale)).join('')}
          style={{ fill: `var(--${panel.colourToken})` }}
        />
      )}
      {panel.point === null ? null : (
        <path
          className="penalty-point"
          d={placeOf(panel.point, 0.32 * rem)}
          strokeWidth={1.5 * strokeScale}
          style={{ fill: `var(--${panel.colourToken})` }}
        />
      )}
    </>
  )
}

interface TextsProps {
  layout: PenaltyLayout
  panel: PenaltyPanel
  chart: PenaltyChartProps
}

function Texts({ layout, panel, chart }: TextsProps): ReactElement {
  const { plot, rem, xScale, yScale, names } = layout
  const bottom = plot.y + plot.height
  return (
    <>
      <span className="penalty-title" style={{ color: `var(--${panel.colourToken})` }}>
        <MarkIcon shape={panel.mark} colourToken={panel.colourToken} />
        {panel.title}
      </span>
      <div className="loss-axes">
        <span className="loss-row" style={{ left: 0, top: plot.y - 0.4 * rem }}>
          {chart.yLabel}
        </span>
        {[0, 1].map((tick) => (
          <span
            key={tick}
            className="penalty-y-tick"
            style={{ left: plot.x - 0.5 * rem, top: yScale(tick) }}
          >
            {tick}
          </span>
        ))}
        {[0, chart.reference].map((tick) => (
          <span key={tick} className="loss-x-tick" style={{ left: xScale(tick), top: bottom }}>
            <NumberText value={tick} digits={2} />
          </span>
        ))}
        <span
          className="loss-x-title"
          style={{ left: plot.x + plot.width / 2, top: bottom + 2.75 * rem }}
        >
          {chart.xLabel}
        </span>
      </div>
      {panel.curves.map(({ id, label, colourToken }, index) => (
        <span
          key={id}
          className="ladder-name penalty-name"
          style={{
            left: plot.x + plot.width + 0.5 * rem,
            top: names[index],
            color: `var(--${colourToken})`,
          }}
        >
          {label}
        </span>
      ))}
    </>
  )
}
