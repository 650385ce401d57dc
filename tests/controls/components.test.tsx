import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { useState, type ReactElement } from 'react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { Button } from '../../src/controls/Button.tsx'
import { Choice } from '../../src/controls/Choice.tsx'
import { Disclosure } from '../../src/controls/Disclosure.tsx'
import { MathSymbol } from '../../src/controls/MathSymbol.tsx'
import { Notices } from '../../src/controls/Notices.tsx'
import { NumberField } from '../../src/controls/NumberField.tsx'
import { Slider, type SliderProps } from '../../src/controls/Slider.tsx'
import { Toggle } from '../../src/controls/Toggle.tsx'

afterEach(cleanup)

/** A slider that keeps its own value, as a page would. */
function Rescaling(
  props: Partial<SliderProps> & { onValue?: (value: number) => void },
): ReactElement {
  const [value, setValue] = useState(0.01)
  const { onValue, ...rest } = props
  return (
    <Slider
      label="Rescaling"
      explanation="Factor on all weights."
      scale="log"
      min={1e-3}
      max={10}
      defaultValue={1}
      {...rest}
      value={value}
      onChange={(next) => {
        setValue(next)
        onValue?.(next)
      }}
    />
  )
}

const track = (): HTMLInputElement => screen.getByRole('slider', { name: 'Rescaling' })
const field = (): HTMLInputElement =>
  screen.getByRole('textbox', { name: /Rescaling, exact value/ })

function type(text: string, key = 'Enter'): void {
  fireEvent.change(field(), { target: { value: text } })
  fireEvent.keyDown(field(), { key })
}

describe('Slider', () => {
  it('tells its value with its unit, not the position of the handle', () => {
    render(<Rescaling unit="times" />)
    expect(track().getAttribute('aria-valuetext')).toBe('0.01 times')
  })

  it('reports every move of a drag', () => {
    const onValue = vi.fn()
    render(<Rescaling onValue={onValue} />)
    // Positions 0.5 and 0.75 of four decades from 10⁻³ are 0.1 and 1.
    fireEvent.change(track(), { target: { value: '0.5' } })
    fireEvent.change(track(), { target: { value: '0.75' } })
    expect(onValue.mock.calls).toEqual([[0.1], [1]])
  })

  it('moves finely with arrows, coarsely with Page keys, to the ends with Home and End', () => {
    const onValue = vi.fn()
    render(<Rescaling onValue={onValue} />)
    for (const key of ['PageUp', 'ArrowLeft', 'Home', 'End']) fireEvent.keyDown(track(), { key })
    // 0.01 · 10 = 0.1; 0.1 · 10^(-1/20) = 0.0891.
    expect(onValue.mock.calls.flat()).toEqual([0.1, 0.0891, 1e-3, 10])
  })

  it('leaves key combinations to the browser', () => {
    const onValue = vi.fn()
    render(<Rescaling onValue={onValue} />)
    fireEvent.keyDown(track(), { key: 'ArrowLeft', altKey: true })
    expect(onValue).not.toHaveBeenCalled()
  })

  it('takes typed values in several notations', () => {
    render(<Rescaling />)
    type('10^-2.5')
    expect(field().getAttribute('aria-invalid')).toBe('true')
    type('1/8')
    expect(track().getAttribute('aria-valuetext')).toBe('0.125')
    expect(field().getAttribute('aria-invalid')).toBe('false')
  })

  it('refuses what is out of range with a message, and keeps the value', () => {
    render(<Rescaling />)
    type('50')
    const note = document.getElementById(field().getAttribute('aria-describedby') ?? '')
    expect(note?.textContent).toBe('50 is outside the range from 0.001 to 10. Kept 0.01.')
    expect(note?.getAttribute('aria-live')).toBe('polite')
    expect(field().value).toBe('0.01')
  })

  it('takes a decimal comma, and says how it took what can be read in two ways', () => {
    render(<Rescaling />)
    type('0,1')
    expect(field().value).toBe('0.1')
    type('1,000')
    expect(field().value).toBe('1')
    expect(field().getAttribute('aria-invalid')).toBe('false')
    const note = document.getElementById(field().getAttribute('aria-describedby') ?? '')
    expect(note?.textContent).toBe('“1,000” was taken as 1, not as 1000.')
  })

  it('takes typed values beyond the track where they are allowed', () => {
    render(<Rescaling typedLimits={{ min: 1e-6, max: 100 }} />)
    type('50')
    expect(field().value).toBe('50')
    expect(track().getAttribute('aria-valuetext')).toBe('50')
  })

  it('reverts a typed value on Escape', () => {
    const onValue = vi.fn()
    render(<Rescaling onValue={onValue} />)
    type('5', 'Escape')
    fireEvent.blur(field())
    expect(field().value).toBe('0.01')
    expect(onValue).not.toHaveBeenCalled()
  })

  it('goes back to its default by button and by double-click on the label', () => {
    render(<Rescaling />)
    fireEvent.click(screen.getByRole('button', { name: 'Reset Rescaling to 1' }))
    expect(field().value).toBe('1')
    expect(screen.queryByRole('button', { name: /Reset/ })).toBeNull()
    type('5')
    fireEvent.doubleClick(screen.getByText('Rescaling'))
    expect(field().value).toBe('1')
  })

  it('has named marks that can be clicked', () => {
    render(<Rescaling marks={[{ value: 0.03, label: 'optimal' }]} />)
    fireEvent.click(screen.getByRole('button', { name: 'optimal' }))
    expect(field().value).toBe('0.03')
  })

  it('says why it is disabled', () => {
    render(<Rescaling disabledReason="Exact flow has no learning rate." />)
    expect(track().disabled).toBe(true)
    expect(field().disabled).toBe(true)
    expect(screen.getByText('Exact flow has no learning rate.')).toBeTruthy()
    expect(screen.queryByRole('button')).toBeNull()
  })
})

