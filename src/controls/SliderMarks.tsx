import type { ReactElement } from 'react'
import { toPosition, type SliderRange } from './sliderScale.ts'

/** A named place on a track. */
export interface SliderMark {
  value: number
  label: string
}

interface SliderMarksProps {
  marks: readonly SliderMark[]
  range: SliderRange
  value: number
  isDisabled: boolean
  onChoose: (value: number) => void
}

/** Named marks under a track: each can be clicked, also where a drag would not hit it exactly. */
export function SliderMarks(props: SliderMarksProps): ReactElement | null {
  const { marks, range, value, isDisabled, onChoose } = props
  if (marks.length === 0) return null
  return (
    <div className="slider-marks">
      {marks.map((mark) => {
        const share = toPosition(range, mark.value)
        return (
          <button
            key={mark.value}
            type="button"
            className={`slider-mark slider-mark-${alignment(share)}`}
            style={{ left: `calc(var(--thumb) / 2 + ${share} * (100% - var(--thumb)))` }}
            aria-pressed={mark.value === value}
            disabled={isDisabled}
            onClick={() => onChoose(mark.value)}
          >
            {mark.label}
          </button>
        )
      })}
    </div>
  )
}

/** Labels near an end grow inwards, so that they stay inside the control. */
function alignment(share: number): 'start' | 'middle' | 'end' {
  if (share < 0.1) return 'start'
  return share > 0.9 ? 'end' : 'middle'
}
