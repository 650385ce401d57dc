/**
 * The file that a thread begins with is imported by no other. WebKit evaluates it once more when it
 * is; a thread that listens twice obeys every command twice.
 */
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { builtHarness, builtPage } from './helpers/builds.ts'

/** The names in quotation marks of any kind that follow the pattern. */
const namesAfter = (before: string, code: string): string[] =>
  Array.from(
    code.matchAll(new RegExp(`${before}\\s*["'\`](?:[^"'\`]*/)?([\\w.-]+\\.js)["'\`]`, 'g')),
    ([, name = '']) => name,
  )

/** A script that is addressed, not imported, is one that a thread begins with. */
const threadEntriesIn = (code: string): string[] =>
  namesAfter('new URL\\((?:\\s|/\\*.*?\\*/)*', code)

/** `import '…'`, `from '…'` and `import('…')`. */
const importsIn = (code: string): string[] => namesAfter('\\b(?:import|from)\\s*\\(?', code)

const readScripts = (folder: string): { name: string; code: string }[] => {
  const assets = path.join(folder, 'assets')
  return readdirSync(assets)
    .filter((name) => name.endsWith('.js'))
    .map((name) => ({ name, code: readFileSync(path.join(assets, name), 'utf8') }))
}

const expectNoneImported = (folder: string): string[] => {
  const scripts = readScripts(folder)
  const entries = [...new Set(scripts.flatMap(({ code }) => threadEntriesIn(code)))].sort()
  for (const { name, code } of scripts) {
    const imports = importsIn(code)
    expect({ name, entries: imports.filter((one) => entries.includes(one)) }).toEqual({
      name,
      entries: [],
    })
    // Every thread has more to it than its first file: what this test reads does hold the imports.
    if (entries.includes(name)) expect(imports).not.toEqual([])
  }
  return entries.map((entry) => entry.replace(/\.entry-.*$/, ''))
}

describe('the files that threads begin with', () => {
  it('are imported by none of the built site', async () => {
    // One for each `new Worker(…)` in src.
    expect(expectNoneImported(await builtPage())).toEqual([
      'compute',
      'raceEngine',
      'racePlain',
      'rowThread',
      'trainer',
    ])
  })

  it('are imported by none of the page that tests the engines', async () => {
    expect(expectNoneImported(await builtHarness())).toEqual(['harness', 'rowThread'])
  })
})