describe('NumberField', () => {
  it('commits on leaving the field and refuses fractions', () => {
    const onChange = vi.fn()
    render(<NumberField label="Data seed" value={7} onChange={onChange} />)
    const seed = screen.getByRole('textbox', { name: 'Data seed' })
    fireEvent.change(seed, { target: { value: '12' } })
    fireEvent.blur(seed)
    expect(onChange).toHaveBeenCalledExactlyOnceWith(12)
    fireEvent.change(seed, { target: { value: '1.5' } })
    fireEvent.blur(seed)
    expect(screen.getByText('1.5 is not a whole number. Kept 7.')).toBeTruthy()
    fireEvent.change(seed, { target: { value: '1,000' } })
    fireEvent.blur(seed)
    expect(seed.getAttribute('aria-invalid')).toBe('true')
    expect(screen.getByText(/^“1,000” can be read as 1 or as 1000\./)).toBeTruthy()
    fireEvent.change(seed, { target: { value: '\uff11\uff13' } })
    fireEvent.blur(seed)
    expect(onChange).toHaveBeenLastCalledWith(13)
  })
})

describe('Choice', () => {
  it('is a named group of radio buttons', () => {
    const onChange = vi.fn()
    const options = [
      { value: 'exact', label: 'Exact flow' },
      { value: 'training', label: 'Training' },
    ] as const
    render(<Choice label="Engine" options={options} value="exact" onChange={onChange} />)
    expect(screen.getByRole('group', { name: 'Engine' })).toBeTruthy()
    expect(screen.getByRole<HTMLInputElement>('radio', { name: 'Exact flow' }).checked).toBe(true)
    fireEvent.click(screen.getByRole('radio', { name: 'Training' }))
    expect(onChange).toHaveBeenCalledExactlyOnceWith('training')
  })
})

describe('Toggle', () => {
  it('reports the new state', () => {
    const onChange = vi.fn()
    render(<Toggle label="Exact end point" isOn={false} onChange={onChange} />)
    fireEvent.click(screen.getByRole('checkbox', { name: 'Exact end point' }))
    expect(onChange).toHaveBeenCalledExactlyOnceWith(true)
  })
})

describe('Disclosure', () => {
  it('unfolds by itself, and says so', () => {
    render(<Disclosure summary="More controls">hidden text</Disclosure>)
    const button = screen.getByRole('button', { name: 'More controls' })
    expect(button.getAttribute('aria-expanded')).toBe('false')
    fireEvent.click(button)
    expect(button.getAttribute('aria-expanded')).toBe('true')
    const content = document.getElementById(button.getAttribute('aria-controls') ?? '')
    expect(content?.hidden).toBe(false)
  })

  it('follows the caller where the caller keeps the state', () => {
    const onToggle = vi.fn()
    render(
      <Disclosure summary="More" isOpen={false} onToggle={onToggle}>
        text
      </Disclosure>,
    )
    const button = screen.getByRole('button', { name: 'More' })
    fireEvent.click(button)
    expect(onToggle).toHaveBeenCalledExactlyOnceWith(true)
    expect(button.getAttribute('aria-expanded')).toBe('false')
  })
})

describe('Notices', () => {
  it('is a polite region from the start, and each message can be dismissed', () => {
    const onDismiss = vi.fn()
    const { rerender } = render(<Notices notices={[]} onDismiss={onDismiss} />)
    expect(screen.getByRole('status').getAttribute('aria-live')).toBe('polite')
    rerender(<Notices notices={[{ id: 'link', text: 'Bad link.' }]} onDismiss={onDismiss} />)
    fireEvent.click(screen.getByRole('button', { name: 'Dismiss' }))
    expect(onDismiss).toHaveBeenCalledExactlyOnceWith('link')
  })
})

describe('MathSymbol and Button', () => {
  it('MathSymbol is read in words', () => {
    render(<MathSymbol letter="k" subscript="1" words="k one" />)
    expect(screen.getByRole('img', { name: 'k one' }).textContent).toBe('k1')
  })

  it('Button says whether it is pressed', () => {
    render(
      <Button isPressed onClick={() => undefined}>
        Train
      </Button>,
    )
    expect(screen.getByRole('button', { pressed: true, name: 'Train' })).toBeTruthy()
  })
})
