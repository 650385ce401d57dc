import { act, cleanup, fireEvent, screen, within } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import {
  ControlPanel,
  ControlPanelToggle,
  LeadControl,
  SecondControls,
} from '../../src/figures/ControlPanel.tsx'
import MoreControls from '../../src/figures/MoreControls.tsx'
import PlaygroundNotices from '../../src/figures/PlaygroundNotices.tsx'
import { PresetBar } from '../../src/figures/PresetBar.tsx'
import { Transport } from '../../src/figures/Transport.tsx'
import { isUsed } from '../../src/protocol/networks.ts'
import { CONTROLS, NUMBER_FIELDS } from '../../src/protocol/controls.ts'
import { METHODS } from '../../src/protocol/methods.ts'
import { PRESETS } from '../../src/protocol/presets.ts'
import { DEFAULT_SPEC } from '../../src/protocol/spec.ts'
import { METHOD_IDS } from '../../src/theory/methodRecipes.ts'
import { runSnapshot, snapshotReport } from '../store/fakes.ts'
import { prepareScreen, renderWithPlayground, settle } from './renderWithPlayground.tsx'

beforeEach(prepareScreen)

afterEach(() => {
  cleanup()
  vi.useRealTimers()
  vi.restoreAllMocks()
})

const AllControls = () => (
  <>
    <LeadControl />
    <SecondControls />
    <MoreControls />
  </>
)

/** The text that describes an element to a screen reader. */
const descriptionOf = (element: Element): string =>
  document.getElementById(element.getAttribute('aria-describedby') ?? '')?.textContent ?? ''

describe('the controls, all unfolded', () => {
  it.each(NUMBER_FIELDS.filter((field) => isUsed('diagonal', field)))(
    'show %s with its name, explanation and value',
    (field) => {
      // Every method and a free readout, so that no control is out of use.
      renderWithPlayground(
        <AllControls />,
        `#more=true&readoutTied=false&methods=${METHOD_IDS.join('.')}`,
      )
      const { label, explanation, symbol } = CONTROLS[field]
      const isSeed = symbol === 'seed'
      const all = screen.getAllByRole(isSeed ? 'textbox' : 'slider')
      const named = all.filter((one) => {
        const text = document.querySelector(`label[for="${one.id}"]`)?.textContent ?? ''
        return text === label || text.startsWith(`${label} `)
      })
      expect(named).toHaveLength(1)
      const [control] = named
      if (control === undefined) throw new Error('no control')
      expect(descriptionOf(control)).toBe(explanation)
      expect((control as HTMLInputElement).disabled).toBe(false)
    },
  )

  it('show every method with its name and one line, as chosen', () => {
    renderWithPlayground(<AllControls />, '#more=true')
    for (const method of METHOD_IDS) {
      const { label, abbreviation, explanation } = METHODS[method]
      const box = screen.getByRole('checkbox', { name: `${label} (${abbreviation})` })
      expect((box as HTMLInputElement).checked).toBe(DEFAULT_SPEC.methods.includes(method))
      expect(descriptionOf(box)).toBe(explanation)
    }
  })

  it('keep one method on', () => {
    renderWithPlayground(<AllControls />, '#more=true&methods=singleTask')
    const box = screen.getByRole('checkbox', { name: 'Single task (STL)' })
    expect((box as HTMLInputElement).disabled).toBe(true)
    expect(descriptionOf(box)).toBe('At least one method stays on.')
  })

  it('change the spec, which starts a run', () => {
    const { playground, newestStart } = renderWithPlayground(<AllControls />, '#more=true')
    fireEvent.click(screen.getByRole('checkbox', { name: 'Multi-task (MTL)' }))
    expect(newestStart().spec.methods).toEqual(['singleTask', 'finetune'])
    fireEvent.click(screen.getByRole('checkbox', { name: /Readout init follows/ }))
    expect(playground.controls.getState().spec.readoutTied).toBe(false)
    const rescale = screen.getByRole('textbox', { name: 'Rescaling factor, exact value' })
    fireEvent.change(rescale, { target: { value: '0.5' } })
    fireEvent.keyDown(rescale, { key: 'Enter' })
    expect(newestStart().spec.rescale).toBe(0.5)
    const seed = screen.getByRole('textbox', { name: 'Data seed' })
    fireEvent.change(seed, { target: { value: '77' } })
    fireEvent.keyDown(seed, { key: 'Enter' })
    expect(newestStart().spec.dataSeed).toBe(77)
    fireEvent.click(screen.getByRole('radio', { name: 'WebAssembly' }))
    expect(newestStart().engine).toBe('wasm')
  })

  it('never offer an overlap that does not fit, and say why a control is out of use', () => {
    renderWithPlayground(<AllControls />, '#methods=singleTask&auxActive=0&overlap=0')
    const described = screen
      .getAllByRole('slider')
      .filter((one) => (one as HTMLInputElement).disabled)
    expect(described.map(descriptionOf)).toEqual([
      'Used only by methods that pretrain; none is chosen.',
      'There are no auxiliary features to share.',
    ])
  })

  it('unfold by their button and fold again', () => {
    const { playground } = renderWithPlayground(
      <>
        <ControlPanelToggle />
        <ControlPanel />
      </>,
    )
    expect(screen.queryByRole('complementary', { name: 'More controls' })).toBeNull()
    fireEvent.click(screen.getByRole('button', { name: /controls/i }))
    expect(playground.controls.getState().view.more).toBe(true)
    expect(screen.getByRole('complementary', { name: 'More controls' })).toBeTruthy()
    fireEvent.click(screen.getByRole('button', { name: 'Fold the controls' }))
    expect(playground.controls.getState().view.more).toBe(false)
  })
})

