/** What a reader of the prerendered article finds in a chapter, at its deepest reading. */
import { article } from '../../src/entries/prerender.tsx'
import type { ChapterId } from '../../src/protocol/chapters.ts'

/** The markup from `start` on up to the end of the element that begins there. */
const elementAt = (html: string, start: number): string => {
  const name = /^<([a-z0-9]+)/.exec(html.slice(start, start + 20))?.[1] ?? ''
  let depth = 0
  for (const match of html.slice(start).matchAll(new RegExp(`<(/?)${name}[ >]`, 'g'))) {
    depth += match[1] === '/' ? -1 : 1
    if (depth === 0) return html.slice(start, start + match.index + match[0].length)
  }
  return html.slice(start)
}

/** Formulas stand twice in the page: for screen readers, which is kept, and for eyes. */
const withoutDrawnFormulas = (html: string): string => {
  let left = html
  for (;;) {
    const start = left.indexOf('<span class="katex-html"')
    if (start === -1) return left
    left = left.replace(elementAt(left, start), '')
  }
}

const ENTITIES: Readonly<Record<string, string>> = { '&amp;': '&', '&#x27;': '’', '&quot;': '"' }

/** The chapter's words, with single spaces between them. */
export const chapterText = (chapter: ChapterId): string => {
  const start = article.indexOf(`<section id="${chapter}"`)
  return withoutDrawnFormulas(elementAt(article, start))
    .replace(/<\/(p|dt|dd|h2|h3|li|figcaption)>/g, ' ')
    .replace(/<[^>]*>/g, '')
    .replace(/&(amp|#x27|quot);/g, (entity) => ENTITIES[entity] ?? entity)
    .replace(/\s+/g, ' ')
}
