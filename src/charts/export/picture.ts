/**
 * A figure as one SVG that stands by itself: its charts as they are on screen, under a title, over a
 * caption and the address that leads back.
 */
import type { Box } from './bounds.ts'
import { setParagraphs, type Paragraph } from './caption.ts'
import { paintAttributes } from './colour.ts'
import { drawElement } from './drawing.ts'
import { embeddedFaces, type EmbeddedFace } from './fonts.ts'
import { coordinate, element, escapeText } from './markup.ts'
import { fontOf, type Font } from './texts.ts'

export interface PictureWords {
  title: string
  /** Paragraphs under the picture, besides what the charts say of themselves. */
  notes: readonly string[]
  /** Where the state on screen can be opened. */
  link: string
}

export interface Picture {
  svg: string
  /** In CSS pixels. */
  width: number
  height: number
  /** What its texts are set in, beside what every system has. */
  faces: readonly EmbeddedFace[]
}

/** Charts, and tables that are marked to be part of a figure's picture. */
const PARTS = '.chart, [data-picture]'

/** Numerals and letters as on the page. */
const NUMERALS =
  ".drawn text{font-feature-settings:'cv11','ss03'}.drawn .even{font-variant-numeric:tabular-nums}"

/** In pixels. */
const MARGIN = 24
const GAP = 32
const LEAST_WIDTH = 420

interface Part {
  label: string
  describe: string
  markup: string
  box: Box
  /** Where it stands in the window; parts beside one another stay so. */
  top: number
  bottom: number
  left: number
}

const describedBy = (node: Element): string =>
  (node.getAttribute('aria-describedby') ?? '')
    .split(' ')
    .map((id) => node.ownerDocument.getElementById(id)?.textContent ?? '')
    .join(' ')
    .trim()

const asSentence = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1)

const partsOf = (figure: HTMLElement): Part[] =>
  [...figure.querySelectorAll<HTMLElement>(PARTS)].flatMap((node, index) => {
    const { markup, bounds } = drawElement(node, `part-${index + 1}`)
    if (bounds.box === null) return []
    const { top, bottom, left } = node.getBoundingClientRect()
    const label = node.getAttribute('aria-label') ?? ''
    return [{ label, describe: describedBy(node), markup, box: bounds.box, top, bottom, left }]
  })

/** Parts in rows, as they stand on screen. */
const rowsOf = (parts: readonly Part[]): Part[][] => {
  const rows: Part[][] = []
  for (const part of parts) {
    const row = rows.at(-1)
    const isBeside = row?.some(({ top, bottom }) => part.top < bottom && part.bottom > top)
    if (row !== undefined && isBeside === true) row.push(part)
    else rows.push([part])
  }
  return rows.map((row) => row.toSorted((one, other) => one.left - other.left))
}

interface Look {
  paper: string
  ink: string
  soft: string
  link: string
  plain: Font
  heading: Font
}

/** Colours of the theme as they are here. */
const lookOf = (figure: HTMLElement): Look => {
  const colour = (token: string): string => {
    const probe = document.createElement('span')
    probe.style.color = `var(--${token})`
    figure.append(probe)
    const found = getComputedStyle(probe).color
    probe.remove()
    return found
  }
  const plain = { ...fontOf(getComputedStyle(figure)), size: 13, weight: '400', style: 'normal' }
  return {
    ...{ paper: colour('paper'), ink: colour('ink'), soft: colour('ink-soft') },
    link: colour('link'),
    plain,
    heading: { ...plain, size: 19, weight: '650' },
  }
}

interface Corner {
  left: number
  top: number
}

interface Placed {
  markup: string
  width: number
  height: number
}

const NOTHING: Placed = { markup: '', width: 0, height: 0 }

/** The name of a part over its left edge, where there are several. */
const nameOf = ({ label, box }: Part, { left, top }: Corner, look: Look): Placed => {
  const width = box.right - box.left
  const font = { ...look.plain, size: 15, weight: '600' }
  const name = { text: label, font, colour: look.ink, above: 0 }
  const { markup, height } = setParagraphs([name], { left, top, width })
  return { markup, width, height: height + 8 }
}

const partAt = ({ box, markup }: Part, { left, top }: Corner): Placed => ({
  markup: element(
    'g',
    {
      class: 'drawn',
      transform: `translate(${coordinate(left - box.left)} ${coordinate(top - box.top)})`,
    },
    markup,
  ),
  width: box.right - box.left,
  height: box.bottom - box.top,
})

