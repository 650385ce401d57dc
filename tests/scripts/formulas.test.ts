import { fileURLToPath } from 'node:url'
import { createServer } from 'vite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ViteDevServer } from 'vite'
import { formulas } from '../../scripts/vite/formulas.ts'
import { renderFormulas } from '../../scripts/vite/renderFormulas.ts'

const SYMBOLS = { c: 'c', alpha: '\\alpha', root: '\\sqrt{x}' }

/** Everything that KaTeX sets by inline styles: roots, fractions, large signs, raised terms. */
const RICH =
  '\\sum_d \\Bigl[ \\frac{\\sym{c}^2}{\\sqrt{\\sym{alpha}}} \\Bigr] + \\underbrace{x}_{\\text{why}}'

/** The declared classes of a sheet, with their declarations. */
const rulesOf = (css: string): Map<string, string> =>
  new Map(css.split('\n').map((line) => [/^\.([\w-]+)/.exec(line)?.[1] ?? '', line]))

describe('renderFormulas(table, symbols)', () => {
  it('writes markup without inline styles, for eyes and for screen readers', () => {
    const { html } = renderFormulas({ rich: RICH }, SYMBOLS)
    expect(html['rich']).toContain('<math')
    expect(html['rich']).toContain('aria-hidden="true"')
    expect(html['rich']).not.toMatch(/\sstyle=/)
    // The source would be read aloud by some, and is of no use to anybody.
    expect(html['rich']).not.toContain('annotation')
  })

  it('has a rule for every class that stands for a style, and no other', () => {
    const { html, css } = renderFormulas({ rich: RICH, again: '\\frac{1}{2}' }, SYMBOLS)
    const used = new Set(
      Object.values(html).flatMap((one) =>
        Array.from(one.matchAll(/inline-[0-9a-z]+/g), ([id]) => id),
      ),
    )
    expect(used.size).toBeGreaterThan(5)
    expect(new Set(rulesOf(css).keys())).toEqual(used)
    for (const rule of rulesOf(css).values()) {
      expect(rule).toMatch(/^\.inline-[0-9a-z]+\{([a-z-]+:[^;{}]+ !important;?)+\}$/)
    }
  })

  it('gives the same style the same class, in one formula or in two tables', () => {
    const half = '\\frac{1}{2}'
    const one = renderFormulas({ a: half, b: half }, SYMBOLS)
    const other = renderFormulas({ c: half, rich: RICH }, SYMBOLS)
    expect(one.html['a']).toBe(one.html['b'])
    expect(other.html['c']).toBe(one.html['a'])
    const rules = rulesOf(other.css)
    for (const [name, rule] of rulesOf(one.css)) expect(rules.get(name)).toBe(rule)
    const bodies = [...rules.values()].map((rule) => rule.replace(/^[^{]*/, ''))
    expect(new Set(bodies).size).toBe(bodies.length)
  })

  it('marks symbols by their name wherever they stand', () => {
    const { html } = renderFormulas({ rich: RICH }, SYMBOLS)
    const rich = html['rich'] ?? ''
    const named = Array.from(rich.matchAll(/data-symbol="(\w+)"/g), ([, id = '']) => id)
    expect(named.sort()).toEqual(['alpha', 'c'])
    // In the order in which they are read: a denominator stands before its numerator in the markup.
    expect(rich).toContain('data-symbols="c alpha"')
  })

  it.each([
    ['an unknown command', '\\nonsense', 'nonsense'],
    ['an open brace', '\\frac{1}{', 'end of input'],
    ['an unknown symbol', '\\sym{nobody}', 'nobody'],
    ['an inherited name', '\\sym{constructor}', 'constructor'],
    ['other HTML', '\\htmlStyle{color: red}{x}', 'htmlStyle'],
    ['a font that is not brought', '\\mathcal{L}', 'mathcal'],
    ['signs of such a font', 'a \\lesssim b', 'amsrm'],
    ['a character that TeX does not take', 'ü', 'ü'],
  ])('names the formula that cannot be set: %s', (_, tex, reason) => {
    const attempt = () => renderFormulas({ good: 'x', bad: tex }, SYMBOLS)
    expect(attempt).toThrow('invalid formula “bad”')
    expect(attempt).toThrow(reason)
  })
})

describe('formulas()', () => {
  let server: ViteDevServer

  beforeAll(async () => {
    server = await createServer({
      configFile: false,
      logLevel: 'silent',
      optimizeDeps: { noDiscovery: true },
      server: { middlewareMode: true, ws: false, watch: null },
      plugins: [formulas()],
    })
  })

  afterAll(() => server.close())

  const inProject = (path: string): string =>
    fileURLToPath(new URL(`../../${path}`, import.meta.url))
  const FILE = inProject('src/reading/symbols.tex.json')

  it('turns a file of TeX into a module of the same names, which brings its style sheets', async () => {
    const code = (await server.transformRequest(FILE))?.code ?? ''
    expect(code).toContain('<math')
    expect(code).not.toContain('style=')
    expect(code).toContain('katex.min.css')
    expect(code).toContain('symbols.tex.json.css')
    expect((await server.transformRequest(`${FILE}.css`))?.code).toContain('.inline-')
  })

  it('leaves of the fonts those that are used, each in one format', async () => {
    const code =
      (await server.transformRequest(inProject('node_modules/katex/dist/katex.min.css')))?.code ??
      ''
    const fonts = Array.from(code.matchAll(/KaTeX_([\w-]+)\.woff2/g), ([, name]) => name)
    expect(new Set(fonts)).toEqual(
      new Set(['Main-Regular', 'Math-Italic', ...[1, 2, 3, 4].map((n) => `Size${n}-Regular`)]),
    )
    expect(code).not.toMatch(/\.woff\b|\.ttf\b/)
  })
})
