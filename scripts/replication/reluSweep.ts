/** Sweeps of ReLU networks: which runs a file describes, and what each of them leads to. */
import {
  anyTaskSettingsOf,
  readSpec,
  startSettingsOf,
  type RunSpec,
} from '../../src/protocol/spec.ts'
import { createAnyTasks } from '../../src/theory/anyTasks.ts'
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
  /**
   * The step of every phase, not divided by the step scale: steps times this is the time that the
   * gradient flow would have taken. Absent: η and η₁ are those of the settings.
   */
  step?: number
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

/** η and η₁ over their scales are at most this: beyond about 1 descent hovers. */
const LARGEST_RATE = 0.55

/**
 * The spec with the η and η₁ at which a phase takes steps of this size, or the largest that is
 * stable.
 */
const withStep = (
  { spec, method }: ReluRun,
  step: number,
  runs: Pick<PreparedRuns, 'pretrained'>,
): RunSpec => {
  const network = networkOf(createAnyTasks(anyTaskSettingsOf(spec)))
  const start = startSettingsOf(spec)
  const rateOf = (weights: Float64Array, tasks: 'auxiliary' | 'main' | 'both'): number =>
    Math.min(LARGEST_RATE, step * network.stepScale(weights, tasks))
  const fresh = network.initialWeights(start, 1)
  if (method === 'multiTask') {
    return { ...spec, auxLearningRate: rateOf(network.initialWeights(start, 2), 'both') }
  }
  const before = { ...spec, auxLearningRate: rateOf(fresh, 'auxiliary') }
  const first =
    method === 'singleTask'
      ? fresh
      : network.rescaleForFinetuning(finish(runs.pretrained(before)), start)
  return { ...before, learningRate: rateOf(first, 'main') }
}

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
  const rows = planReluSweep(sweep).map(({ spec: planned, method }) => ({
    settings: [method, ...SETTINGS.map((field) => planned[field])],
    compute: () => {
      const { step } = sweep
      const spec = step === undefined ? planned : withStep({ spec: planned, method }, step, runs)
      const zero = networkOf(finish(runs.tasks(spec))).zeroLoss('main')
      const { final, best } = finish(runs.end(spec, method))
      return [zero, final * zero, best * zero]
    },
  }))
  fillTable({ header: ['method', ...SETTINGS, ...RESULTS], rows, output }, terminal)
}
