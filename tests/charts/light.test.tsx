/** What stands out keeps its strength, and everything else is drawn paler, in every chart. */
import { describe, expect, it } from 'vitest'
import { drawDial, type DialScene } from '../../src/charts/dial/drawDial.ts'
import { layOutDial } from '../../src/charts/dial/dialLayout.ts'
import { drawLadder } from '../../src/charts/ladder/drawLadder.ts'
import { layOutLadder } from '../../src/charts/ladder/ladderLayout.ts'
import { drawLoss } from '../../src/charts/loss/drawLoss.ts'
import { domainsFor, layOutLoss } from '../../src/charts/loss/lossLayout.ts'
import { drawSpectrum } from '../../src/charts/spectrum/drawSpectrum.ts'
import { layOutSpectrum } from '../../src/charts/spectrum/spectrumLayout.ts'
import { namedTheme, recordingContext } from './recordingContext.ts'

interface Mark {
  colour: string
  alpha: number
  lineWidth: number
}

/** Every filled or stroked path, with how it was drawn. */
const marksOf = (draw: (context: CanvasRenderingContext2D) => void): Mark[] => {
  const { context, calls } = recordingContext()
  draw(context)
  const pen = { fillStyle: '', strokeStyle: '', globalAlpha: 1, lineWidth: 1 }
  const saved: (typeof pen)[] = []
  const marks: Mark[] = []
  for (const { name, values } of calls) {
    if (name in pen) Object.assign(pen, { [name]: values[0] })
    else if (name === 'save') saved.push({ ...pen })
    else if (name === 'restore') Object.assign(pen, saved.pop())
    else if (/^(fill|stroke|fillRect)$/.test(name)) {
      const colour = name === 'stroke' ? pen.strokeStyle : pen.fillStyle
      marks.push({ colour, alpha: pen.globalAlpha, lineWidth: pen.lineWidth })
    }
  }
  return marks
}

/** The different strengths of the marks of a colour, the strongest first. */
const strengths = (marks: readonly Mark[], colour: string): number[] =>
  [...new Set(marks.filter((mark) => mark.colour === colour).map(({ alpha }) => alpha))].sort(
    (a, b) => b - a,
  )

const PALE = 0.2

describe('drawSpectrum(…)', () => {
  const groups = [
    { id: 'shared', label: 'shared', features: [0], crowded: false },
    { id: 'unused', label: 'unused', features: [1], crowded: false },
  ]
  const rows = [
    { id: 'stl', label: 'Single task', colourToken: 'method-stl', mark: 'square' },
    { id: 'ptft', label: 'Finetuned', colourToken: 'method-ptft', mark: 'circle' },
  ] as const
  const layout = layOutSpectrum({
    ...{ width: 900, rem: 16, strokeScale: 1, groups, rowCount: 2, rowHeight: 8 },
    ...{ tallestText: 0, hasAside: false, hasBase: true },
  })
  const drawn = (lit: string | null): Mark[] => {
    const base = { label: 'before', values: [0.2, 0.1], extent: 0.2 }
    const scene = { layout, theme: namedTheme, groups, rows, teacher: [0.5, 0.5], extent: 1 }
    const values = [0.4, 0.3]
    const data = { rows: [values, values], base: null, exact: [values, values] }
    return marksOf((context) =>
      drawSpectrum(
        context,
        { ...scene, tick: null, base, lit },
        { ...data, minimum: [null, values] },
      ),
    )
  }

  it('draws everything alike while nothing is lit', () => {
    expect(new Set(drawn(null).map(({ alpha }) => alpha))).toEqual(new Set([1]))
  })

  it.each([
    { lit: 'group:shared', stl: [1, PALE], ptft: [1, PALE], teacher: [1, PALE], base: [1, PALE] },
    { lit: 'row:stl', stl: [1], ptft: [PALE], teacher: [1, PALE], base: [PALE] },
    { lit: 'teacher', stl: [PALE], ptft: [PALE], teacher: [1], base: [PALE] },
    { lit: 'base', stl: [PALE], ptft: [PALE], teacher: [PALE], base: [1] },
    { lit: 'exact', stl: [PALE], ptft: [PALE], teacher: [PALE], base: [PALE] },
  ])('$lit stands out', ({ lit, ...expected }) => {
    const marks = drawn(lit)
    expect({
      stl: strengths(marks, 'method-stl'),
      ptft: strengths(marks, 'method-ptft'),
      teacher: strengths(marks, 'ink'),
      base: strengths(marks, 'base-bar'),
    }).toEqual(expected)
  })

  it('draws exact ends, and the minimum, at full strength only where they are lit', () => {
    const pale = (lit: string): number =>
      drawn(lit).filter(({ colour, alpha }) => colour === 'rule-strong' && alpha < 1).length
    // Two ticks in each of two rows, and one stroke of all diamonds.
    expect([pale('teacher'), pale('exact'), pale('minimum')]).toEqual([5, 1, 4])
  })

  it('also makes the teacher’s circles heavier', () => {
    const width = (lit: string | null) =>
      drawn(lit).find(({ colour }) => colour === 'ink')?.lineWidth ?? NaN
    expect(width('teacher')).toBeGreaterThan(width(null))
  })
})

