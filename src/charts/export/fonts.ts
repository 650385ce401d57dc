/**
 * The page's own typefaces, written into a picture, so that it looks the same elsewhere. A program
 * that cannot use them takes the next in the list, drawn as wide.
 */

/** A typeface in a picture. */
export interface EmbeddedFace {
  /** The rule that brings it. */
  rule: string
  family: string
  style: string
  /** A letter of the picture that is set in it. */
  letter: string
}

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
  /** Every letter and digit that occurs. */
  letters: readonly string[]
  hasItalics: boolean
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

const familyOf = ({ style }: CSSFontFaceRule): string =>
  style.getPropertyValue('font-family').replaceAll(/["']/g, '')

/** A letter that is set in the face, if it is used at all. */
const letterIn = (
  face: CSSFontFaceRule,
  { families, letters, hasItalics }: Used,
): string | undefined => {
  const isItalic = face.style.getPropertyValue('font-style') === 'italic'
  if (!families.includes(familyOf(face)) || (isItalic && !hasItalics)) return undefined
  const ranges = rangesOf(face.style.getPropertyValue('unicode-range'))
  return letters.find((letter) => {
    const code = letter.codePointAt(0) ?? 0
    return ranges.some(([from, to]) => code >= from && code <= to)
  })
}

const asDataAddress = async (address: string): Promise<string> => {
  const response = await fetch(address)
  const bytes = new Uint8Array(await response.arrayBuffer())
  let binary = ''
  for (const byte of bytes) binary += String.fromCharCode(byte)
  return `data:font/woff2;base64,${btoa(binary)}`
}

const embedded = async (face: CSSFontFaceRule, letter: string): Promise<EmbeddedFace> => {
  const { style, parentStyleSheet } = face
  const [, file = ''] = /url\(["']?([^"')]+)["']?\)/.exec(style.getPropertyValue('src')) ?? []
  const address = new URL(file, parentStyleSheet?.href ?? document.baseURI).href
  const value = (name: string): string => {
    const found = style.getPropertyValue(name)
    return found === '' ? '' : `${name}:${found};`
  }
  const names = ['font-family', 'font-style', 'font-weight', 'unicode-range'].map(value).join('')
  const source = await asDataAddress(address)
  const fontStyle = style.getPropertyValue('font-style')
  return {
    rule: `@font-face{${names}src:url(${source}) format('woff2')}`,
    family: familyOf(face),
    style: fontStyle === '' ? 'normal' : fontStyle,
    letter,
  }
}

const usedIn = (markup: string): Used => ({
  families: [...markup.matchAll(/font-family="([^"]*)"/g)].flatMap(([, names = '']) =>
    names.split(',').map((name) => name.trim().replaceAll("'", '')),
  ),
  letters: [...new Set(markup.match(/[\p{L}\p{N}]/gu))],
  hasItalics: markup.includes('font-style="italic"'),
})

/** The faces that the texts of a picture use, as far as they can be had. */
export const embeddedFaces = async (markup: string): Promise<EmbeddedFace[]> => {
  const used = usedIn(markup)
  const faces = [...document.styleSheets].flatMap(facesOf).map((face) => {
    const letter = letterIn(face, used)
    return letter === undefined ? null : embedded(face, letter)
  })
  const results = await Promise.allSettled(faces.filter((face) => face !== null))
  return results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []))
}
