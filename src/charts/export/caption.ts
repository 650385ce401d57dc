/** Text under a picture, broken into lines. */
import { paintAttributes } from './colour.ts'
import { element, escapeText } from './markup.ts'
import { fontAttributes, widthOf, type Font } from './texts.ts'

/** Splits what is longer than a line, such as an address. */
const pieces = (word: string, width: number, font: Font): string[] => {
  if (widthOf(word, font) <= width) return [word]
  const found: string[] = []
  let piece = ''
  for (const letter of word) {
    if (piece !== '' && widthOf(piece + letter, font) > width) {
      found.push(piece)
      piece = ''
    }
    piece += letter
  }
  return [...found, piece]
}

/** The text in lines that are at most so wide, in pixels. */
export const brokenLines = (text: string, width: number, font: Font): string[] => {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(/\s+/).flatMap((one) => pieces(one, width, font))) {
    const longer = line === '' ? word : `${line} ${word}`
    if (line !== '' && widthOf(longer, font) > width) {
      lines.push(line)
      line = word
    } else line = longer
  }
  return line === '' ? lines : [...lines, line]
}

export interface Paragraph {
  text: string
  font: Font
  colour: string
  /** Where the words lead. */
  href?: string
  /** Pixels above the first line. */
  above: number
}

const LINE_HEIGHT = 1.45

interface Place {
  left: number
  top: number
  width: number
}

/** Paragraphs one below the other, and how high they are together. */
export const setParagraphs = (
  paragraphs: readonly Paragraph[],
  { left, top, width }: Place,
): { markup: string; height: number } => {
  let y = top
  const markup = paragraphs.map(({ text, font, colour, href, above }) => {
    y += above
    const lines = brokenLines(text, width, font).map((line) => {
      y += LINE_HEIGHT * font.size
      return element('tspan', { x: left, y: y - 0.4 * font.size }, escapeText(line))
    })
    const look = { ...fontAttributes(font), ...paintAttributes('fill', colour) }
    const set = element('text', look, lines.join(''))
    return href === undefined ? set : element('a', { href, target: '_blank' }, set)
  })
  return { markup: markup.join(''), height: y - top }
}