describe('Transport', () => {
  it.each([
    ['playing', 'Pause', ['pause']],
    ['paused', 'Play', ['play', 'normal']],
  ] as const)('while %s its main button says %s and does it', (state, name, call) => {
    const { report, calls } = renderWithPlayground(<Transport />)
    act(() => report(snapshotReport([runSnapshot('finetune')], { state })))
    fireEvent.click(screen.getByRole('button', { name }))
    expect(calls).toEqual([call])
  })

  it('plays a finished run again', () => {
    const { report, newestStart } = renderWithPlayground(<Transport />)
    act(() => report(snapshotReport([runSnapshot('finetune')], { state: 'finished' })))
    fireEvent.click(screen.getByRole('button', { name: 'Play again' }))
    expect(newestStart()).toMatchObject({ isPlaying: true, pace: 'normal' })
  })

  it('steps, resets and draws new seeds', () => {
    const { report, calls, newestStart } = renderWithPlayground(<Transport />)
    act(() => report(snapshotReport([runSnapshot('finetune')], { state: 'paused' })))
    for (const name of ['Take 1 step', 'Take 10 steps', 'Take 100 steps']) {
      fireEvent.click(screen.getByRole('button', { name }))
    }
    expect(calls).toEqual([
      ['step', 1],
      ['step', 10],
      ['step', 100],
    ])
    fireEvent.click(screen.getByRole('button', { name: 'Reset' }))
    expect(newestStart()).toMatchObject({ isPlaying: false, mayReusePretraining: false })
    fireEvent.click(screen.getByRole('button', { name: 'New seeds' }))
    expect(newestStart().spec).toMatchObject({ dataSeed: 999_999, initSeed: 999_999 })
  })

  it('changes the pace of a run that plays, at once', () => {
    const { report, calls } = renderWithPlayground(<Transport />)
    act(() => report(snapshotReport([runSnapshot('finetune')], { state: 'playing' })))
    fireEvent.click(screen.getByRole('radio', { name: 'fast' }))
    expect(calls).toEqual([['play', 'fast']])
  })

  it('tells where the clock stands, and milestones to screen readers', () => {
    const { report } = renderWithPlayground(<Transport />)
    const clock = { stage: 'main', step: 12_345 } as const
    act(() => report(snapshotReport([runSnapshot('finetune')], { state: 'playing', clock })))
    settle()
    expect(screen.getByText('step 12,345')).toBeTruthy()
    expect(screen.getByRole('status').textContent).toBe('')
    act(() => report(snapshotReport([runSnapshot('finetune')], { state: 'paused', clock })))
    expect(screen.getByRole('status').textContent).toBe('Paused')
  })
})

describe('PresetBar', () => {
  it.each(PRESETS.diagonal)('goes to $id and shows its caption', ({ label, caption, spec }) => {
    const { playground } = renderWithPlayground(<PresetBar />, '#dataSeed=5')
    expect(screen.queryByText(caption)).toBeNull()
    const group = screen.getByRole('group', { name: 'Prepared examples' })
    fireEvent.click(within(group).getByRole('button', { name: label }))
    expect(playground.controls.getState().spec).toEqual(spec)
    expect(screen.getByText(caption)).toBeTruthy()
  })
})

describe('PlaygroundNotices', () => {
  it('shows what was wrong with a link and what happened in training, until dismissed', () => {
    const { report, playground } = renderWithPlayground(<PlaygroundNotices />, '#colour=red')
    expect(screen.getByText('“colour” is no setting of this page: ignored.')).toBeTruthy()
    act(() => report({ type: 'notice', run: 1, text: 'Training begins again.' }))
    expect(screen.getByText('Training begins again.')).toBeTruthy()
    for (const button of screen.getAllByRole('button')) fireEvent.click(button)
    expect(playground.controls.getState().problems).toEqual([])
    expect(playground.training.getState().notices).toEqual([])
  })
})
