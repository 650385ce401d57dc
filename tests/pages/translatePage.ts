/**
 * What a browser's translation does to a page, as React's own issue 11538 and others report it:
 * every text is taken out, and two nested font elements with its translation take its place.
 * Here each translation is the text in capitals, so that it can be told from the original.
 */

/** Not translated: code, drawings, and what says so. */
const LEFT_ALONE = 'script, style, svg, textarea, [translate=no]'

const textsUnder = (root: Node): Text[] => {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT)
  const texts: Text[] = []
  while (walker.nextNode()) {
    const text = walker.currentNode
    if (!(text instanceof Text) || text.data.trim() === '') continue
    if (text.parentElement?.closest(LEFT_ALONE) === null) texts.push(text)
  }
  return texts
}

/** The element that translators take, since no page of today has any. */
const FONT: string = 'font'

const translationOf = (text: Text): HTMLElement => {
  const outer = document.createElement(FONT)
  const inner = document.createElement(FONT)
  inner.append(text.data.toUpperCase())
  outer.append(inner)
  return outer
}

/** Ways in which translators put their words in place of a text. */
export const WAYS: Readonly<Record<string, (text: Text) => void>> = {
  exchange: (text) => text.replaceWith(translationOf(text)),
  'insert and take out': (text) => {
    text.before(translationOf(text))
    text.remove()
  },
  wrap: (text) => {
    const outer = document.createElement(FONT)
    text.replaceWith(outer)
    outer.append(text)
  },
}

/** Translates all that stands under the root now. */
export const translatePage = (root: Node, way = WAYS['exchange']): void => {
  for (const text of textsUnder(root)) way?.(text)
}
