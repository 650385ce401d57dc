/**
 * `npm test`: a browser, every check, the build, and every test. Goes on after a failure; the last
 * line counts checks and tests together, and the exit status is 1 unless all passed.
 */
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { findBrowser } from './findBrowser.mjs'
import { findEngine } from './findEngines.mjs'
import { endQuietly } from './quietEnd.mjs'
import { startChecks } from './runChecks.mjs'
import { closingLine, countsOf, sum } from './testCounts.mjs'

/** @typedef {import('./testCounts.mjs').Counts} Counts */

const root = fileURLToPath(new URL('..', import.meta.url))

/** @param {string} file */
const readReport = (file) => {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    // vitest ended before it wrote a report; countsOf takes that as a failure.
    return undefined
  }
}

/**
 * @param {string[]} projects
 * @param {NodeJS.ProcessEnv} variables
 * @returns {Promise<Counts>}
 */
const runTests = async (projects, variables = {}) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'regimes-of-reuse-tests-'))
  const report = path.join(folder, 'report.json')
  const tests = spawn(
    process.execPath,
    [
      path.join(root, 'node_modules/vitest/vitest.mjs'),
      'run',
      ...projects.flatMap((project) => ['--project', project]),
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
    ],
    { cwd: root, stdio: 'inherit', env: { ...process.env, ...variables } },
  )
  /** @type {number | null} */
  const status = await new Promise((resolve) => {
    tests.on('error', () => resolve(1))
    tests.on('close', resolve)
  })
  const counts = countsOf(readReport(report), status)
  rmSync(folder, { recursive: true })
  return counts
}

/** @returns {Promise<string | undefined>} */
const browserOrSentence = async () => {
  try {
    return await findBrowser()
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    return undefined
  }
}

/** Found or installed before anything is tested; an empty path says that there is none. */
const otherBrowsers = () => ({
  FIREFOX_PATH: findEngine('firefox')?.[0] ?? '',
  WEBKIT_DRIVER_PATH: findEngine('webKit')?.[0] ?? '',
})

const testAll = async () => {
  const browser = await browserOrSentence()
  const others = otherBrowsers()
  const { quick, longest } = startChecks()
  const checks = { ...(await quick), skipped: 0 }
  // The longest check ends beside these.
  const units = await runTests(['pure', 'apart', 'dom'])
  const lint = { ...(await longest), skipped: 0 }
  const browserTests =
    browser === undefined
      ? { passed: 0, failed: 1, skipped: 0 }
      : await runTests(['browser'], { CHROMIUM_PATH: browser, ...others })
  const total = sum([checks, lint, units, browserTests])
  const noTestRan = units.passed + units.failed + browserTests.passed + browserTests.failed === 0
  console.log(closingLine(total))
  process.exitCode = total.failed > 0 || noTestRan ? 1 : 0
}

endQuietly(1)
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Node 20.19 or newer is needed; this is Node ${process.versions.node}.`)
  process.exitCode = 1
} else {
  await testAll()
}
