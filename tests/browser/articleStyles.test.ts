/**
 * What the article shows before any script has run is drawn by style sheets that its page links: one
 * that came with a later part would move all that is below it.
 */
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { builtPage } from './helpers/builds.ts'

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
