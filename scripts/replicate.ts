/**
 * `npm run replicate`: runs published experiments with the sweeps in scripts/replication/sweeps/ and
 * writes the results into docs/replication.md. Interrupted and started again, it goes on where it
 * was. `--part NAME` runs one part (diagonal, probes, relu or multiTask), `--seeds N` takes the first
 * N of the data seeds, and `--quick` runs small parts of the experiments and only prints the results.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { format, resolveConfig } from 'prettier'
import { InputError } from './cli/fields.ts'
import { ownTerminal as terminal, runScript } from './cli/terminal.ts'
import { runSweep } from './cli/sweep.ts'
import { createRunner } from './cli/sweepRun.ts'
import { openTrainer } from './openTrainer.ts'
import {
  PART_IDS,
  readRuns,
  STUDY_IDS,
  summarize,
  SWEEPS,
  type Part,
  type Run,
} from './replication/conditions.ts'
import { createProbeRunner, runProbeSweep } from './replication/probeSweep.ts'
import { PUBLISHED_FILE, readPublished } from './replication/published.ts'
import { runReluSweep, type ReluSweep } from './replication/reluSweep.ts'
import { replaceResults, writeReport } from './replication/report.ts'
import type { PreparedRuns } from '../src/worker/compute/trained/preparedRuns.ts'

const root = path.resolve(import.meta.dirname, '..')
const DOCUMENT = path.join(root, 'docs/replication.md')

interface SweepFile {
  base: Readonly<Record<string, unknown>>
  sweep: Readonly<Record<string, readonly number[]>>
  seeds: readonly number[]
}

/** Where the table of a sweep file goes. */
interface Order {
  name: string
  output: string
  extent: Extent
}

interface Extent {
  parts: readonly Part[]
  seeds: number
  isQuick: boolean
}

const ALL_SEEDS = 12
const QUICK_SEEDS = 2
const QUICK_SAMPLES: readonly number[] = [16, 64]

const readOptions = () =>
  parseArgs({
    options: {
      part: { type: 'string' },
      seeds: { type: 'string' },
      quick: { type: 'boolean', default: false },
    },
  }).values

const readParts = (name: string | undefined): readonly Part[] => {
  const chosen = PART_IDS.filter((id) => name === undefined || name === id)
  if (chosen.length > 0) return chosen
  throw new InputError(`--part is “${name}”, but must be ${PART_IDS.join(' or ')}.`)
}

const readExtent = (): Extent => {
  const values = readOptions()
  const parts = readParts(values.part)
  const seeds = Number(values.seeds ?? (values.quick ? QUICK_SEEDS : ALL_SEEDS))
  if (!Number.isInteger(seeds) || seeds < 1 || seeds > ALL_SEEDS) {
    throw new InputError(
      `--seeds is “${String(values.seeds)}”, but must be a whole number from 1 to ${ALL_SEEDS}.`,
    )
  }
  return { parts, seeds, isQuick: values.quick }
}

const readFile = (name: string): unknown =>
  JSON.parse(readFileSync(path.join(root, 'scripts/replication/sweeps', `${name}.json`), 'utf8'))

const samplesOf = (samples: readonly number[] = [], { isQuick }: Extent): number[] =>
  samples.filter((count) => !isQuick || QUICK_SAMPLES.includes(count))

/** What of a sweep file of diagonal networks is run. */
const partOf = ({ name, extent }: Order): Record<string, unknown> => {
  const { base, sweep, seeds } = readFile(name) as SweepFile // one of ours
  const mainSamples = samplesOf(sweep.mainSamples, extent)
  return { base, sweep: { ...sweep, mainSamples }, seeds: seeds.slice(0, extent.seeds) }
}

/** How the sweeps of each part are run: as their files have them, or a part of them. */
const createSweepers = (): Record<Part, (order: Order) => void> => {
  const compute = createRunner()
  const probe = createProbeRunner()
  let trainer: PreparedRuns | undefined
  const train = ({ name, output, extent }: Order): void => {
    trainer ??= openTrainer()
    const whole = readFile(name) as ReluSweep // one of ours
    const mainSamples = samplesOf(whole.mainSamples, extent)
    const sweep = { ...whole, mainSamples, seeds: whole.seeds.slice(0, extent.seeds) }
    runReluSweep({ sweep, output }, terminal, trainer)
  }
  return {
    diagonal: (order) => {
      runSweep({ input: partOf(order), output: order.output }, terminal, compute)
    },
    probes: (order) => {
      runProbeSweep({ input: partOf(order), output: order.output }, terminal, probe)
    },
    relu: train,
    multiTask: train,
  }
}

/** The document with the new results, in the format that the project's check asks for. */
const updateDocument = async (report: string, part: Part): Promise<void> => {
  const document = replaceResults(readFileSync(DOCUMENT, 'utf8'), report, part)
  const options = { ...(await resolveConfig(DOCUMENT)), parser: 'markdown' }
  writeFileSync(DOCUMENT, await format(document, options))
}

/** Where the tables of an extent stand. */
const folderOf = (extent: Extent): string =>
  path.join(root, 'build/replication', extent.isQuick ? 'quick' : '')

/** What of a part has been run so far. */
const finishedRuns = (part: Part, folder: string): Run[] =>
  STUDY_IDS[part].flatMap((study) =>
    SWEEPS[study].flatMap((name) => {
      const output = path.join(folder, `${name}.csv`)
      return existsSync(output) ? readRuns(readFileSync(output, 'utf8'), study) : []
    }),
  )

const replicate = async (extent: Extent): Promise<void> => {
  const folder = folderOf(extent)
  mkdirSync(folder, { recursive: true })
  const sweepers = createSweepers()
  const published = readPublished(root)
  if (published === undefined) {
    terminal.complain(
      `${PUBLISHED_FILE} is absent: the results are written without a comparison with the published means.\n`,
    )
  }
  for (const part of extent.parts) {
    for (const name of STUDY_IDS[part].flatMap((study) => SWEEPS[study])) {
      terminal.complain(`${name}\n`)
      sweepers[part]({ name, output: path.join(folder, `${name}.csv`), extent })
    }
    const others = PART_IDS.filter((other) => other !== part)
    const beside = summarize(others.flatMap((other) => finishedRuns(other, folder)))
    const report = writeReport(summarize(finishedRuns(part, folder)), published, beside)
    if (extent.isQuick) terminal.write(`${report}\n`)
    else await updateDocument(report, part)
  }
}

await runScript(() => replicate(readExtent()))
