/**
 * `npm run replicate`: runs the published rescaling and overlap experiments with the sweeps in
 * scripts/replication/sweeps/ and writes the results into docs/replication.md. Interrupted and
 * started again, it goes on where it was. `--seeds N` takes the first N of the twelve data seeds;
 * `--quick` runs small parts of the experiments and only prints the results.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { format, resolveConfig } from 'prettier'
import { InputError } from './cli/fields.ts'
import type { Terminal } from './cli/runCli.ts'
import { runSweep } from './cli/sweep.ts'
import { createRunner } from './cli/sweepRun.ts'
import { readRuns, STUDIES, summarize, SWEEPS } from './replication/conditions.ts'
import { PUBLISHED_FILE, readPublished } from './replication/published.ts'
import { replaceResults, writeReport } from './replication/report.ts'

const root = path.resolve(import.meta.dirname, '..')
const DOCUMENT = path.join(root, 'docs/replication.md')

interface SweepFile {
  base: Readonly<Record<string, unknown>>
  sweep: Readonly<Record<string, readonly number[]>>
  seeds: readonly number[]
}

interface Extent {
  seeds: number
  isQuick: boolean
}

const ALL_SEEDS = 12
const QUICK_SEEDS = 2
const QUICK_SAMPLES: readonly number[] = [16, 64]

const readOptions = () => {
  try {
    return parseArgs({
      options: { seeds: { type: 'string' }, quick: { type: 'boolean', default: false } },
    }).values
  } catch (error) {
    throw new InputError(error instanceof Error ? error.message : String(error))
  }
}

const readExtent = (): Extent => {
  const values = readOptions()
  const seeds = Number(values.seeds ?? (values.quick ? QUICK_SEEDS : ALL_SEEDS))
  if (!Number.isInteger(seeds) || seeds < 1 || seeds > ALL_SEEDS) {
    throw new InputError(
      `--seeds is “${String(values.seeds)}”, but must be a whole number from 1 to ${ALL_SEEDS}.`,
    )
  }
  return { seeds, isQuick: values.quick }
}

/** The sweep as its file has it, or the part of it that was asked for. */
const readSweep = (name: string, { seeds, isQuick }: Extent): SweepFile => {
  const file = path.join(root, 'scripts/replication/sweeps', `${name}.json`)
  const whole = JSON.parse(readFileSync(file, 'utf8')) as SweepFile // one of ours
  const { mainSamples = [] } = whole.sweep
  const samples = mainSamples.filter((count) => !isQuick || QUICK_SAMPLES.includes(count))
  return {
    base: whole.base,
    sweep: { ...whole.sweep, mainSamples: samples },
    seeds: whole.seeds.slice(0, seeds),
  }
}

const terminal: Terminal = {
  write: (text) => process.stdout.write(text),
  complain: (text) => process.stderr.write(text),
  isTerminal: process.stderr.isTTY,
}

/** The document with the new results, in the format that the project's check asks for. */
const updateDocument = async (report: string): Promise<void> => {
  const document = replaceResults(readFileSync(DOCUMENT, 'utf8'), report)
  const options = { ...(await resolveConfig(DOCUMENT)), parser: 'markdown' }
  writeFileSync(DOCUMENT, await format(document, options))
}

const replicate = async (extent: Extent): Promise<void> => {
  const folder = path.join(root, 'build/replication', extent.isQuick ? 'quick' : '')
  mkdirSync(folder, { recursive: true })
  const compute = createRunner()
  const runs = STUDIES.flatMap((study) =>
    SWEEPS[study].flatMap((name) => {
      const output = path.join(folder, `${name}.csv`)
      terminal.complain(`${name}\n`)
      runSweep({ input: { ...readSweep(name, extent) }, output }, terminal, compute)
      return readRuns(readFileSync(output, 'utf8'), study)
    }),
  )
  const published = readPublished(root)
  if (published === undefined) {
    terminal.complain(
      `${PUBLISHED_FILE} is absent: the results are written without a comparison with the published means.\n`,
    )
  }
  const report = writeReport(summarize(runs), published)
  if (extent.isQuick) terminal.write(`${report}\n`)
  else await updateDocument(report)
}

try {
  await replicate(readExtent())
} catch (error) {
  if (!(error instanceof InputError)) throw error
  terminal.complain(`${error.message}\n`)
  process.exitCode = 2
}
