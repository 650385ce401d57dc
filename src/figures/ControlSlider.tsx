import type { ReactElement } from 'react'
import { MathSymbol } from '../controls/MathSymbol.tsx'
import { Slider, type SliderMark } from '../controls/Slider.tsx'
import type { NumberField } from '../protocol/controls.ts'
import { controlOf } from '../protocol/networks.ts'
import { IconButton } from '../controls/IconButton.tsx'
import { SWEEP_CONTROLS, type SweepControl } from '../protocol/sweepView.ts'
import { useIsHidden } from './hiding.tsx'
import { LADDER_ID } from './ladderPlace.ts'
import { useControls, usePlayground } from './playgroundContext.ts'

/** How the symbols of the controls' table are read aloud. */
const LETTER_WORDS: Record<string, string> = {
  α: 'alpha',
  γ: 'gamma',
  η: 'eta',
  λ: 'lambda',
  σ: 'sigma',
  ε: 'epsilon',
}

const SCALES = {
  integer: 'integer',
  linear: 'linear',
  logarithmic: 'log',
  logarithmicInteger: 'log-integer',
  logarithmicWithZero: 'log-with-zero',
} as const

const ControlSymbol = ({ symbol }: { symbol: string }): ReactElement | null => {
  const [letter = '', subscript] = symbol.split('_')
  if (letter.length > 1) return null
  const words = [LETTER_WORDS[letter] ?? letter, subscript].filter(Boolean).join(' ')
  return <MathSymbol letter={letter} words={words} {...(subscript && { subscript })} />
}

interface ControlSliderProps {
  field: NumberField
  /** The largest value that fits the other settings, where that is less than the table's. */
  maximum?: number
  marks?: readonly SliderMark[]
  disabledReason?: string | null
  /** No ladder stands on the page to lead to. */
  isPlain?: boolean
}

/** Leads to the ladder, whose code may still be on its way. */
const showLadder = (): void => {
  const section = document.getElementById(LADDER_ID)
  const isCalm = window.matchMedia('(prefers-reduced-motion: reduce)').matches
  section?.focus({ preventScroll: true })
  section?.scrollIntoView({ behavior: isCalm ? 'auto' : 'smooth', block: 'start' })
}

/** Shows the error over all values of the control. */
const SweepButton = ({ control }: { control: SweepControl }): ReactElement => {
  const { controls } = usePlayground()
  const isShown = useControls(({ view }) => view.sweep === control)
  const network = useControls(({ spec }) => spec.network)
  return (
    <IconButton
      icon="sweep"
      size="small"
      label={`Sweep ${controlOf(network, control).label.toLowerCase()}: the error over all its values`}
      isPressed={isShown}
      onClick={() => {
        controls.setView({ sweep: control })
        showLadder()
      }}
    />
  )
}

/** One number of the spec as a slider, drawn from the controls' table, unless a link leaves it out. */
export const ControlSlider = (props: ControlSliderProps): ReactElement | null =>
  useIsHidden(props.field) ? null : <ShownSlider {...props} />

const ShownSlider = (props: ControlSliderProps): ReactElement => {
  const { field, marks, disabledReason, isPlain = false } = props
  const { controls } = usePlayground()
  const value = useControls((state) => state.spec[field])
  const control = useControls((state) => controlOf(state.spec.network, field))
  const hasLadder = !useIsHidden('ladder') && !isPlain
  const sweep = hasLadder ? SWEEP_CONTROLS.find((known) => known === field) : undefined
  const max = Math.max(props.maximum ?? control.maximum, control.minimum + 1e-9)
  return (
    <Slider
      label={control.label}
      symbol={<ControlSymbol symbol={control.symbol} />}
      explanation={control.explanation}
      scale={SCALES[control.scale]}
      min={control.minimum}
      max={max}
      value={value}
      defaultValue={Math.min(control.initial, max)}
      onChange={(next) => controls.setNumber(field, next)}
      {...(sweep && { action: <SweepButton control={sweep} /> })}
      {...(marks && { marks })}
      {...(disabledReason && { disabledReason })}
    />
  )
}
