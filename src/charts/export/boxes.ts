/** Backgrounds, borders and rings of HTML elements, as SVG. */
import type { Box } from './bounds.ts'
import { paintAttributes, readColour } from './colour.ts'
import { coordinate, element } from './markup.ts'

const SIDES = ['top', 'right', 'bottom', 'left'] as const

type SideName = (typeof SIDES)[number]

interface Border {
  width: number
  style: string
  colour: string
}

const isSeen = ({ width, style, colour }: Border): boolean =>
  width > 0 && style !== 'none' && style !== 'hidden' && readColour(colour).opacity > 0

const bordersOf = (style: CSSStyleDeclaration): Record<SideName, Border> => {
  const border = (side: SideName): Border => ({
    width: Number.parseFloat(style.getPropertyValue(`border-${side}-width`)) || 0,
    style: style.getPropertyValue(`border-${side}-style`),
    colour: style.getPropertyValue(`border-${side}-color`),
  })
  const [top, right, bottom, left] = SIDES.map(border) as [Border, Border, Border, Border] // as SIDES
  return { top, right, bottom, left }
}

/** In pixels, of the upper left corner: no chart rounds its corners differently. */
const radiusOf = (style: CSSStyleDeclaration, { left, top, right, bottom }: Box): number => {
  const text = style.borderTopLeftRadius
  const least = Math.min(right - left, bottom - top)
  const value = Number.parseFloat(text) || 0
  return Math.min(text.includes('%') ? (value / 100) * least : value, least / 2)
}

const rectangle = (
  { left, top, right, bottom }: Box,
  radius: number,
  paint: Record<string, string | number>,
): string =>
  element('rect', {
    ...{ x: left, y: top, width: right - left, height: bottom - top },
    ...(radius > 0 && { rx: radius }),
    ...paint,
  })

const inset = ({ left, top, right, bottom }: Box, by: number): Box => ({
  left: left + by,
  top: top + by,
  right: right - by,
  bottom: bottom - by,
})

/** What an element's border leaves of its box. */
export const withoutBorder = (box: Box, style: CSSStyleDeclaration): Box => {
  const { top, right, bottom, left } = bordersOf(style)
  return {
    left: box.left + left.width,
    top: box.top + top.width,
    right: box.right - right.width,
    bottom: box.bottom - bottom.width,
  }
}

/** Outer edge from its start to its end, then back along the inner edge. */
const cornersOf = (name: SideName, outer: Box, inner: Box): number[] => {
  switch (name) {
    case 'top':
      return [
        outer.left,
        outer.top,
        outer.right,
        outer.top,
        inner.right,
        inner.top,
        inner.left,
        inner.top,
      ]
    case 'right':
      return [
        outer.right,
        outer.top,
        outer.right,
        outer.bottom,
        inner.right,
        inner.bottom,
        inner.right,
        inner.top,
      ]
    case 'bottom':
      return [
        outer.left,
        outer.bottom,
        outer.right,
        outer.bottom,
        inner.right,
        inner.bottom,
        inner.left,
        inner.bottom,
      ]
    case 'left':
      return [
        outer.left,
        outer.top,
        outer.left,
        outer.bottom,
        inner.left,
        inner.bottom,
        inner.left,
        inner.top,
      ]
  }
}

/** One side as the shape between the outer and the inner edge; so it may also be a triangle. */
const side = (name: SideName, box: Box, style: CSSStyleDeclaration): string => {
  const border = bordersOf(style)[name]
  if (!isSeen(border)) return ''
  const corners = cornersOf(name, box, withoutBorder(box, style))
  const points = corners.map(coordinate).join(' ')
  return element('polygon', { points, ...paintAttributes('fill', border.colour) })
}

const borderMarkup = (box: Box, style: CSSStyleDeclaration): string => {
  const borders = SIDES.map((name) => bordersOf(style)[name])
  const [first] = borders
  const isUniform =
    first !== undefined && borders.every((one) => JSON.stringify(one) === JSON.stringify(first))
  if (!isUniform) return SIDES.map((name) => side(name, box, style)).join('')
  if (!isSeen(first)) return ''
  const radius = radiusOf(style, box)
  return rectangle(inset(box, first.width / 2), Math.max(0, radius - first.width / 2), {
    fill: 'none',
    'stroke-width': first.width,
    ...paintAttributes('stroke', first.colour),
  })
}

/** A ring around an element: the one kind of shadow that the charts have. */
const ringMarkup = (box: Box, style: CSSStyleDeclaration): string => {
  const [, colour = '', width = ''] = /^(.*\)) 0px 0px 0px ([\d.]+)px$/.exec(style.boxShadow) ?? []
  if (colour === '') return ''
  const size = Number(width)
  return rectangle(inset(box, -size / 2), radiusOf(style, box) + size / 2, {
    fill: 'none',
    'stroke-width': size,
    ...paintAttributes('stroke', colour),
  })
}

/** An outline that stands there always; one that follows the focus is not part of the picture. */
const outlineMarkup = (box: Box, style: CSSStyleDeclaration): string => {
  const width = Number.parseFloat(style.outlineWidth) || 0
  if (style.outlineStyle !== 'solid' || width === 0) return ''
  return rectangle(inset(box, -width / 2), 0, {
    fill: 'none',
    'stroke-width': width,
    ...paintAttributes('stroke', style.outlineColor),
  })
}

/** What is seen of an element beside what it holds; nothing is an empty text. */
export const boxMarkup = (box: Box, style: CSSStyleDeclaration, isFocused: boolean): string => {
  const hasExtent = box.right > box.left || box.bottom > box.top
  if (!hasExtent) return ''
  const ground = readColour(style.backgroundColor)
  return [
    ringMarkup(box, style),
    ground.opacity === 0
      ? ''
      : rectangle(box, radiusOf(style, box), paintAttributes('fill', style.backgroundColor)),
    borderMarkup(box, style),
    isFocused ? '' : outlineMarkup(box, style),
  ].join('')
}