describe('drawLoss(…)', () => {
  const panels = [
    { id: 'main', title: 'main', xLabel: 'steps', widthShare: 1, xDomain: [1, 100] },
  ] as const
  const series = ['stl', 'ptft'].map((id) => ({
    ...{ id, panel: 'main', label: id, colourToken: `method-${id}`, dash: 'solid' as const },
  }))
  const points = { x: [1, 10], y: [1, 0.1], length: 2 }
  const data = { series: { stl: points, ptft: points }, cursor: null }
  const domains = domainsFor({ panels, series, yDomain: [1e-3, 1], floor: 1e-12 }, data)
  const layout = layOutLoss({
    ...{ width: 900, height: 300, rem: 16, panels, series, yLabel: 'loss', domains },
  })
  const drawn = (lit: string | null): Mark[] =>
    marksOf((context) =>
      drawLoss(context, { layout, theme: namedTheme, series, lit }, { data, pick: null }),
    )

  it('makes one curve heavier and the others paler', () => {
    const [plain, marks] = [drawn(null), drawn('series:ptft')]
    expect(strengths(marks, 'method-stl')).toEqual([PALE])
    expect(strengths(marks, 'method-ptft')).toEqual([1])
    const width = (all: readonly Mark[]) =>
      all.find(({ colour }) => colour === 'method-ptft')?.lineWidth ?? NaN
    expect(width(marks)).toBeGreaterThan(width(plain))
    expect(strengths(plain, 'method-stl')).toEqual([1])
  })
})

describe('drawLadder(…)', () => {
  const line = { id: 'ft', label: 'finetuned', colourToken: 'method-ptft', dash: 'solid' } as const
  const rival = { id: 'st', label: 'single', colourToken: 'method-stl', dash: 'dashed' } as const
  const data = { x: [0.1, 1], values: [0.1, 0.2], line: [0.1, 0.2], rivals: [[1, 1]] }
  const layout = layOutLadder({
    ...{ width: 900, height: 300, rem: 16, x: data.x, scale: 'logarithmic', yDomain: [1e-3, 1] },
    labelLength: 9,
  })
  const drawn = (lit: string | null): Mark[] =>
    marksOf((context) =>
      drawLadder(
        context,
        { layout, theme: namedTheme, line, rivals: [rival], row: null, lit },
        data,
      ),
    )

  it('makes one line heavier and the others paler, dots too', () => {
    expect(strengths(drawn('line:st'), 'method-stl')).toEqual([1])
    expect(Math.max(...strengths(drawn('line:st'), 'method-ptft'))).toBe(PALE)
    expect(strengths(drawn('line:ft'), 'method-ptft')).toEqual(
      strengths(drawn(null), 'method-ptft'),
    )
    expect(strengths(drawn('line:ft'), 'method-stl')).toEqual([PALE])
  })
})

describe('drawDial(…)', () => {
  const lanes = ['ptft', 'mtl'].map((id) => ({
    ...{ id, label: id, colourToken: `method-${id}`, mark: 'circle', dash: 'solid' },
  })) as unknown as DialScene['lanes']
  const layout = layOutDial({ width: 900, rem: 16, ratioDomain: [1e-3, 1e3] })
  const place = { ratio: 1, order: 1.2, dependence: -0.2 }
  const dots = [
    { feature: 0, group: 'old', ...place },
    { feature: 1, group: 'new', ...place },
  ]
  const curve = { ratio: [0.1, 1], order: [1.1, 1.2] }
  const drawn = (lit: string | null): Mark[] =>
    marksOf((context) =>
      drawDial(
        context,
        { layout, theme: namedTheme, lanes, band: { from: 1.15, to: 1.5 }, picked: null, lit },
        { dots: [dots, dots], curves: [curve, curve] },
      ),
    )

  it('makes the other lane paler, and only for a lane', () => {
    expect(strengths(drawn('lane:ptft'), 'method-ptft')).toEqual([1])
    expect(strengths(drawn('lane:ptft'), 'method-mtl')).toEqual([PALE])
    expect(strengths(drawn('band'), 'method-mtl')).toEqual([1])
  })

  it('makes the dots of the other group paler', () => {
    expect(strengths(drawn('dots:old'), 'method-ptft')).toEqual([1, PALE])
    expect(strengths(drawn('dots:none'), 'paper')).toEqual([PALE])
  })

  it('makes the line, or its nested part, heavier', () => {
    const widest = (lit: string | null) =>
      Math.max(
        ...drawn(lit)
          .filter(({ colour }) => colour === 'ink')
          .map(({ lineWidth }) => lineWidth),
      )
    expect(widest('band')).toBeGreaterThan(widest(null))
    const line = (lit: string | null) =>
      drawn(lit).find(({ colour }) => colour === 'rule-strong')?.lineWidth ?? NaN
    expect(line('line')).toBeGreaterThan(line(null))
  })
})
