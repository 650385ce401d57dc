import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const css = readFileSync('src/styles/tokens.css', 'utf8')

type ThemeName = 'light' | 'dark' | 'projector'
const THEMES: ThemeName[] = ['light', 'dark', 'projector']

/** Declarations of one block of the style sheet, by name without the dashes. */
function declarations(selector: string): Map<string, string> {
  const start = css.indexOf(`${selector} {`)
  const block = css.slice(start, css.indexOf('\n}', start))
  return new Map(
    [...block.matchAll(/--([\w-]+):\s*([^;]+);/g)].map(([, name = '', value = '']) => [
      name,
      value,
    ]),
  )
}

const shared = declarations(':root')
const projector = declarations(":root[data-theme='projector']")

/** The colour of a token in a theme, as #rrggbb. */
function colourOf(theme: ThemeName, token: string): string {
  const text = (theme === 'projector' ? projector.get(token) : undefined) ?? shared.get(token) ?? ''
  const colours = text.match(/#[0-9a-f]{6}/g) ?? []
  const colour = colours[theme === 'dark' ? 1 : 0]
  if (colour === undefined) throw new Error(`no colour for ${token} in ${theme}: ${text}`)
  return colour
}

type Triple = [number, number, number]

/** Linear sRGB, 0 to 1. */
function linear(colour: string): Triple {
  const channel = (from: number): number => {
    const value = Number.parseInt(colour.slice(from, from + 2), 16) / 255
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  }
  return [channel(1), channel(3), channel(5)]
}

const luminance = ([red, green, blue]: Triple): number =>
  0.2126 * red + 0.7152 * green + 0.0722 * blue

/** Contrast ratio of WCAG 2.2, 1 to 21. */
function contrast(first: string, second: string): number {
  const [darker = 0, lighter = 0] = [luminance(linear(first)), luminance(linear(second))].sort(
    (a, b) => a - b,
  )
  return (lighter + 0.05) / (darker + 0.05)
}

/** CIE L*a*b* of linear sRGB, D65. */
function toLab([red, green, blue]: Triple): Triple {
  const f = (t: number): number => (t > 216 / 24389 ? Math.cbrt(t) : ((24389 / 27) * t + 16) / 116)
  const x = f((0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505)
  const y = f(luminance([red, green, blue]))
  const z = f((0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089)
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)]
}

/** Dichromatic vision on linear sRGB: Machado, Oliveira & Fernandes (2009), severity 1. */
const VISION: Record<string, Triple[]> = {
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
}

function seenBy(vision: string, colour: string): Triple {
  const seen = linear(colour)
  const rows = VISION[vision] ?? []
  const [red = 0, green = 0, blue = 0] = rows.map((row) => {
    const mixed = row[0] * seen[0] + row[1] * seen[1] + row[2] * seen[2]
    return Math.max(0, Math.min(1, mixed))
  })
  return toLab([red, green, blue])
}

const METHODS = ['stl', 'mtl', 'ptft', 'stl-lp', 'ptft-lp', 'lp-ft'].map((id) => `method-${id}`)
const pairs = METHODS.flatMap((first, index) =>
  METHODS.slice(index + 1).map((second): [string, string] => [first, second]),
)

/** Text on a surface, with the ratio that WCAG 2.2 AA asks of small text (1.4.3). */
const TEXT: [text: string, surface: string][] = [
  ...['ink', 'ink-soft', 'link', 'danger', ...METHODS].map((token): [string, string] => [
    token,
    'paper',
  ]),
  ['ink', 'paper-sunken'],
  ['ink-soft', 'paper-sunken'],
  ['accent-ink', 'accent'],
  ['accent-ink', 'ink-soft'],
]

/** Lines and shapes that carry meaning, with the ratio that 1.4.11 asks. */
const SHAPES = ['rule-strong', 'focus', 'base-bar']

describe.each(THEMES)('tokens.css in the %s theme', (theme) => {
  it.each(TEXT)('gives %s on %s a contrast of at least 4.5', (text, surface) => {
    expect(contrast(colourOf(theme, text), colourOf(theme, surface))).toBeGreaterThanOrEqual(4.5)
  })

  it.each(SHAPES)('gives %s on paper a contrast of at least 3', (token) => {
    expect(contrast(colourOf(theme, token), colourOf(theme, 'paper'))).toBeGreaterThanOrEqual(3)
  })

  // 2.3 units of CIE 1976 are just noticeable side by side (Mahy et al. 1994); twice that is asked
  // of every pair, since shape and dash tell the methods apart as well.
  it.each(Object.keys(VISION))('keeps the methods apart with %s', (vision) => {
    for (const [first, second] of pairs) {
      const [a, b] = [
        seenBy(vision, colourOf(theme, first)),
        seenBy(vision, colourOf(theme, second)),
      ]
      const distance = Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2])
      expect(distance, `${first} and ${second}`).toBeGreaterThan(4.6)
    }
  })

  it('keeps the three main methods apart in grey', () => {
    const lightness = METHODS.slice(0, 3).map((token) => toLab(linear(colourOf(theme, token)))[0])
    const sorted = lightness.toSorted((a, b) => a - b)
    const gaps = sorted.slice(1).map((value, index) => value - (sorted[index] ?? 0))
    expect(Math.min(...gaps)).toBeGreaterThan(2.3)
  })
})