/** All parts at their places; several are named each. */
const placeParts = (rows: readonly (readonly Part[])[], top: number, look: Look): Placed => {
  const isOne = rows.flat().length === 1
  const placed = { markup: '', width: 0, height: 0 }
  for (const row of rows) {
    const y = top + placed.height + (placed.height > 0 ? GAP : 0)
    let [left, rowHeight] = [MARGIN, 0]
    for (const part of row) {
      const name = isOne ? NOTHING : nameOf(part, { left, top: y }, look)
      const { markup, width, height } = partAt(part, { left, top: y + name.height })
      placed.markup += name.markup + markup
      left += width + GAP
      rowHeight = Math.max(rowHeight, name.height + height)
    }
    placed.width = Math.max(placed.width, left - GAP - MARGIN)
    placed.height = y - top + rowHeight
  }
  return placed
}

const captionOf = (words: PictureWords, told: string, look: Look): Paragraph[] => [
  ...(told === '' ? [] : [{ text: told, font: look.plain, colour: look.ink, above: 16 }]),
  ...words.notes.map((text) => ({ text, font: look.plain, colour: look.soft, above: 4 })),
  { text: words.link, font: look.plain, colour: look.link, href: words.link, above: 4 },
]

export interface BarePicture {
  svg: string
  width: number
  height: number
  /** What the charts say of themselves. */
  told: string
}

const toldBy = (parts: readonly Part[]): string =>
  parts.map(({ describe }) => asSentence(describe)).join(' ')

const svgOf = (size: { width: number; height: number }, content: readonly string[]): string =>
  element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      ...size,
      viewBox: `0 0 ${size.width} ${size.height}`,
      role: 'img',
    },
    content.join(''),
  )

/**
 * The charts of a figure alone, on no ground, in whatever typefaces there are: what stands in the
 * figure's place until it is alive. The script that makes those asks for it in the page.
 * @throws Error if there is nothing to draw yet
 * @public
 */
export const drawBarePicture = (figure: HTMLElement): BarePicture => {
  const parts = partsOf(figure)
  if (parts.length === 0) throw new Error('there is nothing to draw yet.')
  const { markup, width, height } = placeParts(rowsOf(parts), 0, lookOf(figure))
  const size = { width: Math.ceil(width + 2 * MARGIN), height: Math.ceil(height) }
  return {
    svg: svgOf(size, [element('style', {}, NUMERALS), markup]),
    ...size,
    told: toldBy(parts),
  }
}

/** Draws what stands in a figure now. @throws Error if there is nothing to draw yet */
export const drawPicture = async (figure: HTMLElement, words: PictureWords): Promise<Picture> => {
  const look = lookOf(figure)
  const parts = partsOf(figure)
  if (parts.length === 0) throw new Error('there is nothing to draw yet.')
  const told = toldBy(parts)
  const title = { text: words.title, font: look.heading, colour: look.ink, above: 0 }
  const placeOf = (top: number, width: number) => ({ left: MARGIN, top, width })
  // The width of the charts decides where the title breaks.
  const width = Math.max(LEAST_WIDTH - 2 * MARGIN, placeParts(rowsOf(parts), 0, look).width)
  const head = setParagraphs([title], placeOf(MARGIN, width))
  const picture = placeParts(rowsOf(parts), MARGIN + head.height + 12, look)
  const captionTop = MARGIN + head.height + 12 + picture.height
  const caption = setParagraphs(captionOf(words, told, look), placeOf(captionTop, width))
  const size = {
    width: Math.ceil(width + 2 * MARGIN),
    height: Math.ceil(captionTop + caption.height + MARGIN),
  }
  const drawn = head.markup + picture.markup + caption.markup
  const faces = await embeddedFaces(drawn)
  const content = [
    element('title', {}, escapeText(words.title)),
    element('desc', {}, escapeText([told, ...words.notes, words.link].join(' '))),
    element('style', {}, [NUMERALS, ...faces.map(({ rule }) => rule)].join('')),
    element('rect', { ...size, ...paintAttributes('fill', look.paper) }),
    drawn,
  ]
  return { svg: svgOf(size, content), ...size, faces }
}
