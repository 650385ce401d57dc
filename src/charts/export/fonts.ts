/**
 * The page's own typefaces, written into a picture, so that it looks the same elsewhere. A program
 * that cannot use them takes the next in the list, drawn as wide.
 */

/** Numerals and letters as on the page. */
const FEATURES = "text{font-variant-numeric:tabular-nums;font-feature-settings:'cv11','ss03'}"

const facesOf = (sheet: CSSStyleSheet): CSSFontFaceRule[] => {
  try {
    return [...sheet.cssRules].filter((rule) => rule instanceof CSSFontFaceRule)
  } catch {
    // A style sheet of another origin may not be read; such have none of our faces.
    return []
  }
}

interface Used {
  families: readonly string[]
  /** Every letter that occurs, as its number. */
  codes: readonly number[]
  hasItalics: boolean
}

const isUsed = ({ style }: CSSFontFaceRule, { families, codes, hasItalics }: Used): boolean => {
  const family = style.getPropertyValue('font-family').replaceAll(/["']/g, '')
  const isItalic = style.getPropertyValue('font-style') === 'italic'
  if (!families.includes(family) || (isItalic && !hasItalics)) return false
  const ranges = rangesOf(style.getPropertyValue('unicode-range'))
  return codes.some((code) => ranges.some(([from, to]) => code >= from && code <= to))
}

/** "U+0-FF, U+131" as pairs of numbers; without any, everything. */
const rangesOf = (text: string): [number, number][] => {
  const ranges = [...text.matchAll(/U\+([\da-f]+)(?:-([\da-f]+))?/gi)].map(
    ([, from = '0', to = from]): [number, number] => [
      Number.parseInt(from, 16),
      Number.parseInt(to, 16),
    ],
  )
  return ranges.length === 0 ? [[0, 0x10ffff]] : ranges
}

const asDataAddress = async (address: string): Promise<string> => {
  const response = await fetch(address)
  const bytes = new Uint8Array(await response.arrayBuffer())
  let binary = ''
  for (const byte of bytes) binary += String.fromCharCode(byte)
  return `data:font/woff2;base64,${btoa(binary)}`
}

const faceText = async ({ style, parentStyleSheet }: CSSFontFaceRule): Promise<string> => {
  const [, file = ''] = /url\(["']?([^"')]+)["']?\)/.exec(style.getPropertyValue('src')) ?? []
  const address = new URL(file, parentStyleSheet?.href ?? document.baseURI).href
  const value = (name: string): string => {
    const found = style.getPropertyValue(name)
    return found === '' ? '' : `${name}:${found};`
  }
  const names = ['font-family', 'font-style', 'font-weight', 'unicode-range'].map(value).join('')
  return `@font-face{${names}src:url(${await asDataAddress(address)}) format('woff2')}`
}

const usedIn = (markup: string): Used => ({
  families: [...markup.matchAll(/font-family="([^"]*)"/g)].flatMap(([, names = '']) =>
    names.split(',').map((name) => name.trim().replaceAll("'", '')),
  ),
  codes: Array.from(new Set(markup), (letter) => letter.codePointAt(0) ?? 0),
  hasItalics: markup.includes('font-style="italic"'),
})

/** Style for a picture: the faces that its texts use, as far as they can be had. */
export const embeddedFonts = async (markup: string): Promise<string> => {
  const used = usedIn(markup)
  const faces = [...document.styleSheets].flatMap(facesOf).filter((face) => isUsed(face, used))
  const texts = await Promise.allSettled(faces.map(faceText))
  const found = texts.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []))
  return [FEATURES, ...found].join('').replaceAll('<', '')
}
