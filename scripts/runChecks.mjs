/** Runs the package's checks one after another, and tells what each one found. */
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

/**
 * @typedef {{ passed: boolean, output: string }} Outcome
 * @typedef {(script: string) => Promise<Outcome>} RunScript
 */

const root = fileURLToPath(new URL('..', import.meta.url))

/** A script of package.json, its output kept. @type {RunScript} */
const runScript = (script) =>
  new Promise((resolve) => {
    // Through a shell, because npm is a .cmd file on Windows; the names come from package.json.
    const child = spawn(`npm run --silent ${script}`, { cwd: root, shell: true })
    let output = ''
    child.stdout.on('data', (/** @type {Buffer} */ chunk) => (output += chunk.toString()))
    child.stderr.on('data', (/** @type {Buffer} */ chunk) => (output += chunk.toString()))
    child.on('error', (error) => resolve({ passed: false, output: error.message }))
    child.on('close', (status) => resolve({ passed: status === 0, output }))
  })

/**
 * Every `check:` script in the order of package.json, so that a new one is never forgotten. The
 * size is that of the build, so the build comes right before it.
 * @param {Record<string, string>} scripts
 */
export const checksIn = (scripts) =>
  Object.keys(scripts)
    .filter((name) => name.startsWith('check:'))
    .sort((one, other) => Number(one === 'check:size') - Number(other === 'check:size'))
    .flatMap((name) => (name === 'check:size' ? ['build', name] : [name]))

/** @returns {string[]} */
const packageChecks = () =>
  checksIn(JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')).scripts)

/** Works on one core and takes longest: it begins first, and runs beside the others. */
const LONGEST = 'check:format'

/** @param {RunScript} run @param {string} check */
const timed = async (run, check) => {
  const start = performance.now()
  const outcome = await run(check)
  return { ...outcome, check, seconds: ((performance.now() - start) / 1000).toFixed(1) }
}

/**
 * Starts every check, and goes on after a failure: one run shows everything that is wrong.
 * @param {{ checks?: string[], run?: RunScript, print?: (text: string) => void }} options
 * @returns what the quick ones, one after another, and the longest, beside them, have counted
 */
export const startChecks = ({
  checks = packageChecks(),
  run = runScript,
  print = console.log,
} = {}) => {
  /** @param {readonly string[]} some */
  const runInTurn = async (some) => {
    const counts = { passed: 0, failed: 0 }
    for (const check of some) {
      const { passed, output, seconds } = await timed(run, check)
      counts[passed ? 'passed' : 'failed'] += 1
      print(`${passed ? 'pass' : 'FAIL'}  ${check.padEnd(14)} ${seconds.padStart(6)} s`)
      if (!passed) print(output.trimEnd())
    }
    return counts
  }
  return {
    longest: runInTurn(checks.filter((check) => check === LONGEST)),
    quick: runInTurn(checks.filter((check) => check !== LONGEST)),
  }
}

/**
 * The same, to its end.
 * @param {Parameters<typeof startChecks>[0]} [options]
 */
export const runChecks = async (options) => {
  const { longest, quick } = startChecks(options)
  const [one, others] = await Promise.all([longest, quick])
  return { passed: one.passed + others.passed, failed: one.failed + others.failed }
}
