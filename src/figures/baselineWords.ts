/** The rows of the baselines, and what they say in words. */
import type { BaselinesRow } from '../charts/baselines/types.ts'
import type { LazyResult } from '../protocol/computing.ts'
import { METHODS } from '../protocol/methods.ts'
import { needsPretraining, type RunSpec } from '../protocol/spec.ts'
import type { AnswerState } from '../store/restingQuestion.ts'
import type { NetworkState, TrainingState } from '../store/training.ts'
import { spoken } from '../store/words.ts'
import { METHOD_RECIPES, type MethodId } from '../theory/methodRecipes.ts'
import { METHOD_STYLES } from './methodStyles.ts'

const rowState = (network: NetworkState | undefined): BaselinesRow['state'] => {
  if (network === undefined) return 'waiting'
  return network.status === 'running' ? 'training' : 'done'
}

const trainedRow = (
  method: MethodId,
  { rescale }: RunSpec,
  network: NetworkState | undefined,
): BaselinesRow => {
  const { colourToken, mark } = METHOD_STYLES[method]
  const isRescaled = METHOD_RECIPES[method].startsFrom === 'pretraining'
  return {
    ...{ id: method, label: METHODS[method].label, colourToken, mark },
    note: isRescaled ? `trained, rescale × ${String(rescale)}` : 'trained',
    value: network?.generalizationLoss ?? null,
    state: rowState(network),
  }
}

const LAZY_ROWS: Record<keyof LazyResult, Omit<BaselinesRow, 'value' | 'state'>> = {
  probe: {
    ...{ id: 'probe', label: 'LP, pretrained', note: 'ridge on hidden activations' },
    ...{ colourToken: 'method-ptft-lp', mark: 'plus' },
  },
  tangent: {
    ...{ id: 'tangent', label: 'NTK, pretrained', note: 'ridge on tangent features' },
    ...{ colourToken: 'method-ptft-lp', mark: 'triangle' },
  },
  freshProbe: {
    ...{ id: 'freshProbe', label: 'LP, fresh', note: 'ridge on hidden activations' },
    ...{ colourToken: 'method-stl-lp', mark: 'plus' },
  },
  freshTangent: {
    ...{ id: 'freshTangent', label: 'NTK, fresh', note: 'ridge on tangent features' },
    ...{ colourToken: 'method-stl-lp', mark: 'triangle' },
  },
}

/** Of pretrained networks only where there is pretraining. */
const lazyKinds = (spec: RunSpec): (keyof LazyResult)[] =>
  needsPretraining(spec)
    ? ['probe', 'tangent', 'freshProbe', 'freshTangent']
    : ['freshProbe', 'freshTangent']

/** What is trained, then what stands still. */
export const baselineRows = (
  spec: RunSpec,
  { networks }: Pick<TrainingState, 'networks'>,
  result: LazyResult | null,
): BaselinesRow[] => [
  ...spec.methods.map((method) => trainedRow(method, spec, networks[method])),
  ...lazyKinds(spec).map((kind): BaselinesRow => {
    const value = result?.[kind]?.error ?? null
    return { ...LAZY_ROWS[kind], value, state: value === null ? 'waiting' : 'done' }
  }),
]

/** Every row, for readers who do not see the picture. */
export const describeBaselines = (rows: readonly BaselinesRow[]): string =>
  rows
    .map(({ label, value, state }) => {
      if (value === null) return `${label}: not known yet.`
      const now = state === 'training' ? ' so far' : ''
      return `${label}: error ${spoken(value)} of the zero function’s${now}.`
    })
    .join(' ')

const ofTen = (share: number): string => `${String(Math.round(100 * share))} %`

/** What the ends of the lazy methods wait for. */
export const tellWaiting = ({ status, share, failure }: AnswerState<LazyResult>): string => {
  switch (status) {
    case 'computing':
      return `The lazy ends are being computed: ${ofTen(share)}.`
    case 'failed':
      return `The lazy ends could not be computed: ${failure ?? 'no reason was given.'}`
    case 'none':
    case 'waiting':
      return 'The lazy ends are computed once training rests.'
    case 'ready':
      return ''
  }
}

const factor = (ratio: number): string => {
  const rounded = Number(ratio.toPrecision(2))
  return rounded >= 1e6 ? spoken(rounded) : rounded.toLocaleString('en')
}

/** Errors nearer than this factor are about equal. */
const EQUAL_FACTOR = 1.2

/** The better of both on the pretrained network, if they are known. */
const bestLazy = ({ probe, tangent }: LazyResult): { name: string; error: number } | null => {
  if (probe === null || tangent === null) return null
  return probe.error <= tangent.error
    ? { name: 'LP', error: probe.error }
    : { name: 'NTK', error: tangent.error }
}

/** Error of the finetuned network, if it has come to an end. */
const finetunedError = ({ networks }: Pick<TrainingState, 'networks'>): number | null => {
  const { finetune } = networks
  const isThere = finetune !== undefined && !['running', 'diverged'].includes(finetune.status)
  return isThere ? finetune.generalizationLoss : null
}

/** One sentence: the best of what stands still beside finetuning. */
export const compareWithLazy = (
  result: LazyResult,
  state: Pick<TrainingState, 'networks'>,
): string => {
  const best = bestLazy(result)
  const finetuned = finetunedError(state)
  const ratio = best === null || finetuned === null ? NaN : best.error / finetuned
  if (best === null || !Number.isFinite(ratio) || ratio === 0) return ''
  const name = `Of LP and NTK on the pretrained network the better is ${best.name}`
  if (ratio > EQUAL_FACTOR)
    return `${name}: stuck at ${factor(ratio)} times the error of finetuning.`
  const place =
    ratio * EQUAL_FACTOR < 1
      ? `${factor(1 / ratio)} times below finetuning`
      : 'about where finetuning ends'
  return `${name}: ${place}, so here the features need not move.`
}
