import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { Plugin } from 'vite'
import { LICENCES } from '../../src/chapters/checked/licences.ts'

/** Under the site’s root; the article links it. */
const LICENCES_FILE = 'licences.txt'

const MODULES = path.resolve(import.meta.dirname, '../../node_modules')

const read = (...parts: string[]): string => readFileSync(path.join(MODULES, ...parts), 'utf8')

/** The package’s licence, or the part of its README that states it; nothing where neither does. */
const textOf = (name: string): string | undefined => {
  const files = readdirSync(path.join(MODULES, name))
  const file = files.find((entry) => /^licen[cs]e/i.test(entry))
  if (file !== undefined) return read(name, file).trim()
  const readme = files.find((entry) => /^readme/i.test(entry))
  const [, stated] = (readme ? read(name, readme) : '').split(/^LICENSE.*\n-+\n/m)
  return stated?.trim()
}

/** The text of a licence that is the same whoever grants it: that of another package in the list. */
const sharedText = (licence: string): string => {
  const [first = licence] = licence.split(' ')
  const names = LICENCES.filter((entry) => entry.licence === first).flatMap((one) => one.packages)
  const text = names.map(textOf).find((found) => found !== undefined)
  if (text === undefined) throw new Error(`no package in the list holds the text of ${licence}`)
  return text
}

interface Stated {
  version: string
  author?: string | { name: string }
}

const headOf = (name: string): string => {
  const { version, author } = JSON.parse(read(name, 'package.json')) as Stated // npm’s format
  const by = typeof author === 'string' ? author : author?.name
  return `${name} ${version}${by ? ` (${by})` : ''}`
}

/** The licences of all that is shipped, each text once. */
export const licenceTexts = (): string => {
  const texts = new Map<string, string[]>()
  for (const { licence, packages } of LICENCES) {
    for (const name of packages) {
      const text = textOf(name) ?? sharedText(licence)
      texts.set(text, [...(texts.get(text) ?? []), headOf(name)])
    }
  }
  const parts = Array.from(texts, ([text, names]) => `${names.join('\n')}\n\n${text}\n`)
  return parts.join(`\n${'-'.repeat(80)}\n\n`)
}

/** Puts `licences.txt` into the build, and serves it while developing. */
export const shippedLicences = (): Plugin => ({
  name: 'shipped-licences',
  generateBundle() {
    this.emitFile({ type: 'asset', fileName: LICENCES_FILE, source: licenceTexts() })
  },
  configureServer: ({ middlewares }) => {
    middlewares.use(`/${LICENCES_FILE}`, (_, response) => {
      response.setHeader('Content-Type', 'text/plain; charset=utf-8')
      response.end(licenceTexts())
    })
  },
})
