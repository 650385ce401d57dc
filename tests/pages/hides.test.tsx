/** What a link leaves out is not on the playground's page, and comes back when it is asked for. */
import { act, cleanup, fireEvent, screen } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { CONTROLS, NUMBER_FIELDS, type NumberField } from '../../src/protocol/controls.ts'
import { classSeeds } from '../../src/protocol/classSeeds.ts'
import { HIDABLES, type Hidable } from '../../src/protocol/hides.ts'
import { FIGURE_IDS, FIGURES, type FigureId } from '../../src/protocol/figures.ts'
import { controlOf, isUsed } from '../../src/protocol/networks.ts'
import { Play } from '../../src/pages/Play.tsx'
import { listenForShortcuts } from '../../src/pages/shortcuts.ts'
import { METHOD_IDS } from '../../src/theory/methodRecipes.ts'
import { NETWORK_IDS, type NetworkId } from '../../src/theory/network.ts'
import { TASKS, UNITS } from '../figures/anyNetwork.ts'
import { runSnapshot, snapshotReport } from '../store/fakes.ts'
import { prepareScreen, renderWithPlayground, settle } from '../figures/renderWithPlayground.tsx'

beforeEach(() => {
  prepareScreen()
  vi.stubGlobal('matchMedia', () => ({
    matches: false,
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
  }))
})

