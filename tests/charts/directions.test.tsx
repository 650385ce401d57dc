import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import {
  DirectionsChart,
  type DirectionsChartProps,
} from '../../src/charts/directions/DirectionsChart.tsx'
import { angleToY, layOutDirections } from '../../src/charts/directions/directionsLayout.ts'
import { drawDirections, type DirectionsScene } from '../../src/charts/directions/drawDirections.ts'
import type { DirectionsData } from '../../src/charts/directions/types.ts'
import { tellUnit } from '../../src/charts/directions/unitFacts.ts'
import { createLiveSource } from '../../src/charts/liveSource.ts'
import { BASE, DATA, dotIn, GROUPS, layOut, placeOf, ROWS, UNITS } from './directionsExample.ts'
import { namedTheme, recordingContext, type Recorded } from './recordingContext.ts'

describe('tellUnit(place, context)', () => {
  const context = { groups: GROUPS, bands: ROWS, units: DATA.rows, base: BASE }

  it('tells a finetuned unit now and before', () => {
    expect(tellUnit({ row: 1, unit: 0 }, context)).toEqual([
      { term: 'Finetuned', value: 'unit 1' },
      { term: 'closest teacher unit', value: '4, shared' },
      { term: 'angle to it', value: '2.0°' },
      // 0.5 of 2 at the most.
      { term: 'strength |w||v|', value: '0.500, 25 % of the strongest' },
      { term: 'sign of v', value: 'positive' },
      { term: 'before finetuning', value: '60° from teacher unit 1' },
      // 58.5° to whole degrees, where tenths say nothing.
      { term: 'turned since', value: '59°' },
    ])
  })

  it('says nothing of a turn that is not known, nor of a base the row did not start from', () => {
    const terms = (row: number, unit: number) =>
      tellUnit({ row, unit }, { ...context, units: [UNITS, DATA.rows[1] ?? null] }).map(
        ({ term }) => term,
      )
    expect(terms(1, 2)).toContain('before finetuning')
    expect(terms(1, 2)).not.toContain('turned since')
    expect(terms(0, 0)).not.toContain('before finetuning')
    expect(tellUnit({ row: 1, unit: 77 }, context)).toEqual([])
  })
})

describe('drawDirections(context, scene, data)', () => {
  const scene: DirectionsScene = {
    ...{ layout: layOut(), theme: namedTheme, bands: ROWS, teacher: [0, 0, 0.7, -0.7] },
    ...{ hasArrows: false, picked: null, feature: null, lit: null, groups: GROUPS },
  }
  const draw = (changes: Partial<DirectionsScene> = {}, data = DATA): Recorded[] => {
    const { context, calls } = recordingContext()
    drawDirections(context, { ...scene, ...changes }, data)
    return calls
  }
  /** What was drawn in a colour, up to the next. */
  const inColour = (calls: Recorded[], token: string): Recorded[] => {
    const isColour = ({ name }: Recorded) => name === 'fillStyle' || name === 'strokeStyle'
    const start = calls.findIndex((call) => isColour(call) && call.values[0] === token)
    const rest = calls.slice(start + 2)
    const end = rest.findIndex(isColour)
    return end === -1 ? rest : rest.slice(0, end)
  }
  const count = (calls: Recorded[], name: string): number =>
    calls.filter((call) => call.name === name).length

  it('lays paper over all bands and groups that do not stand out', () => {
    const washed = (lit: string | null) => {
      const calls = draw({ lit })
      return inColour(calls, 'paper').filter(({ name }) => name === 'fillRect').length
    }
    const cells = ROWS.length * GROUPS.length
    expect(washed(`row:${ROWS[0]?.id ?? ''}`)).toBe(cells - GROUPS.length)
    expect(washed('group:shared')).toBe(cells - ROWS.length)
    expect(draw().some(({ values }) => values[0] === 'paper')).toBe(false)
  })

  it('fills units with positive readout, outlines negative ones, and makes specks of weak ones', () => {
    const calls = inColour(draw(), 'method-ptft')
    // Unit 0 is positive, unit 1 negative, unit 2 weak, unit 3 has no column.
    expect([count(calls, 'fill'), count(calls, 'stroke'), count(calls, 'fillRect')]).toEqual([
      1, 1, 1,
    ])
    const dot = dotIn(scene.layout, 1, 0)
    const [arc] = calls.filter(({ name }) => name === 'arc')
    expect(arc?.values.slice(0, 3)).toEqual([dot.x, dot.y, dot.radius])
  })

  it('draws a ring at 0° for each teacher unit of the main task, in every band', () => {
    const rings = inColour(draw({}, { rows: [null, null], base: null }), 'ink')
    const { columnX } = scene.layout
    const top = angleToY(placeOf(scene.layout, 0), 0)
    expect(
      rings.filter(({ name }) => name === 'arc').map((ring) => ring.values.slice(0, 2)),
    ).toEqual(
      // In the order of the columns: feature 3, then 2.
      [3, 2].map((feature) => [columnX[feature], top]),
    )
  })

  it('draws arrows to strong units that have moved, in rows that start from the base alone', () => {
    const lines = (data: DirectionsData) => count(draw({ hasArrows: true }, data), 'stroke')
    const without = count(draw(), 'stroke')
    // Unit 0 moved to another column; unit 1 by a tenth of a degree; unit 2 is too weak.
    expect(lines(DATA) - without).toBe(1)
    const elsewhere = { rows: [DATA.rows[1] ?? null, null], base: BASE }
    expect(lines(elsewhere)).toBe(count(draw({}, elsewhere), 'stroke'))
    expect(lines({ ...DATA, base: null })).toBe(without)
  })

  it('marks the picked unit and the column of the picked teacher unit', () => {
    const dot = dotIn(scene.layout, 1, 1)
    const ring = draw({ picked: { row: 1, unit: 1 } })
      .filter(({ name }) => name === 'arc')
      .at(-1)
    expect(ring?.values.slice(0, 2)).toEqual([dot.x, dot.y])
    expect(Number(ring?.values[2])).toBeGreaterThan(dot.radius)
    const [column] = inColour(draw({ feature: 3 }), 'paper-sunken')
    expect(column).toBeDefined()
    expect(draw().some(({ values }) => values[0] === 'paper-sunken')).toBe(false)
  })
})

