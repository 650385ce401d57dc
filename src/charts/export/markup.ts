/** SVG as text: an element is a string, so that a picture can be written without a page. */

export type Attributes = Readonly<Record<string, string | number | undefined>>

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** Control characters that no XML may hold. */
// oxlint-disable-next-line no-control-regex -- they are what is taken out
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g

export const escapeText = (text: string): string =>
  text.replaceAll(FORBIDDEN, '').replaceAll(/[&<>"]/g, (sign) => ESCAPES[sign] ?? sign)

/**
 * A coordinate to a hundredth of a pixel.
 * @throws RangeError for what is no finite number: a picture with it would be broken.
 */
export const coordinate = (value: number): string => {
  if (!Number.isFinite(value)) throw new RangeError(`invalid coordinate: ${value}`)
  return String(Number(value.toFixed(2)))
}

const valueText = (value: string | number): string =>
  typeof value === 'number' ? coordinate(value) : escapeText(value)

/** An element; attributes that are undefined are left out. Its content is markup already. */
export const element = (name: string, attributes: Attributes, content = ''): string => {
  const written = Object.entries(attributes)
    .flatMap(([key, value]) => (value === undefined ? [] : [` ${key}="${valueText(value)}"`]))
    .join('')
  return content === '' ? `<${name}${written}/>` : `<${name}${written}>${content}</${name}>`
}
