import { useId, useState, type KeyboardEvent, type ReactElement, type ReactNode } from 'react'
import './controls.css'
import { ControlNote } from './ControlNote.tsx'
import { IconButton } from './IconButton.tsx'
import { formatNumber, type FieldMessage } from './numberInput.ts'
import { SliderMarks, type SliderMark } from './SliderMarks.tsx'
import {
  fromPosition,
  isWhole,
  stepValue,
  toPosition,
  type SliderRange,
  type SliderScaleName,
} from './sliderScale.ts'
import { ValueField } from './ValueField.tsx'

export type { SliderMark } from './SliderMarks.tsx'

export interface SliderProps {
  label: string
  /** A letter such as α, set in serif italics. */
  symbol?: ReactNode
  /** One line that says what the quantity does. */
  explanation?: ReactNode
  unit?: string
  scale?: SliderScaleName
  min: number
  max: number
  /** Fine step of a linear scale. */
  step?: number
  value: number
  /** Where double-click and the reset button lead. */
  defaultValue: number
  /** Called continuously while dragging. */
  onChange: (value: number) => void
  /** Limits for typed values where they are wider than the track. */
  typedLimits?: { min: number; max: number }
  /** Named places; each is also a button that goes there. */
  marks?: readonly SliderMark[]
  /** Why the slider cannot be used now; it is disabled while this is set. */
  disabledReason?: string | null
  /** Beside the name, such as a button. */
  action?: ReactNode
  /** Drawn behind the handle, as wide as the track. */
  backdrop?: ReactNode
}

/** The track position as a fraction, as the native input holds it. */
const TRACK = { min: 0, max: 1, step: 'any' } as const

/** Values that keys lead to; `null` for keys that the slider leaves alone. */
function valueAfterKey(key: string, range: SliderRange, value: number): number | null {
  switch (key) {
    case 'ArrowRight':
    case 'ArrowUp':
      return stepValue(range, value, { direction: 1, size: 'fine' })
    case 'ArrowLeft':
    case 'ArrowDown':
      return stepValue(range, value, { direction: -1, size: 'fine' })
    case 'PageUp':
      return stepValue(range, value, { direction: 1, size: 'coarse' })
    case 'PageDown':
      return stepValue(range, value, { direction: -1, size: 'coarse' })
    case 'Home':
      return range.scale === 'log-with-zero' ? 0 : range.min
    case 'End':
      return range.max
    default:
      return null
  }
}

/** A quantity on a track, with its exact value as editable text beside its name. */
export function Slider(props: SliderProps): ReactElement {
  const { min, max, value, onChange, scale = 'linear', disabledReason = null } = props
  const range: SliderRange =
    props.step === undefined ? { scale, min, max } : { scale, min, max, step: props.step }
  const id = useId()
  const noteId = useId()
  const [message, setMessage] = useState<FieldMessage | null>(null)
  const isDisabled = disabledReason !== null

  const change = (next: number): void => {
    setMessage(null)
    if (next !== value) onChange(next)
  }
  const reset = (): void => {
    if (!isDisabled) change(props.defaultValue)
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.altKey || event.ctrlKey || event.metaKey) return
    const next = valueAfterKey(event.key, range, value)
    if (next === null) return
    event.preventDefault()
    change(next)
  }
  return (
    <div className={isDisabled ? 'slider control-disabled' : 'slider'}>
      <SliderHead
        {...{ props, id, noteId, message, isDisabled, change, reset }}
        onMessage={setMessage}
      />
      <div className="slider-track" onDoubleClick={reset}>
        {props.backdrop}
        <input
          id={id}
          type="range"
          {...TRACK}
          value={toPosition(range, value)}
          aria-valuetext={withUnit(value, props.unit)}
          aria-describedby={noteId}
          disabled={isDisabled}
          onChange={(event) => change(fromPosition(range, event.target.valueAsNumber))}
          onKeyDown={onKeyDown}
        />
      </div>
      <SliderMarks marks={props.marks ?? []} {...{ range, value, isDisabled }} onChoose={change} />
      <ControlNote
        id={noteId}
        note={disabledReason ?? props.explanation}
        message={message?.text ?? null}
      />
    </div>
  )
}

/** What can be typed: at least what can be dragged to. */
const typedLimits = ({ typedLimits: given, scale, min, max }: SliderProps) =>
  given ?? { min: scale === 'log-with-zero' ? 0 : min, max }

const withUnit = (value: number, unit: string | undefined): string =>
  unit === undefined ? formatNumber(value) : `${formatNumber(value)} ${unit}`

interface SliderHeadProps {
  props: SliderProps
  id: string
  noteId: string
  message: FieldMessage | null
  isDisabled: boolean
  change: (value: number) => void
  reset: () => void
  onMessage: (message: FieldMessage | null) => void
}

function SliderHead(head: SliderHeadProps): ReactElement {
  const { props, isDisabled } = head
  const { label, symbol, unit, value, defaultValue, scale } = props
  return (
    <div className="slider-head">
      <label className="control-label" htmlFor={head.id} onDoubleClick={head.reset}>
        {label}
        {symbol === undefined ? null : <span className="control-symbol"> {symbol}</span>}
      </label>
      {props.action}
      {value === defaultValue || isDisabled ? null : (
        <IconButton
          icon="reset"
          size="small"
          label={`Reset ${label} to ${formatNumber(defaultValue)}`}
          onClick={head.reset}
        />
      )}
      <ValueField
        value={value}
        limits={{ ...typedLimits(props), isInteger: isWhole(scale ?? 'linear') }}
        onCommit={head.change}
        onMessage={head.onMessage}
        message={head.message}
        ariaLabel={`${label}, exact value${unit === undefined ? '' : ` in ${unit}`}`}
        messageId={head.noteId}
        isDisabled={isDisabled}
      />
      {unit === undefined ? null : <span className="control-unit">{unit}</span>}
    </div>
  )
}
