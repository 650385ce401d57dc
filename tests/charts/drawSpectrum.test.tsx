import { describe, expect, it } from 'vitest'
import { drawSpectrum, type SpectrumScene } from '../../src/charts/spectrum/drawSpectrum.ts'
import { layOutSpectrum } from '../../src/charts/spectrum/spectrumLayout.ts'
import type { FeatureGroup, SpectrumRow } from '../../src/charts/spectrum/types.ts'
import { namedTheme, recordingContext, type Recorded } from './recordingContext.ts'

const groups: FeatureGroup[] = [
  { id: 'shared', label: 'shared', features: [0, 1], crowded: false },
  { id: 'unused', label: 'unused', features: [2, 3], crowded: true },
]
const rows: SpectrumRow[] = [
  { id: 'stl', label: 'Single task', colourToken: 'method-stl', mark: 'square' },
]
const layout = layOutSpectrum({
  width: 900,
  rem: 16,
  strokeScale: 1,
  groups,
  rowCount: 1,
  rowHeight: 8,
  tallestText: 0,
  hasAside: false,
  hasBase: true,
})
const scene: SpectrumScene = {
  layout,
  theme: namedTheme,
  groups,
  rows,
  teacher: [0.5, 0, 0, 0],
  extent: 1,
  tick: 0.5,
  lit: null,
  base: { label: 'what pretraining left', values: [0.2, -0.1, 0, 0], extent: 0.2 },
}

function draw(values: number[], exact?: number[]): Recorded[] {
  const { context, calls } = recordingContext()
  drawSpectrum(context, scene, { rows: [values], base: null, ...(exact && { exact: [exact] }) })
  return calls
}

const named = (calls: Recorded[], name: string): unknown[][] =>
  calls.filter((call) => call.name === name).map((call) => call.values)

/** The calls between one colour and the next. */
function inColour(calls: Recorded[], colour: string): Recorded[] {
  const start = calls.findIndex(({ name, values }) => name === 'fillStyle' && values[0] === colour)
  const rest = calls.slice(start + 1)
  const end = rest.findIndex(({ name }) => name === 'fillStyle')
  return end === -1 ? rest : rest.slice(0, end)
}

const row = layout.rows[0]
const centre = row?.centre ?? NaN
const half = row?.half ?? NaN

describe('drawSpectrum(context, scene, data)', () => {
  it('draws a stem from zero to the value, on the common scale', () => {
    // 0.25 of an extent of 1: a quarter of the half height, upwards.
    const [[, top, , height] = []] = named(inColour(draw([0.25, 0, 0, 0]), 'method-stl'), 'rect')
    expect(height).toBeCloseTo(0.25 * half, 9)
    expect(top).toBeCloseTo(centre - 0.25 * half, 9)
  })

  it('draws a negative stem downwards from zero', () => {
    const [[, top, , height] = []] = named(inColour(draw([-0.5, 0, 0, 0]), 'method-stl'), 'rect')
    expect(top).toBe(centre)
    expect(height).toBeCloseTo(0.5 * half, 9)
  })

  it('draws nothing for a coefficient of zero or no number', () => {
    expect(named(inColour(draw([0, NaN, 0, 0]), 'method-stl'), 'rect')).toEqual([])
  })

  it('cuts a value beyond the extent at the edge and marks it with an arrow', () => {
    const stems = inColour(draw([3, 0, 0, 0]), 'method-stl')
    expect(named(stems, 'rect')[0]?.[3]).toBeCloseTo(half, 9)
    // The arrow's tip lies above the edge of the band; a square mark would have four corners.
    const corners = named(stems, 'lineTo')
    expect(corners).toHaveLength(2)
    expect(Math.min(...corners.map(([, y]) => Number(y)))).toBeLessThan(centre - half)
  })

  it('draws one hollow circle for each coefficient of the teacher that is not zero', () => {
    const arcs = named(draw([0, 0, 0, 0]), 'arc')
    expect(arcs).toHaveLength(1)
    expect(arcs[0]?.[1]).toBeCloseTo(centre - 0.5 * half, 9)
  })

  it('hangs the magnitude of the base under its line', () => {
    const bars = named(inColour(draw([0, 0, 0, 0]), 'base-bar'), 'fillRect')
    const top = layout.base?.top
    const height = layout.base?.height ?? NaN
    // Values 0.2 and -0.1 of an extent of 0.2: the whole band and half of it.
    expect(bars.slice(0, 2).map((bar) => [bar[1], bar[3]])).toEqual([
      [top, height],
      [top, 0.5 * height],
    ])
  })

  it('draws exact end points as ticks wherever they are not on the axis', () => {
    const before = named(draw([0, 0, 0, 0]), 'fillRect').length
    const after = named(draw([0, 0, 0, 0], [0.5, 0, 0.3, 0]), 'fillRect').length
    expect(after - before).toBe(2)
  })

  it('leaves an empty row empty but for its axis and teacher', () => {
    const { context, calls } = recordingContext()
    drawSpectrum(context, scene, { rows: [null], base: null })
    expect(named(calls, 'rect')).toEqual([])
    expect(named(calls, 'arc')).toHaveLength(1)
  })
})
