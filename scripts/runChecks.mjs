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

/** Takes as long as all others together: it begins first, and runs beside them. */
const LONGEST = 'check:lint'

/** @param {RunScript} run @param {string} check */
const timed = async (run, check) => {
  const start = performance.now()
  const outcome = await run(check)
  return { ...outcome, check, seconds: ((performance.now() - start) / 1000).toFixed(1) }
}

/**
 * Goes on after a failure: one run shows everything that is wrong.
 * @param {{ checks?: string[], run?: RunScript, print?: (text: string) => void }} options
 */
export const runChecks = async ({
  checks = packageChecks(),
  run = runScript,
  print = console.log,
} = {}) => {
  const counts = { passed: 0, failed: 0 }
  /** @param {Awaited<ReturnType<typeof timed>>} outcome */
  const tell = ({ check, passed, output, seconds }) => {
    counts[passed ? 'passed' : 'failed'] += 1
    print(`${passed ? 'pass' : 'FAIL'}  ${check.padEnd(14)} ${seconds.padStart(6)} s`)
    if (!passed) print(output.trimEnd())
  }
  const longest = checks.filter((check) => check === LONGEST).map((check) => timed(run, check))
  for (const check of checks) {
    if (check !== LONGEST) tell(await timed(run, check))
  }
  for (const outcome of longest) tell(await outcome)
  return counts
}