afterEach(() => {
  cleanup()
  vi.useRealTimers()
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

const WHOLE = `more=true&readoutTied=false&methods=${METHOD_IDS.join('.')}`

const openPlay = async (hash: string) => {
  const opened = renderWithPlayground(<Play />, `#${hash}`)
  act(() => {
    const { network } = opened.playground.controls.getState().spec
    opened.report({ type: 'task', run: 1, task: structuredClone(TASKS[network]) })
    const units = network === 'relu' ? UNITS : null
    opened.report(
      snapshotReport(
        METHOD_IDS.map((method) => runSnapshot(method, { units, status: 'converged' })),
        { state: 'finished' },
      ),
    )
  })
  // What the page loads later is loaded by other things that it loads.
  for (let round = 0; round < 4; round += 1) {
    await act(() => vi.dynamicImportSettled())
    settle()
  }
  return opened
}

/** Labels are those of the network on screen. */
const labelled = (network: NetworkId, field: NumberField): number =>
  [...document.querySelectorAll('label[for]')].filter(({ textContent }) =>
    textContent.startsWith(controlOf(network, field).label),
  ).length

const countOf = (role: string, name: string | RegExp) => (): number =>
  screen.queryAllByRole(role, { name }).length

/**
 * How many elements show a part; at least 1 while it is not hidden. Every part that a link may name
 * has a mark: the type sees to it.
 */
const MARKS: Record<Exclude<Hidable, NumberField>, () => number> = {
  network: countOf('group', 'Network'),
  presets: countOf('group', 'Prepared examples'),
  methods: countOf('group', 'Methods'),
  seeds: countOf('button', 'New seeds'),
  engine: countOf('group', 'Engine'),
  transport: countOf('button', /^(Play|Reset|Take)/),
  more: countOf('button', 'More controls'),
  sentence: () => document.querySelectorAll('.run-sentence').length,
  spectrum: countOf('group', 'Feature spectrum'),
  loss: () => document.querySelectorAll('.loss-figure').length,
  ladder: countOf('region', 'Error over one control'),
  map: countOf('region', 'Regimes over two controls'),
  trajectory: countOf('region', 'Exact trajectory'),
  dial: countOf('group', 'Sparsity against reuse'),
  penalty: countOf('heading', 'What a feature costs'),
  multiTask: countOf('heading', 'Where multi-task learning ends'),
  directions: countOf('group', 'Where the hidden units point'),
  structure: countOf('region', 'How many directions are in use'),
  unitPenalty: countOf('heading', 'What a hidden unit costs'),
  baselines: countOf('region', 'What features that stand still reach'),
  measurements: countOf('region', 'Measured numbers'),
}

const isNumberField = (part: Hidable): part is NumberField =>
  NUMBER_FIELDS.some((field) => field === part)

const isFigure = (part: Hidable): part is FigureId => FIGURE_IDS.some((id) => id === part)

/** The parts that the page of a network has. */
const partsOf = (network: NetworkId): Hidable[] =>
  HIDABLES.filter((part) => {
    if (isNumberField(part)) return isUsed(network, part)
    return isFigure(part) ? FIGURES[part].networks.includes(network) : true
  })

const countIn = (network: NetworkId, part: Hidable): number =>
  isNumberField(part) ? labelled(network, part) : MARKS[part]()

it('every part is on the page of one network at least', () => {
  const known = new Set(NETWORK_IDS.flatMap(partsOf))
  expect(HIDABLES.filter((part) => !known.has(part))).toEqual([])
})

describe.each(NETWORK_IDS)(
  'the playground of a %s network under a link that leaves parts out',
  (network) => {
    const parts = partsOf(network)
    const whole = `network=${network}&${WHOLE}`
    const notShown = (): Hidable[] => parts.filter((part) => countIn(network, part) === 0)

    it('shows every part that a link may name, and says nothing of hiding', async () => {
      await openPlay(whole)
      expect(notShown()).toEqual([])
      expect(screen.queryByRole('complementary', { name: 'Set by the link' })).toBe(null)
    })

    it('has none of them in the document when all are left out, until everything is shown', async () => {
      await openPlay(`${whole}&hides=${HIDABLES.join('.')}`)
      expect(HIDABLES.filter((part) => countIn(network, part) > 0)).toEqual([])
      screen.getByText(`${HIDABLES.length} parts of this page are left out by the link.`)
      fireEvent.click(screen.getByRole('button', { name: 'Show everything' }))
      await act(() => vi.dynamicImportSettled())
      settle()
      expect(notShown()).toEqual([])
    })

    it('leaves out no more than what is named', async () => {
      await openPlay(`${whole}&hides=seeds.ladder.overlap`)
      // With the seeds go the two numbers that hold them.
      expect(notShown().sort()).toEqual(['dataSeed', 'initSeed', 'ladder', 'overlap', 'seeds'])
      expect(screen.queryAllByRole('button', { name: /^Sweep/ })).toEqual([])
    })
  },
)

describe('the playground under a link that leaves parts out', () => {
  it('draws no new seeds by a key where seeds are left out', async () => {
    const { playground } = await openPlay('hides=seeds')
    const stop = listenForShortcuts(window, playground)
    fireEvent.keyDown(window, { code: 'KeyN', altKey: true })
    expect(playground.controls.getState().spec.dataSeed).toBe(1)
    act(() => playground.controls.setView({ hides: [] }))
    act(() => void fireEvent.keyDown(window, { code: 'KeyN', altKey: true }))
    expect(playground.controls.getState().spec.dataSeed).toBe(CONTROLS.dataSeed.maximum)
    stop()
  })
})

describe('the playground under a link with a class code', () => {
  it('asks for the number in the list and takes the seeds that belong to it', async () => {
    const { playground } = await openPlay('classCode=rich7')
    const field = screen.getByLabelText(/your number in the class list/)
    fireEvent.change(field, { target: { value: 'two words' } })
    fireEvent.click(screen.getByRole('button', { name: 'Use my seeds' }))
    expect(field.getAttribute('aria-invalid')).toBe('true')
    expect(playground.controls.getState().spec.dataSeed).toBe(1)
    fireEvent.change(field, { target: { value: '07' } })
    fireEvent.click(screen.getByRole('button', { name: 'Use my seeds' }))
    const { spec, view } = playground.controls.getState()
    expect(spec).toMatchObject(classSeeds('RICH7', '7'))
    expect(view).toMatchObject({ classCode: 'RICH7', student: '7' })
    expect(playground.link()).toContain('classCode=RICH7&student=7')
    expect(playground.link()).toContain(`dataSeed=${spec.dataSeed}`)
    screen.getByText(new RegExp(`data seed ${spec.dataSeed}`))
  })

  it('says so when the seeds on screen are not the student’s, and leads back to them', async () => {
    const { playground } = await openPlay('classCode=RICH7&student=7')
    const own = classSeeds('RICH7', '7')
    screen.getByText(new RegExp(`data seed 1\\D.*your own are ${own.dataSeed}`))
    fireEvent.click(screen.getByRole('button', { name: 'Back to my seeds' }))
    expect(playground.controls.getState().spec).toMatchObject(own)
    expect(screen.queryByText(/your own are/)).toBe(null)
    fireEvent.click(screen.getByRole('button', { name: 'Not me' }))
    screen.getByLabelText(/your number in the class list/)
  })
})
