/** Sentences about a run, made from its settings and measured numbers only. */
import { METHODS } from '../protocol/methods.ts'
import { NETWORKS, type NetworkId } from '../protocol/networks.ts'
import type { RunSpec } from '../protocol/spec.ts'
import type { RunStatus } from '../theory/methodRun.ts'
import type { MethodId } from '../theory/methodRecipes.ts'
import { shownNetwork, type ShownState } from './shown.ts'
import type { TrainingState } from './training.ts'

const counted = (count: number, one: string, many: string): string =>
  `${count.toLocaleString('en')} ${count === 1 ? one : many}`

/** "200 features, 20 of them learned in pretraining. …" */
const describeFeatures = (spec: RunSpec): string => {
  const { inputDim, auxActive, mainActive, overlap, mainSamples } = spec
  const learned =
    auxActive === 0
      ? 'none of them used in pretraining'
      : `${auxActive} of them used in pretraining`
  const need = counted(mainActive, 'feature', 'features')
  const source =
    overlap === mainActive
      ? `needs ${mainActive === 1 ? 'one' : `${mainActive}`} of those ${auxActive}`
      : overlap === 0
        ? `needs ${mainActive === 1 ? 'one other' : `${mainActive} others`}`
        : `needs ${need}, ${overlap} of them old`
  const shown = counted(mainSamples, 'example', 'examples')
  return `${counted(inputDim, 'feature', 'features')}, ${learned}. The new task ${source}, and has ${shown}.`
}

/** The angle between directions of this cosine: "26°". */
const angleOf = (cosine: number): string =>
  `${String(Math.round((Math.acos(cosine) * 180) / Math.PI))}°`

/** "Pretrained on a task of 6 directions in 15 inputs. …" */
const describeUnits = (spec: RunSpec): string => {
  const { inputDim, auxActive, mainActive, overlap, featureCorrelation, featureMagnitude } = spec
  const isSame = featureCorrelation === 1
  const relation = isSame
    ? `of those ${auxActive}`
    : `turned by ${angleOf(featureCorrelation)} from old ones`
  const source =
    overlap === mainActive
      ? `${mainActive === 1 ? 'one' : `${mainActive}`} ${relation}`
      : overlap === 0
        ? mainActive === 1
          ? 'one other'
          : `${mainActive} others`
        : `${counted(mainActive, 'direction', 'directions')}, ${overlap} ${isSame ? 'of them old' : relation}`
  const size = featureMagnitude === 1 ? '' : `, ${spoken(featureMagnitude)} times as strong`
  const shown = counted(spec.mainSamples, 'example', 'examples')
  return `Pretrained on a task of ${counted(auxActive, 'direction', 'directions')} in ${inputDim} inputs. The new task needs ${source}${size}, and has ${shown}.`
}

/** What is asked of the networks. */
export const describeTask = (spec: RunSpec): string =>
  spec.network === 'relu' ? describeUnits(spec) : describeFeatures(spec)

/** A number for a sentence: three digits, powers of ten where it is small. */
export const spoken = (value: number): string => {
  if (value === 0) return '0'
  const size = Math.abs(value)
  return size >= 1e-3 && size < 1e4 ? String(Number(value.toPrecision(2))) : value.toExponential(1)
}

const percent = (share: number): string => `${String(Math.round(100 * share))} %`

/** One sentence on what is shown of a method: error, features in use, weight that leaked. */
const describeMethod = (training: ShownState, method: MethodId, network: NetworkId): string => {
  const { label } = METHODS[method]
  const shown = shownNetwork(training, method)
  if (shown === null) return `${label}: not trained yet.`
  const { momentStep, measured, isExact } = shown
  const isTraining = !isExact && momentStep === null && shown.status === 'running'
  const moment =
    momentStep === null ? '' : `, exact flow at step ${momentStep.toLocaleString('en')}`
  const state = isTraining ? ', still in training' : moment
  const error = `error on new inputs ${spoken(shown.generalizationLoss)} of the zero function’s`
  const features = `${spoken(measured.effectiveFeatures)} effective features`
  const leaked = `${percent(measured.shares.unused)} of the weight ${NETWORKS[network].words.leakedInFull}`
  return `${label}${state}: ${error}, ${features}, ${leaked}.`
}

/** A text summary of the spectrum: one sentence for each method. */
export const describeNetworks = (
  state: ShownState,
  { methods, network }: Pick<RunSpec, 'methods' | 'network'>,
): string => methods.map((method) => describeMethod(state, method, network)).join(' ')

const STATUS_WORDS: Record<RunStatus, string> = {
  running: 'in training',
  converged: 'converged',
  plateau: 'on a plateau',
  stepLimit: 'at the step limit',
  diverged: 'diverged',
}

export const statusInWords = (status: RunStatus): string => STATUS_WORDS[status]

/** How the run ended, for the status line: "All converged." or one clause for each method. */
export const describeEnd = (
  { networks }: Pick<TrainingState, 'networks'>,
  methods: readonly MethodId[],
): string => {
  const statuses = methods.map((method) => networks[method]?.status ?? 'running')
  const [first] = statuses
  if (first !== undefined && statuses.every((status) => status === first)) {
    return methods.length === 1 ? `Ended: ${STATUS_WORDS[first]}.` : `All ${STATUS_WORDS[first]}.`
  }
  const clauses = methods.map(
    (method, index) =>
      `${METHODS[method].abbreviation} ${STATUS_WORDS[statuses[index] ?? 'running']}`,
  )
  return `Ended: ${clauses.join(', ')}.`
}

/** What stands in the place of a method's numbers before there are any. */
export const waitingInWords = ({
  phase,
  exactFailure,
  isAnswer,
}: Pick<TrainingState, 'phase' | 'exactFailure' | 'isAnswer'>): string => {
  if (phase === 'failed') return 'not trained'
  return phase === 'starting' && isAnswer && exactFailure !== null ? 'not solved' : 'waiting …'
}
