/** SVG that stands in the page, with the looks that the style sheets give it written into it. */
import type { Box } from './bounds.ts'
import { paintAttributes } from './colour.ts'
import { element, type Attributes } from './markup.ts'

/** Attributes that say where and what a shape is; how it looks is computed. */
const GEOMETRY = [
  ...['d', 'x', 'y', 'x1', 'y1', 'x2', 'y2', 'cx', 'cy', 'r', 'rx', 'ry', 'width', 'height'],
  ...['points', 'viewBox', 'preserveAspectRatio', 'transform', 'vector-effect'],
]

const SHAPES = ['path', 'circle', 'ellipse', 'rect', 'line', 'polyline', 'polygon']

/** Computed values that are not worth a word. */
const USUAL: Readonly<Record<string, string>> = {
  'stroke-width': '1px',
  'stroke-linecap': 'butt',
  'stroke-linejoin': 'miter',
  'stroke-dasharray': 'none',
  'vector-effect': 'none',
}

const geometryOf = (shape: Element): Attributes =>
  Object.fromEntries(
    GEOMETRY.flatMap((name): [string, string][] => {
      const value = shape.getAttribute(name)
      return value === null ? [] : [[name, value]]
    }),
  )

const isUnseen = (style: CSSStyleDeclaration): boolean =>
  style.display === 'none' || style.visibility === 'hidden' || style.opacity === '0'

const lookOf = (style: CSSStyleDeclaration): Attributes => {
  const alpha = (name: string): number => Number(style.getPropertyValue(name) || 1)
  const whole = Number(style.opacity || 1)
  const stroke = paintAttributes('stroke', style.stroke, alpha('stroke-opacity') * whole)
  const line = Object.entries(USUAL).flatMap(([name, usual]): [string, string][] => {
    const value = style.getPropertyValue(name)
    return value === '' || value === usual ? [] : [[name, value.replaceAll('px', '')]]
  })
  return {
    ...paintAttributes('fill', style.fill, alpha('fill-opacity') * whole),
    ...(stroke['stroke'] !== 'none' && { ...stroke, ...Object.fromEntries(line) }),
  }
}

const copyOf = (node: Element): string => {
  const style = getComputedStyle(node)
  if (isUnseen(style)) return ''
  if (SHAPES.includes(node.localName)) {
    return element(node.localName, { ...geometryOf(node), ...lookOf(style) })
  }
  const inside = [...node.children].map(copyOf).join('')
  return inside === '' ? '' : element('g', geometryOf(node), inside)
}

/** An SVG element of the page as one that stands in another SVG, at the given place. */
export const inlineSvgMarkup = (svg: SVGSVGElement, box: Box): string => {
  const inside = [...svg.children].map(copyOf).join('')
  if (inside === '') return ''
  const clips = getComputedStyle(svg).overflow !== 'visible'
  const viewBox = svg.getAttribute('viewBox') ?? undefined
  const scaling = svg.getAttribute('preserveAspectRatio') ?? undefined
  return element(
    'svg',
    {
      ...{ x: box.left, y: box.top, width: box.right - box.left, height: box.bottom - box.top },
      viewBox,
      preserveAspectRatio: scaling,
      overflow: clips ? undefined : 'visible',
    },
    inside,
  )
}