describe('<DirectionsChart />', () => {
  beforeEach(() => {
    // jsdom lays nothing out and has no canvas.
    vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(1000)
    vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(600)
    vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(null)
    vi.useFakeTimers()
  })
  afterEach(() => {
    cleanup()
    vi.useRealTimers()
    vi.restoreAllMocks()
  })
  const settle = (): void => act(() => void vi.advanceTimersByTime(300))

  const open = (changes: Partial<DirectionsChartProps> = {}) => {
    const live = createLiveSource(DATA)
    const picks: (number | null)[] = []
    render(
      <DirectionsChart
        label="Directions"
        describe="One unit has turned to the shared teacher unit."
        groups={GROUPS}
        rows={ROWS}
        teacher={[0, 0, 0.7, -0.7]}
        live={live}
        baseLabel="what pretraining left"
        onPick={(feature) => picks.push(feature)}
        {...changes}
      />,
    )
    return { live, picks, slider: screen.getByRole('slider', { name: 'Hidden unit to read' }) }
  }

  it('says what it shows and names groups, bands and angles', () => {
    open()
    const chart = screen.getByRole('group', { name: 'Directions' })
    const described = document.getElementById(chart.getAttribute('aria-describedby') ?? '')
    expect(described?.textContent).toBe('One unit has turned to the shared teacher unit.')
    for (const words of ['auxiliary only', 'shared', 'main only', 'Single task', 'Finetuned']) {
      expect(screen.getByText(words)).toBeTruthy()
    }
    expect(screen.getByText('what pretraining left')).toBeTruthy()
    // Three bands with a line at a right angle each.
    const ticks = [...chart.querySelectorAll('.spectrum-tick')].map((tick) => tick.textContent)
    expect(ticks.filter((tick) => tick === '≥\u200990°')).toHaveLength(3)
  })

  it('explains arrows only where they are drawn', () => {
    open()
    expect(screen.queryByText('from where pretraining left it')).toBeNull()
    cleanup()
    open({ hasArrows: true })
    expect(screen.getByText('from where pretraining left it')).toBeTruthy()
  })

  it('is read unit by unit with the keyboard, and stays fresh while training runs', () => {
    const { live, picks, slider } = open()
    expect(slider.getAttribute('aria-valuetext')).toBe('none')
    fireEvent.keyDown(slider, { key: 'Home' })
    settle()
    expect(slider.getAttribute('aria-valuetext')).toContain(
      'Finetuned unit 2; closest teacher unit 1',
    )
    expect(slider.getAttribute('aria-valuenow')).toBe('1')
    expect(slider.getAttribute('aria-valuemax')).toBe('4')
    live.set({ ...DATA, rows: [null, BASE] })
    settle()
    expect(slider.getAttribute('aria-valuetext')).toContain('angle to it 45°')
    fireEvent.keyDown(slider, { key: 'Escape' })
    expect(slider.getAttribute('aria-valuetext')).toBe('none')
    expect(picks).toEqual([0, null])
  })

  it('is read with the pointer, and forgets what a mouse leaves', () => {
    const { picks, slider } = open({ baseLabel: null })
    const layout = layOutDirections({
      ...{ width: 1000, rem: 16, strokeScale: 1, groups: GROUPS, bandCount: 2, bandHeight: 9 },
      ...{ tallestText: 0, hasAside: false },
    })
    const { x, y } = dotIn(layout, 1, 0)
    const { plot } = layout.frame
    fireEvent.pointerMove(slider, { clientX: x - plot.x, clientY: y - plot.top })
    expect(slider.getAttribute('aria-valuetext')).toContain('Finetuned unit 1')
    fireEvent.pointerLeave(slider, { pointerType: 'mouse' })
    expect(picks).toEqual([3, null])
  })
})
