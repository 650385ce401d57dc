/**
 * The order of style sheets, and that none is missing: what the article shows before any script has run is drawn by style sheets that its page links: one
 * that came with a later part would move all that is below it.
 */
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { builtPage } from './helpers/builds.ts'

const PAGES = ['index', 'play', 'embed', 'present', 'teach']

const classesIn = (css: string): string[] =>
  [...css.matchAll(/\.([a-zA-Z][\w-]*)/g)].map(([, name = '']) => name)

it('every class of the article is drawn by a style sheet that the page links', async () => {
  const folder = await builtPage()
  const html = readFileSync(path.join(folder, 'index.html'), 'utf8')
  const used = new Set(
    [...html.matchAll(/ class="([^"]*)"/g)].flatMap(([, names = '']) => names.split(' ')),
  )
  const sheets = readdirSync(path.join(folder, 'assets'))
    .filter((name) => name.endsWith('.css'))
    .map((name) => {
      const css = readFileSync(path.join(folder, 'assets', name), 'utf8')
      return { isLinked: html.includes(`/${name}"`), classes: classesIn(css) }
    })
  const drawn = new Set(sheets.filter(({ isLinked }) => isLinked).flatMap((one) => one.classes))
  const late = sheets
    .filter(({ isLinked }) => !isLinked)
    .flatMap(({ classes }) => classes)
    .filter((name) => used.has(name) && !drawn.has(name))
  expect([...drawn].filter((name) => used.has(name)).length).toBeGreaterThan(50)
  expect(late).toEqual([])
})

it.each(PAGES)('what %s says of its own looks comes after what holds everywhere', async (page) => {
  const folder = await builtPage()
  const html = readFileSync(path.join(folder, `${page}.html`), 'utf8')
  const sheets = [...html.matchAll(/<link rel="stylesheet"[^>]* href="\.\/(assets\/[^"]+)"/g)]
    .map(([, name = '']) => name)
    .map((name) => ({ name, css: readFileSync(path.join(folder, name), 'utf8') }))
  // The tokens and the type of styles/base.css, which pages set anew.
  expect(sheets.map(({ css }) => css.includes('--paper:'))).toEqual(
    sheets.map((_, place) => place === 0),
  )
  expect(sheets.at(-1)?.name).toMatch(new RegExp(`^assets/${page}-`))
})
