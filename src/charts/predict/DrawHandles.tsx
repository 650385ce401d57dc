import { useEffect, useRef, type KeyboardEvent, type ReactElement, type RefObject } from 'react'
import { levelAfterKey, levelY, type DrawLayout } from './drawLayout.ts'
import { useDrawing } from './useDrawing.ts'

interface HandlesProps {
  layout: DrawLayout
  columns: readonly number[]
  levels: readonly number[]
  onDraw: (levels: readonly number[]) => void
  nameOf: (column: number) => string
  wordsOf: (level: number) => string
  /** What the height of the curve is. */
  quantity: string
}

const prevent = (event: Event): void => event.preventDefault()

/**
 * A finger on a handle moves it in any direction, and scrolls nothing. Browsers take no touch-action
 * from a part of an SVG, and React listens to touches only passively.
 */
const useHold = (handles: RefObject<SVGGElement | null>): void => {
  useEffect(() => {
    const element = handles.current
    element?.addEventListener('touchstart', prevent, { passive: false })
    return () => element?.removeEventListener('touchstart', prevent)
  }, [handles])
}

/** A surface to draw on, and a handle in each column that is a slider for the keyboard. */
export function DrawHandles(props: HandlesProps): ReactElement {
  const { layout, columns, levels, onDraw } = props
  const { plot, rem } = layout
  const onSurface = useDrawing({ layout, levels, onDraw, scrolls: true })
  const onHandle = useDrawing({ layout, levels, onDraw, scrolls: false })
  const handles = useRef<SVGGElement>(null)
  useHold(handles)
  const press = (event: KeyboardEvent, column: number): void => {
    if (event.altKey || event.ctrlKey || event.metaKey) return
    const next = levelAfterKey(event.key, levels[column] ?? 0, layout.levels)
    if (next === null) return
    event.preventDefault()
    onDraw(levels.map((level, index) => (index === column ? next : level)))
  }
  return (
    <>
      <rect
        className="draw-surface"
        aria-hidden="true"
        x={plot.x}
        y={plot.y - 0.5 * rem}
        width={plot.width}
        height={plot.height + rem}
        {...onSurface}
      />
      <g ref={handles}>
        {columns.map((column, index) => {
          const level = levels[index] ?? 0
          const [x, y] = [layout.columns[index] ?? 0, levelY(layout, level)]
          return (
            <g
              key={column}
              className="draw-handle"
              role="slider"
              tabIndex={0}
              aria-label={`${props.quantity} at ${props.nameOf(column)}`}
              aria-orientation="vertical"
              aria-valuemin={0}
              aria-valuemax={layout.levels}
              aria-valuenow={level}
              aria-valuetext={props.wordsOf(level)}
              onKeyDown={(event) => press(event, index)}
              {...onHandle}
            >
              <circle className="draw-reach" cx={x} cy={y} r={1.3 * rem} />
              <circle className="draw-knob" cx={x} cy={y} r={0.55 * rem} />
            </g>
          )
        })}
      </g>
    </>
  )
}
