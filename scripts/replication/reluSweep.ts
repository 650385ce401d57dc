/** Sweeps of ReLU networks: which runs a file describes, and what each of them leads to. */
import { readSpec, type RunSpec } from '../../src/protocol/spec.ts'
import type { MethodId } from '../../src/theory/methodRecipes.ts'
import { networkOf } from '../../src/theory/networks.ts'
import { finish } from '../../src/theory/sliced.ts'
import type { PreparedRuns } from '../../src/worker/compute/trained/preparedRuns.ts'
import { InputError } from '../cli/fields.ts'
import type { Terminal } from '../cli/terminal.ts'
import { fillTable } from '../cli/table.ts'

type Settings = Readonly<Record<string, unknown>>

/** Every case with every number of rows and every seed. */
export interface ReluSweep {
  /** Settings of all runs; those that are absent take their defaults. */
  base: Settings
  /** Settings of each case. */
  cases: readonly Settings[]
  /** n */
  mainSamples: readonly number[]
  seeds: readonly number[]
}

export interface ReluRun {
  spec: RunSpec
  method: MethodId
}

const specOf = (raw: Settings): RunSpec => {
  const { spec, problems } = readSpec(raw)
  const [problem] = problems
  if (problem) throw new InputError(problem.message)
  return spec
}

/** The runs, seed by seed, so that those of a seed share their pretraining. */
export const planReluSweep = ({ base, cases, mainSamples, seeds }: ReluSweep): ReluRun[] =>
  seeds.flatMap((dataSeed) =>
    cases.flatMap((settings) =>
      mainSamples.flatMap((count) => {
        const raw = { ...base, ...settings, network: 'relu', mainSamples: count, dataSeed }
        const spec = specOf(raw)
        return spec.methods.map((method) => ({ spec, method }))
      }),
    ),
  )

const SETTINGS = [
  'mainActive',
  'overlap',
  'featureCorrelation',
  'featureMagnitude',
  'rescale',
  'mainSamples',
  'dataSeed',
] as const satisfies readonly (keyof RunSpec)[]

/** Losses are expected squared errors on fresh rows, not divided by anything. */
const RESULTS = ['zeroLoss', 'finalLoss', 'bestLossUntilStop']

/** Trains what of the sweep is not yet in the file `output`. */
export const runReluSweep = (
  { sweep, output }: { sweep: ReluSweep; output: string },
  terminal: Terminal,
  runs: PreparedRuns,
): void => {
  const rows = planReluSweep(sweep).map(({ spec, method }) => ({
    settings: [method, ...SETTINGS.map((field) => spec[field])],
    compute: () => {
      const zero = networkOf(finish(runs.tasks(spec))).zeroLoss('main')
      const { final, best } = finish(runs.end(spec, method))
      return [zero, final * zero, best * zero]
    },
  }))
  fillTable({ header: ['method', ...SETTINGS, ...RESULTS], rows, output }, terminal)
}
