import { beforeEach, describe, expect, it, vi } from 'vitest'
import { brokenLines, setParagraphs } from '../../../src/charts/export/caption.ts'
import { paintAttributes, readColour } from '../../../src/charts/export/colour.ts'
import { csvOf } from '../../../src/charts/export/csv.ts'
import { element, escapeText } from '../../../src/charts/export/markup.ts'

describe('readColour', () => {
  it.each([
    ['rgb(27, 26, 24)', '#1b1a18', 1],
    ['rgba(0, 0, 0, 0)', '#000000', 0],
    ['rgb(255 255 255 / 50%)', '#ffffff', 0.5],
    ['color(srgb 1 0.5 0 / 0.78)', '#ff8000', 0.78],
    ['color(srgb 0 0 1e-7)', '#000000', 1],
    ['transparent', '#000000', 0],
    ['none', '#000000', 0],
    ['#12ab34', '#12ab34', 1],
  ])('%s', (css, colour, opacity) => {
    expect(readColour(css)).toEqual({ colour, opacity })
  })

  it('says nothing of an opacity of 1, and none where nothing is seen', () => {
    expect(paintAttributes('fill', 'rgb(0, 0, 0)')).toEqual({ fill: '#000000' })
    expect(paintAttributes('stroke', 'rgb(0, 0, 0)', 0)).toEqual({ stroke: 'none' })
  })
})

describe('element', () => {
  it('writes what XML allows', () => {
    expect(element('a', { b: '"<&>"', c: 1.23456, d: undefined }, escapeText('x < \u0000y'))).toBe(
      '<a b="&quot;&lt;&amp;&gt;&quot;" c="1.23">x &lt; y</a>',
    )
  })

  it('refuses a place that is no number', () => {
    expect(() => element('a', { x: NaN })).toThrow(RangeError)
  })
})

describe('a caption', () => {
  // Without a canvas a letter counts as half the size wide.
  beforeEach(() => {
    vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(null)
  })
  const font = { family: 'Inter', size: 10, weight: '400', style: 'normal' }

  it('is broken between words, and within what is longer than a line', () => {
    expect(brokenLines('one two three', 40, font)).toEqual(['one two', 'three'])
    expect(brokenLines('https://a.example/bcdef', 50, font)).toEqual([
      'https://a.',
      'example/bc',
      'def',
    ])
  })

  it('raises powers of ten, and links where it is told', () => {
    const { markup, height } = setParagraphs(
      [
        {
          text: 'error 1.9e-5 now',
          font,
          colour: 'rgb(0,0,0)',
          href: 'https://a.example/#b&c',
          above: 4,
        },
      ],
      { left: 5, top: 0, width: 500 },
    )
    const whole = `<svg xmlns="http://www.w3.org/2000/svg">${markup}</svg>`
    const { documentElement } = new DOMParser().parseFromString(whole, 'image/svg+xml')
    expect(documentElement.textContent.replaceAll('\u200b', '')).toBe('error 1.9·10−5 now')
    const anchor = documentElement.querySelector('a')
    expect(anchor?.getAttribute('href')).toBe('https://a.example/#b&c')
    expect(height).toBeCloseTo(18.5)
  })
})

describe('csvOf', () => {
  it('writes full precision, quotes what needs it, and leaves out what is unknown', () => {
    const text = csvOf(
      {
        columns: ['name, of it', 'x'],
        rows: [
          ['say "x"', 1 / 3],
          ['', NaN],
          ['b', null],
          ['c', 0],
          ['=1+1', -0.5],
        ],
      },
      ['a title\nin two lines'],
    )
    expect(text.split('\r\n')).toEqual([
      '# a title in two lines',
      '"name, of it",x',
      '"say ""x""",0.3333333333333333',
      ',',
      'b,',
      'c,0',
      // A text is never a formula (OWASP, CSV injection); a negative number stays one.
      "'=1+1,-0.5",
      '',
    ])
  })
})
