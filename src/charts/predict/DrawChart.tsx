import { useMemo, useRef, type ReactElement } from 'react'
import { ChartFigure } from '../frame/ChartFigure.tsx'
import type { LogDomain } from '../frame/logScale.ts'
import { useSize } from '../frame/useSize.ts'
import { DrawAxes, GapMark, References } from './DrawAxes.tsx'
import { DrawHandles } from './DrawHandles.tsx'
import { layOutDraw, levelY, type DrawLayout } from './drawLayout.ts'
import { EndNames, measuredEnd, MeasuredLine, OwnLine, type NamedEnd } from './DrawLines.tsx'
import './predict.css'
import type { MarkedGap, MeasuredCurve, ReferenceLine } from './types.ts'

export interface DrawChartProps {
  /** Short name for screen readers. */
  label: string
  /** What the picture shows, in a few sentences, for readers who do not see it. */
  describe: string
  /** Places along x at which the curve is drawn, all positive, in growing order. */
  columns: readonly number[]
  yDomain: LogDomain
  /** Quantity and unit along each axis. */
  xLabel: string
  yLabel: string
  /** The highest level that a column can be drawn at. */
  levels: number
  /** The reader's level in each column; `null` for no curve of the reader's. */
  own: readonly number[] | null
  /** The curve is only a first suggestion, not yet the reader's. */
  isSuggested: boolean
  /** Takes what is drawn; `null` once the curve stands. */
  onDraw: ((levels: readonly number[]) => void) | null
  /** Names a column: "c = 0.1". */
  nameOf: (column: number) => string
  /** Says a level in words. */
  wordsOf: (level: number) => string
  measured: MeasuredCurve | null
  /** Name and colour token of the measured line. */
  measuredStyle: { label: string; colourToken: string }
  references: readonly ReferenceLine[]
  gap: MarkedGap | null
}

/** In rem; as in the style sheet. */
const HEIGHT = 19
/** Before the first layout, and where the page is rendered in advance. */
const FIRST_SIZE = { width: 640, height: HEIGHT * 16 }
const OWN_LABEL = 'your curve'

/** A curve that the reader draws on logarithmic axes, and then the measured one over it. */
export function DrawChart(props: DrawChartProps): ReactElement {
  const stage = useRef<HTMLDivElement>(null)
  const layout = useLayout(props, stage)
  const { own, onDraw, columns } = props
  return (
    <ChartFigure kind="draw" label={props.label} describe={props.describe}>
      <div ref={stage} className="draw-stage">
        <svg className="draw-picture" viewBox={`0 0 ${layout.width} ${layout.height}`}>
          <Picture {...props} layout={layout} />
          {own === null || onDraw === null ? null : (
            <DrawHandles
              {...{ layout, columns, onDraw }}
              levels={own}
              nameOf={props.nameOf}
              wordsOf={props.wordsOf}
              quantity={props.yLabel}
            />
          )}
        </svg>
      </div>
    </ChartFigure>
  )
}

/** Everything but the handles. */
function Picture(props: DrawChartProps & { layout: DrawLayout }): ReactElement {
  const { layout, own, measured, measuredStyle, gap } = props
  return (
    <g aria-hidden="true">
      <DrawAxes
        {...{ layout }}
        columns={props.columns}
        xLabel={props.xLabel}
        yLabel={props.yLabel}
      />
      <References {...{ layout }} lines={props.references} />
      {measured === null ? null : (
        <MeasuredLine {...{ layout, measured }} colourToken={measuredStyle.colourToken} />
      )}
      {own === null ? null : (
        <OwnLine
          {...{ layout }}
          levels={own}
          isFinal={props.onDraw === null}
          isSuggested={props.isSuggested}
        />
      )}
      <EndNames {...{ layout }} ends={endsOf(props)} />
      {own === null || gap === null ? null : (
        <GapMark {...{ layout, gap }} level={own[gap.column] ?? 0} />
      )}
    </g>
  )
}

const referenceEnd = (
  { label, value, colourToken }: ReferenceLine,
  { yScale }: DrawLayout,
): NamedEnd => ({ label, className: `draw-tint-${colourToken}`, y: yScale(value) })

/** The lines that have a name at their end. */
const endsOf = ({
  layout,
  own,
  isSuggested,
  measured,
  measuredStyle,
  references,
}: DrawChartProps & { layout: DrawLayout }): NamedEnd[] => {
  const ends: NamedEnd[] = layout.namesOutside
    ? references.map((line) => referenceEnd(line, layout))
    : []
  const level = own?.at(-1)
  if (level !== undefined && !isSuggested) {
    ends.push({ label: OWN_LABEL, className: 'draw-own', y: levelY(layout, level) })
  }
  const y = measured === null ? null : measuredEnd(layout, measured)
  if (y !== null) {
    const { label, colourToken } = measuredStyle
    ends.push({ label, className: `draw-tint-${colourToken}`, y })
  }
  return ends
}

function useLayout(
  { columns, yDomain, levels, measuredStyle, references }: DrawChartProps,
  stage: React.RefObject<HTMLDivElement | null>,
): DrawLayout {
  const size = useSize(stage)
  const { width, height } = size === null || size.width === 0 ? FIRST_SIZE : size
  const labels = [OWN_LABEL, measuredStyle.label, ...references.map(({ label }) => label)]
  const labelLength = Math.max(...labels.map(({ length }) => length))
  const [from, to] = yDomain
  return useMemo(
    () =>
      layOutDraw({
        ...{ width, height, columns, levels, labelLength },
        rem: height / HEIGHT,
        yDomain: [from, to],
      }),
    [width, height, columns, levels, labelLength, from, to],
  )
}
