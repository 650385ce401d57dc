import { describe, expect, it } from 'vitest'
import { VectorContext } from '../../../src/charts/export/vectorContext.ts'
import { drawSpectrum } from '../../../src/charts/spectrum/drawSpectrum.ts'
import { layOutSpectrum } from '../../../src/charts/spectrum/spectrumLayout.ts'
import { namedTheme, recordingContext } from '../recordingContext.ts'

/** What a few calls leave, as elements. */
const drawn = (draw: (context: CanvasRenderingContext2D) => void): Element[] => {
  const context = new VectorContext('test')
  draw(context.asContext())
  const text = `<svg xmlns="http://www.w3.org/2000/svg">${context.markup()}</svg>`
  const { documentElement } = new DOMParser().parseFromString(text, 'image/svg+xml')
  expect(documentElement.querySelector('parsererror')).toBeNull()
  return [...documentElement.children]
}

const attributesOf = (node: Element | undefined): Record<string, string> =>
  Object.fromEntries([...(node?.attributes ?? [])].map(({ name, value }) => [name, value]))

describe('VectorContext', () => {
  it('fills and strokes paths with what is set at the time', () => {
    const [filled, stroked] = drawn((context) => {
      context.fillStyle = 'rgb(255, 0, 16)'
      context.globalAlpha = 0.5
      context.beginPath()
      context.moveTo(1, 2)
      context.lineTo(3, 4.005)
      context.closePath()
      context.fill()
      context.globalAlpha = 1
      context.strokeStyle = 'rgba(0, 0, 0, 0.25)'
      context.lineWidth = 1.5
      context.lineJoin = 'round'
      context.setLineDash([4, 2])
      context.stroke()
    })
    expect(attributesOf(filled)).toEqual({
      d: 'M1 2L3 4Z',
      fill: '#ff0010',
      'fill-opacity': '0.5',
    })
    expect(attributesOf(stroked)).toEqual({
      ...{ d: 'M1 2L3 4Z', fill: 'none', stroke: '#000000', 'stroke-opacity': '0.25' },
      ...{ 'stroke-width': '1.5', 'stroke-linejoin': 'round', 'stroke-dasharray': '4 2' },
    })
  })

  it('draws a circle as two arcs from where the path is', () => {
    const [circle] = drawn((context) => {
      context.beginPath()
      context.moveTo(15, 10)
      context.arc(10, 10, 5, 0, 2 * Math.PI)
      context.fill()
    })
    expect(circle?.getAttribute('d')).toBe('M15 10A5 5 0 0 1 5 10A5 5 0 0 1 15 10')
  })

  it('draws a quarter of a circle as one arc, led to by a line', () => {
    const [arc] = drawn((context) => {
      context.beginPath()
      context.moveTo(0, 0)
      context.arc(0, 0, 2, 0, Math.PI / 2)
      context.stroke()
    })
    expect(arc?.getAttribute('d')).toBe('M0 0L2 0A2 2 0 0 1 0 2')
  })

  it('passes over what is no number, as a canvas does', () => {
    const parts = drawn((context) => {
      context.beginPath()
      context.moveTo(NaN, 1)
      context.lineTo(1, 1)
      context.lineTo(Infinity, 2)
      context.arc(1, NaN, 1, 0, 1)
      context.rect(0, 0, NaN, 1)
      context.stroke()
      context.fillRect(NaN, 0, 1, 1)
      context.strokeRect(0, 0, 1, NaN)
      context.beginPath()
      context.fill()
    })
    expect(parts.map((part) => part.getAttribute('d'))).toEqual(['M1 1'])
  })

  it('clips until the state that clipped ends, even if it never does', () => {
    const [clip, group, after] = drawn((context) => {
      context.save()
      context.beginPath()
      context.rect(0, 0, 10, 5)
      context.clip()
      context.fillRect(1, 1, 2, 2)
      context.restore()
      context.fillRect(3, 3, 1, 1)
      context.save()
      context.clip()
      context.fillRect(4, 4, 1, 1)
    })
    expect(clip?.localName).toBe('clipPath')
    expect(clip?.firstElementChild?.getAttribute('d')).toBe('M0 0h10v5h-10Z')
    expect(group?.getAttribute('clip-path')).toBe(`url(#${clip?.id ?? ''})`)
    expect(group?.childElementCount).toBe(1)
    expect(after?.localName).toBe('rect')
  })

  it('has one mark for each that a chart draws on a canvas', () => {
    const groups = [{ id: 'shared', label: 'shared', features: [0, 1, 2], crowded: false }]
    const rows = [{ id: 'one', label: 'One', colourToken: 'method-stl', mark: 'circle' as const }]
    const layout = layOutSpectrum({
      ...{ width: 900, rem: 16, strokeScale: 1, groups, rowCount: 1, rowHeight: 8 },
      ...{ tallestText: 0, hasAside: false, hasBase: false },
    })
    const theme = { ...namedTheme, colour: () => 'rgb(1, 2, 3)' }
    const scene = {
      ...{
        layout,
        theme,
        groups,
        rows,
        teacher: [1, 0, 0.5],
        extent: 1,
        tick: 1,
        base: null,
        lit: null,
      },
    }
    const data = { rows: [[0.9, 0.1, 0.4]], base: null }
    const recorder = recordingContext()
    drawSpectrum(recorder.context, scene, data)
    const parts = drawn((context) => drawSpectrum(context, scene, data))
    const painting = recorder.calls.filter(({ name }) => /^(fill|stroke)(Rect)?$/.test(name))
    expect(painting).not.toHaveLength(0)
    expect(parts).toHaveLength(painting.length)
    const arcs = recorder.calls.filter(({ name }) => name === 'arc')
    const paths = parts.map((part) => part.getAttribute('d') ?? '').join('')
    expect(paths.match(/A/g)).toHaveLength(2 * arcs.length)
  })
})
