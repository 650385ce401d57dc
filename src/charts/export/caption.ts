/** Text under a picture, broken into lines. */
import { paintAttributes } from './colour.ts'
import { element, escapeText } from './markup.ts'
import { fontAttributes, widthOf, type Font } from './texts.ts'

const SHARE_OF_SIZE = 0.7

/** A number such as 1.9e-5 with its power of ten raised. */
const NUMBER = /(\d)e([-+]?\d+)/g

/** A line's markup: powers of ten are raised. */
const raised = (text: string, { size }: Font): string =>
  escapeText(text).replaceAll(NUMBER, (_, digits: string, exponent: string) => {
    const up = 0.38 * size
    const power = String(Number(exponent)).replace('-', '−')
    const look = { dy: -up, 'font-size': SHARE_OF_SIZE * size }
    // What follows stands on the line again.
    return `${digits}·10${element('tspan', look, power)}${element('tspan', { dy: up }, '\u200b')}`
  })

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
    if (line !== '' && widthOf(longer.replaceAll(NUMBER, '$1·10$2'), font) > width) {
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
      return element('tspan', { x: left, y: y - 0.4 * font.size }, raised(line, font))
    })
    const look = { ...fontAttributes(font), ...paintAttributes('fill', colour) }
    const set = element('text', look, lines.join(''))
    return href === undefined ? set : element('a', { href, target: '_blank' }, set)
  })
  return { markup: markup.join(''), height: y - top }
}
