/** Every character that readers see is in a typeface that the page brings. */
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'
import { charactersOf } from './woff2.ts'

const root = path.resolve(import.meta.dirname, '../..')

/** Folders whose texts are shown. */
const SHOWN = ['chapters', 'charts', 'controls', 'figures', 'pages', 'protocol', 'reading', 'store']

/**
 * Never drawn: set as plain digits, lowered or raised (ScriptText), read from what is typed, in the head
 * of a file, or without a shape.
 */
const UNSEEN = '₀₁₂₃₄₅₆₇₈₉⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⋅，；、。）】」：！？』〉》\ufeff\u200b'

const rangesOf = (text: string): [number, number][] =>
  [...text.matchAll(/U\+([\dA-F]+)(?:-([\dA-F]+))?/gi)].map(([, from = '0', to = from]) => [
    Number.parseInt(from, 16),
    Number.parseInt(to, 16),
  ])

/** What each face of fonts.css is asked for and has, by family. */
const faces = readFileSync(path.join(root, 'src/styles/fonts.css'), 'utf8')
  .split('@font-face')
  .flatMap((rule) => {
    const [, file] = /url\('([^']+)'\)/.exec(rule) ?? []
    const [, family = ''] = /font-family: '([^']+)'/.exec(rule) ?? []
    if (file === undefined) return []
    const ranges = rangesOf(rule)
    const own = charactersOf(path.join(root, 'node_modules', file))
    const isAsked = (code: number): boolean =>
      ranges.some(([from, to]) => code >= from && code <= to)
    return [{ family, has: (code: number): boolean => isAsked(code) && own.has(code) }]
  })

/** Texts of a source: strings, templates, and what stands between tags. */
const textsOf = (file: string): string[] => {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true)
  const texts: string[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node) || ts.isJsxText(node)) texts.push(node.text)
    else if (ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node)) {
      texts.push(node.text)
    }
    ts.forEachChild(node, visit)
  }
  visit(source)
  return texts
}

const shownTexts = SHOWN.flatMap((folder) =>
  readdirSync(path.join(root, 'src', folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .flatMap((name) => textsOf(path.join(root, 'src', folder, name))),
)

/** Its characters, each a code point. */
const lettersOf = (text: string): string[] => text.match(/./gsu) ?? []

const missingIn = (family: string): string[] => {
  const own = faces.filter((face) => face.family === family || face.family === 'Signs')
  const letters = new Set(lettersOf(shownTexts.join('')).filter((letter) => letter > '\u001f'))
  return [...letters].filter(
    (letter) => !UNSEEN.includes(letter) && !own.some(({ has }) => has(letter.codePointAt(0) ?? 0)),
  )
}

describe('fonts.css', () => {
  it('is read as the browser reads it: the latin part has letters and no arrows', () => {
    const inter = faces.filter(({ family }) => family === 'Inter')
    const has = (letter: string): boolean =>
      inter.some((face) => face.has(letter.codePointAt(0) ?? 0))
    expect(lettersOf('Aaé–−βΣ').filter((letter) => !has(letter))).toEqual([])
    expect(lettersOf('→ℓ\u2011').filter(has)).toEqual([])
  })

  it.each(['Inter', 'Source Serif 4'])(
    'brings every character that is shown, with %s',
    (family) => {
      expect(shownTexts.length).toBeGreaterThan(1000)
      expect(missingIn(family)).toEqual([])
    },
  )
})
