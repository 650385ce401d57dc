import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { normalizePath, type Plugin } from 'vite'
import { renderFormulas, type RenderedFormulas, type TexTable } from './renderFormulas.ts'

/** The TeX of single symbols, which formulas name by `\sym{…}`. */
const SYMBOLS = fileURLToPath(new URL('../../src/reading/symbols.tex.json', import.meta.url))

/** By its place: a bare name would be left to Node where the article is prerendered. */
const KATEX_STYLES = normalizePath(fileURLToPath(import.meta.resolve('katex/dist/katex.min.css')))

const FORMULA_FILE = /\.tex\.json$/
const STYLES = '.css'

const readTable = (file: string): TexTable => JSON.parse(readFileSync(file, 'utf8')) as TexTable

const renderFile = (file: string): RenderedFormulas => {
  try {
    return renderFormulas(readTable(file), readTable(SYMBOLS))
  } catch (error) {
    throw new Error(`${file}: ${error instanceof Error ? error.message : ''}`, { cause: error })
  }
}

/** The fonts that formulas are set in; what needs another one is refused (renderFormulas.ts). */
const FONTS =
  /font-family:"?KaTeX_(?:Main;font-style:normal;font-weight:400|Math;font-style:italic;font-weight:400|Size[1-4];)/

/** Of KaTeX's fonts those that are used, each in the one format that every browser reads. */
const onlyUsedFonts = (css: string): string =>
  css
    .replace(/@font-face\{[^}]*\}/g, (face) => (FONTS.test(face) ? face : ''))
    .replace(/,\s*url\([^)]*\.(?:woff|ttf)\)\s*format\("[^"]*"\)/g, '')

/**
 * Turns a file of TeX (`name.tex.json`: names with their TeX) into a module of the same names with
 * their markup, and brings the style sheets that the markup needs.
 */
export const formulas = (): Plugin => ({
  name: 'formulas',
  enforce: 'pre',
  resolveId: (id) => (id.endsWith(`.tex.json${STYLES}`) ? id : null),
  load(id) {
    const file = id.slice(0, -STYLES.length)
    if (id.endsWith(STYLES) && FORMULA_FILE.test(file)) return renderFile(file).css
    if (!FORMULA_FILE.test(id)) return null
    this.addWatchFile(SYMBOLS)
    const code = [
      `import ${JSON.stringify(KATEX_STYLES)}`,
      `import ${JSON.stringify(id + STYLES)}`,
      `export default ${JSON.stringify(renderFile(id).html)}`,
    ].join('\n')
    return { code, moduleType: 'js' }
  },
  transform: {
    filter: { id: /katex\.min\.css/ },
    handler: (css) => onlyUsedFonts(css),
  },
})
