import { useId, type ReactElement } from 'react'
import '../charts.css'
import './predict.css'
import { ShapePicture, type Shape } from './ShapePicture.tsx'

export interface ShapeChoiceOption {
  id: string
  label: string
  shape: Shape
}

export interface ShapeChoiceProps {
  /** What is asked. */
  legend: string
  options: readonly ShapeChoiceOption[]
  chosen: string | null
  /** Takes a choice; `null` once it stands. */
  onChoose: ((id: string) => void) | null
  /** The option that is true, once that may be seen. */
  measured: string | null
}

/** A few small drawn shapes, of which one is chosen; the measured one is marked afterwards. */
export function ShapeChoice(props: ShapeChoiceProps): ReactElement {
  const { legend, options, chosen, onChoose, measured } = props
  const name = useId()
  return (
    <fieldset className="shape-choice">
      <legend className="visually-hidden">{legend}</legend>
      {options.map(({ id, label, shape }) => (
        <label
          key={id}
          className={measured === id ? 'shape-option shape-option-measured' : 'shape-option'}
        >
          <input
            type="radio"
            className="visually-hidden"
            name={name}
            value={id}
            checked={chosen === id}
            disabled={onChoose === null}
            onChange={() => onChoose?.(id)}
          />
          <span className="shape-face">
            <ShapePicture shape={shape} />
            <span className="shape-label">{label}</span>{' '}
            <span className="shape-tags">
              {chosen === id ? <span className="shape-tag">your pick</span> : null}{' '}
              {measured === id ? (
                <span className="shape-tag shape-tag-measured">what happens</span>
              ) : null}
            </span>
          </span>
        </label>
      ))}
    </fieldset>
  )
}
