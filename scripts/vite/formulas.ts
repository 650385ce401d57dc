import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Plugin } from 'vite'
import { renderFormulas, type RenderedFormulas, type TexTable } from './renderFormulas.ts'

/** The TeX of single symbols, which formulas name by `\sym{…}`. */
const SYMBOLS = fileURLToPath(new URL('../../src/reading/symbols.tex.json', import.meta.url))

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

/** Of each font the one format that every browser with modules reads. */
const onlyWoff2 = (css: string): string =>
  css.replace(/,\s*url\([^)]*\.(?:woff|ttf)\)\s*format\("[^"]*"\)/g, '')

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
      `import 'katex/dist/katex.min.css'`,
      `import ${JSON.stringify(id + STYLES)}`,
      `export default ${JSON.stringify(renderFile(id).html)}`,
    ].join('\n')
    return { code, moduleType: 'js' }
  },
  transform: {
    filter: { id: /katex\.min\.css/ },
    handler: (css) => onlyWoff2(css),
  },
})
