/**
 * `npm run check:tests`: every test file belongs to exactly one of vitest's projects. One that none
 * of them includes would never run, and nobody would miss it.
 */
import { readdirSync } from 'node:fs'
import path from 'node:path'
import process from 'node:process'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { createVitest } from 'vitest/node'

const root = fileURLToPath(new URL('..', import.meta.url))

/** What whoever writes such a file takes for a test. */
const TEST_FILE = /\.(test|spec)\.[cm]?[jt]sx?$/

/** Folders of packages, of what is built, and of tools. */
const OTHERS = new Set(['node_modules', 'dist', 'build', 'coverage', 'screenshots'])

/**
 * Every file below the folder that is named as tests are, by its path from there.
 * @param {string} folder
 * @returns {string[]}
 */
export const testFilesIn = (folder, within = '') =>
  readdirSync(path.join(folder, within), { withFileTypes: true }).flatMap((entry) => {
    const place = within === '' ? entry.name : `${within}/${entry.name}`
    if (entry.isDirectory()) {
      const isOther = OTHERS.has(entry.name) || entry.name.startsWith('.')
      return isOther ? [] : testFilesIn(folder, place)
    }
    return TEST_FILE.test(entry.name) ? [place] : []
  })

/**
 * The projects of each file that one of them includes.
 * @param {string} folder which holds vitest.config.ts
 * @returns {Promise<Map<string, string[]>>}
 */
export const projectsOfFiles = async (folder) => {
  const vitest = await createVitest('test', { root: folder, watch: false })
  try {
    const found = await vitest.globTestSpecifications()
    /** @type {Map<string, string[]>} */
    const projects = new Map()
    for (const { moduleId, project } of found) {
      const file = path.relative(folder, moduleId).split(path.sep).join('/')
      projects.set(file, [...(projects.get(file) ?? []), project.name])
    }
    return projects
  } finally {
    await vitest.close()
  }
}

/**
 * A sentence for each file that belongs to no project, or to several.
 * @param {readonly string[]} files
 * @param {ReadonlyMap<string, readonly string[]>} projects
 * @returns {string[]}
 */
export const misplaced = (files, projects) =>
  files.flatMap((file) => {
    const own = projects.get(file) ?? []
    if (own.length === 1) return []
    if (own.length === 0) {
      return [`${file} never runs: no project of vitest.config.ts includes it.`]
    }
    return [`${file} runs ${own.length} times, in the projects ${own.join(', ')}.`]
  })

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const sentences = misplaced(testFilesIn(root), await projectsOfFiles(root))
  for (const sentence of sentences) console.error(sentence)
  process.exitCode = sentences.length === 0 ? 0 : 1
}
