/**
 * `npm run replicate`: runs the published rescaling and overlap experiments with the sweeps in
 * scripts/replication/sweeps/ and writes the results into docs/replication.md. Interrupted and
 * started again, it goes on where it was. `--network diagonal` or `relu` runs one kind of network,
 * `--seeds N` takes the first N of the data seeds, and `--quick` runs small parts of the experiments
 * and only prints the results.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { format, resolveConfig } from 'prettier'
import { InputError } from './cli/fields.ts'
import { ownTerminal as terminal, runScript } from './cli/terminal.ts'
import { runSweep } from './cli/sweep.ts'
import { createRunner } from './cli/sweepRun.ts'
import { openTrainer } from './openTrainer.ts'
import { readRuns, STUDY_IDS, summarize, SWEEPS } from './replication/conditions.ts'
import { PUBLISHED_FILE, readPublished } from './replication/published.ts'
import { runReluSweep, type ReluSweep } from './replication/reluSweep.ts'
import { replaceResults, writeReport } from './replication/report.ts'
import { NETWORK_IDS, type NetworkId } from '../src/theory/network.ts'
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
  networks: readonly NetworkId[]
  seeds: number
  isQuick: boolean
}

const ALL_SEEDS = 12
const QUICK_SEEDS = 2
const QUICK_SAMPLES: readonly number[] = [16, 64]

const readOptions = () =>
  parseArgs({
    options: {
      network: { type: 'string' },
      seeds: { type: 'string' },
      quick: { type: 'boolean', default: false },
    },
  }).values

const readNetworks = (name: string | undefined): readonly NetworkId[] => {
  const chosen = NETWORK_IDS.filter((id) => name === undefined || name === id)
  if (chosen.length > 0) return chosen
  throw new InputError(`--network is “${name}”, but must be ${NETWORK_IDS.join(' or ')}.`)
}

const readExtent = (): Extent => {
  const values = readOptions()
  const networks = readNetworks(values.network)
  const seeds = Number(values.seeds ?? (values.quick ? QUICK_SEEDS : ALL_SEEDS))
  if (!Number.isInteger(seeds) || seeds < 1 || seeds > ALL_SEEDS) {
    throw new InputError(
      `--seeds is “${String(values.seeds)}”, but must be a whole number from 1 to ${ALL_SEEDS}.`,
    )
  }
  return { networks, seeds, isQuick: values.quick }
}

const readFile = (name: string): unknown =>
  JSON.parse(readFileSync(path.join(root, 'scripts/replication/sweeps', `${name}.json`), 'utf8'))

const samplesOf = (samples: readonly number[] = [], { isQuick }: Extent): number[] =>
  samples.filter((count) => !isQuick || QUICK_SAMPLES.includes(count))

/** How the sweeps of each kind of network are run: as their files have them, or a part of them. */
const createSweepers = (): Record<NetworkId, (order: Order) => void> => {
  const compute = createRunner()
  let trainer: PreparedRuns | undefined
  return {
    diagonal: ({ name, output, extent }) => {
      const { base, sweep, seeds } = readFile(name) as SweepFile // one of ours
      const mainSamples = samplesOf(sweep.mainSamples, extent)
      const input = { base, sweep: { ...sweep, mainSamples }, seeds: seeds.slice(0, extent.seeds) }
      runSweep({ input, output }, terminal, compute)
    },
    relu: ({ name, output, extent }) => {
      trainer ??= openTrainer()
      const whole = readFile(name) as ReluSweep // one of ours
      const mainSamples = samplesOf(whole.mainSamples, extent)
      const sweep = { ...whole, mainSamples, seeds: whole.seeds.slice(0, extent.seeds) }
      runReluSweep({ sweep, output }, terminal, trainer)
    },
  }
}

/** The document with the new results, in the format that the project's check asks for. */
const updateDocument = async (report: string, network: NetworkId): Promise<void> => {
  const document = replaceResults(readFileSync(DOCUMENT, 'utf8'), report, network)
  const options = { ...(await resolveConfig(DOCUMENT)), parser: 'markdown' }
  writeFileSync(DOCUMENT, await format(document, options))
}

const replicate = async (extent: Extent): Promise<void> => {
  const folder = path.join(root, 'build/replication', extent.isQuick ? 'quick' : '')
  mkdirSync(folder, { recursive: true })
  const sweepers = createSweepers()
  const published = readPublished(root)
  if (published === undefined) {
    terminal.complain(
      `${PUBLISHED_FILE} is absent: the results are written without a comparison with the published means.\n`,
    )
  }
  for (const network of extent.networks) {
    const runs = STUDY_IDS[network].flatMap((study) =>
      SWEEPS[study].flatMap((name) => {
        const output = path.join(folder, `${name}.csv`)
        terminal.complain(`${name}\n`)
        sweepers[network]({ name, output, extent })
        return readRuns(readFileSync(output, 'utf8'), study)
      }),
    )
    const report = writeReport(summarize(runs), published)
    if (extent.isQuick) terminal.write(`${report}\n`)
    else await updateDocument(report, network)
  }
}

await runScript(() => replicate(readExtent()))
