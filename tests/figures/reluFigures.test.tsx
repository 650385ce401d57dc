import { act, cleanup, fireEvent, screen, within } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import BaselinesFigure from '../../src/figures/BaselinesFigure.tsx'
import DirectionsFigure from '../../src/figures/DirectionsFigure.tsx'
import { directionsRows } from '../../src/figures/rows/unitRows.ts'
import StructureFigure from '../../src/figures/StructureFigure.tsx'
import UnitPenaltyFigure from '../../src/figures/UnitPenaltyFigure.tsx'
import { NetworkChoice } from '../../src/figures/NetworkChoice.tsx'
import type { JobResults } from '../../src/protocol/computing.ts'
import type { Report, RunSnapshot, TaskDescription } from '../../src/protocol/messages.ts'
import { runSnapshot, snapshotReport } from '../store/fakes.ts'
import { InView } from './inView.ts'
import { prepareScreen, renderWithPlayground, settle } from './renderWithPlayground.tsx'

beforeEach(() => {
  prepareScreen()
  vi.stubGlobal('IntersectionObserver', InView)
})

afterEach(() => {
  cleanup()
  vi.useRealTimers()
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

/** Two auxiliary units along both axes, the second of which is the main one; and all else. */
const TASK: TaskDescription = {
  featureCount: 3,
  groups: { auxOnly: [0], shared: [1], mainOnly: [], unused: [2] },
  auxTeacher: Float64Array.of(0.7, 0.7, 0),
  mainTeacher: Float64Array.of(0, 1, 0),
  directions: {
    inputDim: 2,
    auxiliary: Float64Array.of(1, 0, 0, 1),
    main: Float64Array.of(1, 0, 0, 1),
  },
}

/** Two units: w of the first, w of the second, both readouts. */
const units = (...weights: number[]) => ({ inputDim: 2, weights: Float64Array.from(weights) })

const BASE = units(1, 0, 0, 1, 1, 1)
const FINETUNED = units(1, 0, 0, 2, 0, 2)

const SNAPSHOTS: RunSnapshot[] = [
  runSnapshot('pretraining', { units: BASE, status: 'converged' }),
  runSnapshot('singleTask', { units: units(0, 2, 1, 0, 2, 0), status: 'converged' }),
  runSnapshot('multiTask', { units: FINETUNED, status: 'converged' }),
  runSnapshot('finetune', { units: FINETUNED, status: 'converged', generalizationLoss: 0.01 }),
]

const STRUCTURE: JobResults['structure'] = {
  base: { participationRatio: 4, sharedDimensions: null, inertia: [0.5, 0.01] },
  networks: {
    singleTask: { participationRatio: 1, sharedDimensions: null, inertia: [0.01, 0] },
    multiTask: { participationRatio: 3, sharedDimensions: null, inertia: [0.2, 0.1] },
    finetune: { participationRatio: 1.2, sharedDimensions: 1.1, inertia: [0.06, 0.02] },
  },
}

const LAZY: JobResults['lazy'] = {
  probe: { error: 0.2, ridge: 1e-3 },
  tangent: { error: 0.1, ridge: 1e-3 },
  freshProbe: { error: 0.6, ridge: 1e-3 },
  freshTangent: { error: 0.5, ridge: 1e-3 },
}

const RELU = '#network=relu'

type Rendered = ReturnType<typeof renderWithPlayground>

const tell = ({ report }: Rendered, state: 'playing' | 'finished'): void => {
  const task: Report = { type: 'task', run: 1, task: structuredClone(TASK) }
  act(() => {
    report(task)
    report(snapshotReport(structuredClone(SNAPSHOTS), { state }))
  })
  settle()
}

const finished = (figure: React.ReactElement, hash = RELU): Rendered => {
  const rendered = renderWithPlayground(figure, hash)
  tell(rendered, 'finished')
  return rendered
}

const NO_NUMBER = /NaN|undefined|Infinity|null/

describe.each([
  ['DirectionsFigure', DirectionsFigure],
  ['StructureFigure', StructureFigure],
  ['UnitPenaltyFigure', UnitPenaltyFigure],
  ['BaselinesFigure', BaselinesFigure],
])('<%s />', (_, Figure) => {
  it('stands before anything is known, while training runs, and at its end', () => {
    const rendered = renderWithPlayground(<Figure />, RELU)
    settle()
    expect(rendered.container.textContent).not.toMatch(NO_NUMBER)
    tell(rendered, 'playing')
    expect(rendered.container.textContent).not.toMatch(NO_NUMBER)
    tell(rendered, 'finished')
    expect(rendered.container.textContent).not.toMatch(NO_NUMBER)
    expect(rendered.container.textContent.length).toBeGreaterThan(100)
  })

  it('shows the methods that are chosen, without pretraining too', () => {
    const { container } = finished(<Figure />, `${RELU}&methods=singleTask`)
    expect(container.textContent).not.toMatch(NO_NUMBER)
    expect(container.textContent).not.toContain('Finetuned')
  })
})

describe('StructureFigure', () => {
  const sentence = () => screen.getByRole('status').textContent

  it('says what it waits for, and then what was counted', () => {
    const rendered = renderWithPlayground(<StructureFigure />, RELU)
    settle()
    expect(sentence()).toBe('Counted whenever training pauses or ends.')
    tell(rendered, 'finished')
    expect(sentence()).toBe('Counting …')
    act(() => rendered.pool.open('structure')[0]?.onDone(STRUCTURE))
    expect(sentence()).toBe(
      'Finetuning keeps 1.2 of the 4.0 dimensions that pretraining left (1.1 shared).',
    )
    const cells = within(screen.getByRole('row', { name: /Finetuned/ })).getAllByRole('cell')
    expect(cells.map(({ textContent }) => textContent)).toEqual(['4.0', '1.2', '1.1'])
    // The first k whose inertia is below 0.05.
    expect(rendered.container.querySelector('.clusters-elbows')?.textContent).toMatch(
      /Single taskk = 1Multi-tasknot by k = 2Finetunedk = 2Pretrainedk = 2$/,
    )
    act(() => rendered.playground.controls.setNumber('rescale', 0.5))
    expect(sentence()).toBe('Counted whenever training pauses or ends.')
  })

  it.each([
    [{ participationRatio: 4.2, sharedDimensions: 4 }, 'keeps the 4.0 dimensions'],
    [
      { participationRatio: 6, sharedDimensions: 3 },
      'goes from 4.0 dimensions to 6.0 (3.0 shared)',
    ],
    [
      { participationRatio: 2, sharedDimensions: 0.5 },
      'goes from 4.0 dimensions to 2.0 (0.5 shared)',
    ],
  ])('has a sentence for %o', (numbers, words) => {
    const { pool } = finished(<StructureFigure />)
    const networks = { finetune: { ...numbers, inertia: [0.1] } }
    act(() => pool.open('structure')[0]?.onDone({ ...STRUCTURE, networks }))
    expect(sentence()).toContain(words)
  })

  it('says why nothing could be counted', () => {
    const { pool } = finished(<StructureFigure />)
    act(() => pool.open('structure')[0]?.onFailed?.('the threads died.'))
    expect(sentence()).toBe('Could not be counted: the threads died.')
  })
})

describe('UnitPenaltyFigure', () => {
  it('compares the change that was made with the least one', () => {
    const { container } = finished(<UnitPenaltyFigure />)
    // (0, 1) → (0, 2) and a readout of 2: a change of 1 + 4. Fresh units would pay 2·|w||v|.
    expect(container.textContent).toContain('for fresh units it would be 8.00.')
    expect(container.textContent).toMatch(/The change made is 5\.00, [\d.]+ % above it/)
    expect(screen.getAllByText(/^(Finetuned|Multi-task)$/)).toHaveLength(2)
  })

  it('forgets the old run with the first change', () => {
    const { container, playground } = finished(<UnitPenaltyFigure />)
    act(() => playground.controls.setNumber('rescale', 0.5))
    expect(container.textContent).toContain('Nothing to show yet')
  })

  it('says that multi-task learning cannot share units of other directions', () => {
    const { container } = finished(<UnitPenaltyFigure />, `${RELU}&featureCorrelation=0.9`)
    expect(container.textContent).toContain('any unit: as if fresh')
    expect(container.textContent).toContain('at a cosine of 0.9')
  })
})

describe('BaselinesFigure', () => {
  const sentence = () => screen.getByRole('status').textContent
  const rows = () => screen.getAllByRole('listitem').map(({ textContent }) => textContent)

  it('waits for training, tells how far it is, and compares at the end', () => {
    const rendered = renderWithPlayground(<BaselinesFigure />, RELU)
    tell(rendered, 'playing')
    expect(sentence()).toBe('The lazy ends are computed once training rests.')
    tell(rendered, 'finished')
    act(() => rendered.pool.open('lazy')[0]?.onProgress?.(0.25))
    expect(sentence()).toBe('The lazy ends are being computed: 25 %.')
    act(() => rendered.pool.open('lazy')[0]?.onDone(LAZY))
    expect(sentence()).toBe(
      'Of LP and NTK on the pretrained network the better is NTK: stuck at 10 times the error of finetuning.',
    )
    expect(rows()).toHaveLength(7)
    expect(rows()[4]).toContain('NTK, pretrained')
    expect(rows()[4]).toContain('0.10')
  })

  it.each([
    [0.001, 'is LP: 10 times below finetuning'],
    [0.011, 'is LP: about where finetuning ends'],
  ])('compares an error of %d', (error, words) => {
    const { pool } = finished(<BaselinesFigure />)
    act(() => pool.open('lazy')[0]?.onDone({ ...LAZY, probe: { error, ridge: 1 } }))
    expect(sentence()).toContain(words)
  })

  it('says why nothing could be computed', () => {
    const { pool } = finished(<BaselinesFigure />)
    act(() => pool.open('lazy')[0]?.onFailed?.('the threads died.'))
    expect(sentence()).toBe('The lazy ends could not be computed: the threads died.')
  })
})

describe('DirectionsFigure', () => {
  it('counts strong units and the strength that has found a needed one', () => {
    const { container } = finished(<DirectionsFigure />)
    const numbers = [...container.querySelectorAll('.row-numbers dd')].map((one) => one.textContent)
    // In each network one unit of two has strength, along the unit that the task needs.
    expect(numbers).toEqual(['1', '100 %', '1', '100 %', '1', '100 %', '2'])
    const notes = [...container.querySelectorAll('.row-numbers p')].map((one) => one.textContent)
    expect(notes.slice(0, 3)).toEqual(Array(3).fill('of 2 units; of the strength; alignment 1.00'))
  })

  it('gives alignments with its numbers: of all units that point there, and of the network', () => {
    // Strengths 3 and 1 at angles of 0 and 60 degrees: (3 + 1/2)/4. The third points to none.
    const row = {
      feature: Int32Array.of(0, 0, 1),
      angle: Float64Array.of(0, Math.PI / 3, Math.PI / 2),
      strength: Float64Array.of(3, 1, 3),
      sign: Int8Array.of(1, 1, 1),
    }
    const { columns, rows } = directionsRows({ rows: [row], base: null }, ['finetune'], 1)
    expect(columns.slice(-2)).toEqual([
      'alignment of all units that point there',
      'alignment of the network',
    ])
    expect(rows.map((cells) => cells.at(-2))).toEqual([3.5 / 4, 3.5 / 4, NaN])
    for (const cells of rows) expect(cells.at(-1)).toBeCloseTo(3.5 / 7, 14)
  })

  it('picks the same feature as the spectrum', () => {
    const { playground } = finished(<DirectionsFigure />)
    const slider = screen.getByRole('slider', { name: 'Hidden unit to read' })
    fireEvent.keyDown(slider, { key: 'Home' })
    expect(playground.controls.getState().view.feature).toBe(1)
    fireEvent.keyDown(slider, { key: 'Escape' })
    expect(playground.controls.getState().view.feature).toBeNull()
  })
})

describe('NetworkChoice', () => {
  it('finds the settings of each network again', () => {
    const { playground } = renderWithPlayground(<NetworkChoice />, '#rescale=0.5')
    fireEvent.click(screen.getByRole('radio', { name: 'ReLU' }))
    expect(playground.controls.getState().spec).toMatchObject({ network: 'relu', rescale: 1 })
    act(() => playground.controls.setNumber('rescale', 3))
    fireEvent.click(screen.getByRole('radio', { name: 'Diagonal linear' }))
    expect(playground.controls.getState().spec).toMatchObject({ network: 'diagonal', rescale: 0.5 })
    fireEvent.click(screen.getByRole('radio', { name: 'ReLU' }))
    expect(playground.controls.getState().spec.rescale).toBe(3)
  })
})
