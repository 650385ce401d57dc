import { execFile } from 'node:child_process'
import { readdirSync, statSync } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'

const root = path.resolve(import.meta.dirname, '../../..')

interface Build {
  /** The folder written. */
  output: string
  config: string
  /** Files and folders that the build depends on. */
  sources: string[]
}

const PAGES = ['index', 'play', 'embed', 'present', 'teach'].map((page) => `${page}.html`)

const PAGE_SOURCES = [
  'src',
  'public',
  ...PAGES,
  'vite.config.ts',
  'scripts/vite',
  'package-lock.json',
]

const PAGE: Build = {
  output: path.join(root, 'dist'),
  config: 'vite.config.ts',
  sources: PAGE_SOURCES,
}

const HARNESS: Build = {
  output: path.join(root, 'build/harness'),
  config: 'tests/browser/harness/vite.harness.config.ts',
  sources: [...PAGE_SOURCES, 'tests/browser/harness'],
}

/** When the file, or anything in the folder, last changed; a deletion changes its folder. */
const lastChange = (place: string): number => {
  const stats = statSync(place, { throwIfNoEntry: false })
  if (stats === undefined) return 0
  const inside = stats.isDirectory() ? readdirSync(place) : []
  return Math.max(stats.mtimeMs, ...inside.map((name) => lastChange(path.join(place, name))))
}

const isStale = ({ output, sources }: Build): boolean => {
  const built = statSync(path.join(output, 'index.html'), { throwIfNoEntry: false })?.mtimeMs ?? 0
  return sources.some((source) => lastChange(path.join(root, source)) > built)
}

const vite = async ({ config }: Build): Promise<void> => {
  // vitest sets NODE_ENV to "test", with which React would be built for development.
  const variables = { ...process.env, NODE_ENV: 'production' }
  const program = path.join(root, 'node_modules/vite/bin/vite.js')
  await promisify(execFile)(
    process.execPath,
    [program, 'build', '--config', config, '--logLevel', 'warn'],
    { cwd: root, env: variables },
  )
}

const buildIfStale = async (build: Build): Promise<string> => {
  if (isStale(build)) await vite(build)
  return build.output
}

/** The folder with the built page, brought up to date. */
export const builtPage = (): Promise<string> => buildIfStale(PAGE)

/** The folder with the built harness, brought up to date. */
export const builtHarness = (): Promise<string> => buildIfStale(HARNESS)
