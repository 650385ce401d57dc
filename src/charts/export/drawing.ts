/** A part of the page as vectors: canvases, inline SVG, text and boxes, at their places. */
import { boxOf, include, type Bounds } from './bounds.ts'
import { boxMarkup, withoutBorder } from './boxes.ts'
import { inlineSvgMarkup } from './inlineSvg.ts'
import { coordinate, element } from './markup.ts'
import { painterOf } from './painters.ts'
import { textMarkup } from './texts.ts'
import { VectorContext } from './vectorContext.ts'

/**
 * What only helps to use the page. A button whose words belong to the picture is marked with
 * `data-drawn`.
 */
const NOT_DRAWN = [
  '.visually-hidden',
  '[role="slider"]',
  'button:not([data-drawn])',
  ...['input', 'select', 'textarea', 'dialog', 'script', 'style'],
  '.readout-hint',
  '.readout-line:not(:has(dl))',
].join()

interface Drawing {
  /** Corner of the picture in the window. */
  origin: { x: number; y: number }
  bounds: Bounds
  /** Begins the names of clip paths. */
  idPrefix: string
  clipCount: number
}

const clipped = (drawing: Drawing, box: DOMRect, inside: string): string => {
  drawing.clipCount += 1
  const id = `${drawing.idPrefix}-box-${drawing.clipCount}`
  const { left, top, right, bottom } = boxOf(box, drawing.origin)
  const shape = element('rect', { x: left, y: top, width: right - left, height: bottom - top })
  const clip = element('clipPath', { id }, shape)
  return `${clip}${element('g', { 'clip-path': `url(#${id})` }, inside)}`
}

/** A canvas painted once more, from the corner that its painter counts from. */
const canvasMarkup = (canvas: HTMLCanvasElement, drawing: Drawing): string => {
  const paint = painterOf(canvas)
  if (paint === undefined || canvas.clientWidth === 0) return ''
  drawing.clipCount += 1
  const context = new VectorContext(`${drawing.idPrefix}-${drawing.clipCount}`)
  paint(context.asContext())
  const rectangle = canvas.getBoundingClientRect()
  include(drawing.bounds, boxOf(rectangle, drawing.origin))
  const x = rectangle.left - drawing.origin.x - canvas.offsetLeft
  const y = rectangle.top - drawing.origin.y - canvas.offsetTop
  const inside = element(
    'g',
    { transform: `translate(${coordinate(x)} ${coordinate(y)})` },
    context.markup(),
  )
  return clipped(drawing, rectangle, inside)
}

const textOf = (node: Text, style: CSSStyleDeclaration, drawing: Drawing): string => {
  if (style.visibility === 'hidden' || node.data.trim() === '') return ''
  return textMarkup(node, style, drawing.origin)
    .map(({ markup, box }) => {
      include(drawing.bounds, box)
      return markup
    })
    .join('')
}

const insideOf = (node: Element, style: CSSStyleDeclaration, drawing: Drawing): string =>
  [...node.childNodes]
    .map((child) => {
      if (child instanceof Text) return textOf(child, style, drawing)
      return child instanceof Element ? elementMarkup(child, drawing) : ''
    })
    .join('')

/** A box with what is inside; what is cut off on screen is cut off here, unless it can be scrolled. */
const htmlMarkup = (node: HTMLElement, style: CSSStyleDeclaration, drawing: Drawing): string => {
  const rectangle = node.getBoundingClientRect()
  const isHidden = style.visibility === 'hidden'
  const box = boxOf(rectangle, drawing.origin)
  const own = isHidden ? '' : boxMarkup(box, style, node.matches(':focus-within'))
  if (own !== '') include(drawing.bounds, box)
  const inside = insideOf(node, style, drawing)
  const isCut = style.overflowX === 'hidden' && node.scrollWidth > node.clientWidth
  return own + (isCut && inside !== '' ? clipped(drawing, rectangle, inside) : inside)
}

const svgMarkup = (node: SVGSVGElement, style: CSSStyleDeclaration, drawing: Drawing): string => {
  if (style.visibility === 'hidden') return ''
  const box = boxOf(node.getBoundingClientRect(), drawing.origin)
  const markup = inlineSvgMarkup(node, withoutBorder(box, style))
  if (markup !== '') include(drawing.bounds, box)
  return markup + boxMarkup(box, style, false)
}

const elementMarkup = (node: Element, drawing: Drawing): string => {
  if (node.matches(NOT_DRAWN)) return ''
  const style = getComputedStyle(node)
  if (style.display === 'none' || style.opacity === '0') return ''
  if (node instanceof SVGSVGElement) return svgMarkup(node, style, drawing)
  if (node instanceof HTMLCanvasElement) return canvasMarkup(node, drawing)
  if (!(node instanceof HTMLElement)) return ''
  const markup = htmlMarkup(node, style, drawing)
  const opacity = Number(style.opacity || 1)
  return opacity === 1 || markup === '' ? markup : element('g', { opacity }, markup)
}

/** What is seen of an element and in it, from its upper left corner, and what it covers. */
export const drawElement = (
  node: HTMLElement,
  idPrefix: string,
): { markup: string; bounds: Bounds } => {
  const { left, top } = node.getBoundingClientRect()
  const bounds: Bounds = { box: null }
  const drawing: Drawing = { origin: { x: left, y: top }, bounds, idPrefix, clipCount: 0 }
  return { markup: elementMarkup(node, drawing), bounds }
}
