/** Text of HTML elements, line by line at its measured place, as SVG. */
import type { Box } from './bounds.ts'
import { paintAttributes } from './colour.ts'
import { element, escapeText } from './markup.ts'

/** What measures fonts; one for all texts. */
let measuring: CanvasRenderingContext2D | null | undefined

const measuringContext = (): CanvasRenderingContext2D | null => {
  measuring ??= document.createElement('canvas').getContext('2d')
  return measuring
}

export interface Font {
  family: string
  /** In pixels. */
  size: number
  weight: string
  style: string
}

const fontText = ({ family, size, weight, style }: Font): string =>
  `${style} ${weight} ${size}px ${family}`

/** Width in pixels; a fair guess where the browser has no canvas. */
export const widthOf = (text: string, font: Font): number => {
  const context = measuringContext()
  if (context === null) return 0.5 * font.size * text.length
  context.font = fontText(font)
  return context.measureText(text).width
}

/** How far letters reach above and below the line that they stand on. */
const extentOf = (font: Font): { ascent: number; descent: number } => {
  const context = measuringContext()
  if (context === null) return { ascent: 0.9 * font.size, descent: 0.25 * font.size }
  context.font = fontText(font)
  const { fontBoundingBoxAscent, fontBoundingBoxDescent } = context.measureText('x')
  return { ascent: fontBoundingBoxAscent, descent: fontBoundingBoxDescent }
}

/** The same names without the page's own stand-ins, and one that every system has at the end. */
const familyOf = (family: string): string => {
  const names = family.split(',').map((name) => name.trim())
  const own = names.filter((name) => !name.includes('Fallback') && name !== 'system-ui')
  const generic = own.at(-1) ?? 'sans-serif'
  const usual = generic === 'serif' ? [] : ['Helvetica', 'Arial']
  return [...new Set([...own.slice(0, -1), ...usual, generic])].join(', ').replaceAll('"', "'")
}

/** The attributes of a text in a font. */
export const fontAttributes = ({ family, size, weight, style }: Font) => ({
  'font-family': familyOf(family),
  'font-size': size,
  ...(weight !== '400' && { 'font-weight': weight }),
  ...(style !== 'normal' && { 'font-style': style }),
})

export const fontOf = (style: CSSStyleDeclaration): Font => ({
  family: style.fontFamily,
  size: Number.parseFloat(style.fontSize) || 16,
  weight: style.fontWeight,
  style: style.fontStyle,
})

interface Line {
  text: string
  box: DOMRect
}

const isSpace = (letter: string): boolean => /\s/.test(letter)

/** The letters of a text node in the lines that they were set in, without spaces around. */
const linesOf = (node: Text): Line[] => {
  const { data } = node
  const range = document.createRange()
  const lines: { from: number; to: number; top: number }[] = []
  for (let index = 0; index < data.length; index += 1) {
    if (isSpace(data[index] ?? ' ')) continue
    range.setStart(node, index)
    range.setEnd(node, index + 1)
    const box = range.getClientRects()[0]
    if (box === undefined) continue
    const last = lines.at(-1)
    if (last !== undefined && Math.abs(last.top - box.top) < 1) last.to = index + 1
    else lines.push({ from: index, to: index + 1, top: box.top })
  }
  return lines.map(({ from, to }) => {
    range.setStart(node, from)
    range.setEnd(node, to)
    return {
      text: data.slice(from, to).replaceAll(/\s+/g, ' '),
      box: range.getBoundingClientRect(),
    }
  })
}

/** The lines of a text node, from a corner that is at `origin` in the window. */
export const textMarkup = (
  node: Text,
  style: CSSStyleDeclaration,
  origin: { x: number; y: number },
): { markup: string; box: Box }[] => {
  const font = fontOf(style)
  const { ascent, descent } = extentOf(font)
  // Digits of one width, as picture.ts has it.
  const isEven = style.getPropertyValue('font-variant-numeric').includes('tabular-nums')
  return linesOf(node).map(({ text, box }) => {
    const left = box.left - origin.x
    const top = box.top - origin.y
    const markup = element(
      'text',
      {
        x: left,
        // The box of a letter holds its font's whole extent, in the middle.
        y: top + (box.height - ascent - descent) / 2 + ascent,
        ...fontAttributes(font),
        ...(isEven && { class: 'even' }),
        // Another font in its place is drawn as wide: signs stay beside one another.
        textLength: box.width,
        lengthAdjust: 'spacingAndGlyphs',
        ...paintAttributes('fill', style.color),
      },
      escapeText(text),
    )
    return { markup, box: { left, top, right: left + box.width, bottom: top + box.height } }
  })
}
