/** Formulas are set when the site is built: no KaTeX code reaches a browser. */
import katex from 'katex'

/** Names with their TeX. */
export type TexTable = Readonly<Record<string, string>>

export interface RenderedFormulas {
  /** Names with their HTML and MathML, without inline styles. */
  html: Record<string, string>
  /** The rules of the classes that stand in for the inline styles. */
  css: string
}

/** `\sym{c}`: the symbol of that name, marked so that words and values can point at it. */
const SYMBOL = /\\sym\{([^{}]*)\}/g

const markSymbols = (tex: string, symbols: TexTable): string =>
  tex.replace(SYMBOL, (_, name: string) => {
    const symbol = Object.hasOwn(symbols, name) ? symbols[name] : undefined
    if (symbol === undefined) throw new Error(`there is no symbol “${name}”`)
    return `\\htmlData{symbol=${name}}{${symbol}}`
  })

/** The 32-bit FNV-1a hash: short names that depend on nothing but the text. */
const hashOf = (text: string): string => {
  let hash = 0x811c9dc5
  for (const character of text) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193)
  }
  return (hash >>> 0).toString(36)
}

/** Moves every inline style of the markup into a class; the same style is the same class. */
const withoutStyles = (markup: string, classes: Map<string, string>): string =>
  markup.replace(/<[a-z][^>]*>/g, (tag) => {
    const style = / style="([^"]*)"/.exec(tag)?.[1]
    if (style === undefined) return tag
    const name = `inline-${hashOf(style)}`
    const known = classes.get(name)
    if (known !== undefined && known !== style) throw new Error(`two styles are named ${name}`)
    classes.set(name, style)
    const bare = tag.replace(/ style="[^"]*"/, '')
    return bare.includes(' class="')
      ? bare.replace(' class="', ` class="${name} `)
      : bare.replace(/^<[a-z]+/, (start) => `${start} class="${name}"`)
  })

/** The names of its symbols in the order of the TeX, which is not that of the markup. */
const namesIn = (tex: string): string[] => [
  ...new Set(Array.from(tex.matchAll(SYMBOL), ([, name = '']) => name)),
]

const render = (tex: string): string =>
  katex
    .renderToString(tex, {
      output: 'htmlAndMathml',
      // Only data attributes, and only those that markSymbols writes.
      trust: ({ command }) => {
        // Refused, a command would be set as red text.
        if (command !== '\\htmlData') throw new Error(`${command} is not allowed`)
        return true
      },
      strict: (code: string) => (code === 'htmlExtension' ? 'ignore' : 'error'),
    })
    // The TeX itself, which no browser shows.
    .replace(/<annotation.*?<\/annotation>/s, '')

/** Classes of letters in fonts that the page does not bring: bold, script, sans serif, AMS … */
const OTHER_FONT =
  /class="[^"]*\b(?:(?:math|text)(?:bb|bf|boldsf|cal|frak|it|itsf|scr|sf|tt)|boldsymbol|amsrm)\b/

const checked = (markup: string): string => {
  const found = OTHER_FONT.exec(markup)?.[0]
  if (found !== undefined) throw new Error(`it needs a font that is not brought (${found})`)
  return markup
}

/** @throws Error naming the formula that cannot be set, and why. */
export const renderFormulas = (table: TexTable, symbols: TexTable): RenderedFormulas => {
  const classes = new Map<string, string>()
  const html: Record<string, string> = {}
  for (const [name, tex] of Object.entries(table)) {
    try {
      const markup = withoutStyles(checked(render(markSymbols(tex, symbols))), classes)
      html[name] = `<span data-symbols="${namesIn(tex).join(' ')}">${markup}</span>`
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      throw new Error(`invalid formula “${name}”: ${reason}`, { cause: error })
    }
  }
  // What was written in a tag wins over any style sheet.
  const css = [...classes]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(
      ([name, style]) =>
        `.${name}{${style.replace(/;?$/, '').replaceAll(';', ' !important;')} !important}`,
    )
    .join('\n')
  return { html, css }
}
