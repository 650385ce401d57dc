/**
 * What happened in a run that has ended, in sentences made from measured numbers only; every claim
 * has its threshold here (docs/model.md, "The sentence after a run").
 */
import { METHODS } from '../protocol/methods.ts'
import type { FeatureWords } from '../protocol/networks.ts'
import type { RunStatus } from '../theory/methodRun.ts'
import type { MethodId } from '../theory/methodRecipes.ts'
import { METHOD_RECIPES } from '../theory/methodRecipes.ts'
import { spoken } from './words.ts'

/** Measured numbers of one method at its end. */
export interface MethodFacts {
  method: MethodId
  status: RunStatus
  /** Relative to the zero function's. */
  error: number
  trainingLoss: number
  effectiveFeatures: number
  /** Shares of Σ|β|. */
  unusedShare: number
  /** Share of Σ|β| on what pretraining left; `null` without pretraining. */
  reusedShare: number | null
  /** Features that pretraining left, and how many of them are kept; `null` without pretraining. */
  pretrained: { count: number; kept: number } | null
  /** ℓ-order of the penalty at this β, where it is known. */
  order: number | null
}

/** What all methods of a run share. */
export interface RunFacts {
  methods: readonly MethodFacts[]
  /** Features that the main teacher uses. */
  needed: number
  words: FeatureWords
}

/** A training loss, relative to the zero function's, up to which the examples count as fitted. */
export const FITTED_LOSS = 1e-3
/** An error below this share of the zero function's: the task has been found. */
const FOUND_ERROR = 0.01
/** Nested: at most this share of the pretrained features kept … */
const NESTED_KEPT = 0.5
/** … which hold at least this share of the weight … */
const NESTED_REUSED = 0.9
/** … under a penalty of at most this ℓ-order. From here on it is lazy, if more are kept. */
const LAZY_ORDER = 1.5
/** Below this share of the weight on them, pretrained features are hardly used. */
const HARDLY_REUSED = 0.1
/** Errors nearer than this factor are about equal. */
const EQUAL_FACTOR = 1.2

const percent = (share: number): string => {
  if (share > 0 && share < 0.005) return 'less than 1 %'
  return `${String(Math.round(100 * share))} %`
}

const count = (value: number): string => String(Number(value.toFixed(value < 10 ? 1 : 0)))

/** How the run ended, where that is a reservation. */
const reservation = ({ status, trainingLoss }: MethodFacts): string => {
  if (status === 'diverged') {
    return ' It diverged: these are its last finite weights.'
  }
  if (trainingLoss <= FITTED_LOSS) return ''
  const loss = `before it fitted its examples (training loss ${spoken(trainingLoss)} of the zero function’s)`
  if (status === 'stepLimit') return ` It reached the step limit ${loss}.`
  if (status === 'plateau') return ` It came to rest on a plateau ${loss}.`
  return ` It stopped ${loss}.`
}

const errorOf = (facts: MethodFacts, run: RunFacts): string => {
  const { error, method, status } = facts
  const words = `error ${spoken(error)}`
  if (error <= 1) return words
  const worse = `${words}, worse than answering zero`
  const alone = run.methods.find((other) => other.method === 'singleTask')
  const isTransfer = !method.startsWith('singleTask') && status !== 'diverged'
  const isBeaten = alone !== undefined && alone.status !== 'diverged' && alone.error < error
  return isTransfer && isBeaten ? `${worse}: negative transfer` : worse
}

type Regime = 'nested' | 'lazy' | 'fresh' | null

/** The regime of a method that starts from pretraining, if its numbers are clear. */
export const regimeOf = ({ pretrained, reusedShare, order }: MethodFacts): Regime => {
  if (pretrained === null || pretrained.count === 0 || reusedShare === null) return null
  if (reusedShare < HARDLY_REUSED) return 'fresh'
  if (order === null) return null
  const keptShare = pretrained.kept / pretrained.count
  if (keptShare > NESTED_KEPT) return order >= LAZY_ORDER ? 'lazy' : null
  return reusedShare >= NESTED_REUSED && order < LAZY_ORDER ? 'nested' : null
}

const REGIME_WORDS: Record<Exclude<Regime, null>, (order: string) => string> = {
  nested: (order) => `: nested, under a penalty that favours few (${order})`,
  lazy: (order) => `: lazy, under a penalty that spreads (${order})`,
  fresh: () => ': little is reused',
}

const pretrainedClause = (facts: MethodFacts, words: FeatureWords): string => {
  const { pretrained, unusedShare, order } = facts
  if (pretrained === null) return ''
  if (pretrained.count === 0) {
    return `pretraining left nothing to keep; ${percent(unusedShare)} of the weight ${words.leakedInFull}`
  }
  const { kept, count: all } = pretrained
  const regime = regimeOf(facts)
  const why = regime === null ? '' : REGIME_WORDS[regime](`ℓ-order ${(order ?? 0).toFixed(2)}`)
  return `${String(kept)} of ${String(all)} pretrained features kept, ${percent(unusedShare)} of the weight ${words.leakedBeside}${why}`
}

const spreadClause = (
  { effectiveFeatures, unusedShare, error }: MethodFacts,
  { needed, words }: RunFacts,
): string => {
  if (effectiveFeatures === 0) return 'all coefficients are zero'
  const found = error < FOUND_ERROR ? 'finds the task: ' : ''
  return `${found}${count(effectiveFeatures)} effective features where the task needs ${String(needed)}, ${percent(unusedShare)} of the weight ${words.leakedBeside}`
}

/** One sentence on a method, with a second where its end is a reservation. */
export const explainMethod = (facts: MethodFacts, run: RunFacts): string => {
  const isZero = facts.effectiveFeatures === 0
  const clause =
    facts.pretrained === null || isZero
      ? spreadClause(facts, run)
      : pretrainedClause(facts, run.words)
  return `${METHODS[facts.method].label}: ${clause}; ${errorOf(facts, run)}.${reservation(facts)}`
}

/** 1123 → "1,100". */
const times = (factor: number): string => {
  const rounded = Number(factor.toPrecision(2))
  return rounded >= 1e6 ? spoken(rounded) : rounded.toLocaleString('en')
}

const NAMES: Record<MethodId, string> = {
  singleTask: 'single-task training',
  multiTask: 'multi-task learning',
  finetune: 'finetuning',
  singleTaskProbe: 'the single-task probe',
  finetuneProbe: 'the pretrained probe',
  probeThenFinetune: 'probing, then finetuning',
}

const capitalized = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** Which two methods are compared: what the page is about, else the first two. */
const pairOf = ({ methods }: RunFacts): [MethodFacts, MethodFacts] | null => {
  const find = (wanted: MethodId): MethodFacts | undefined =>
    methods.find(({ method }) => method === wanted)
  const one =
    find('finetune') ??
    methods.find(({ method }) => METHOD_RECIPES[method].startsFrom === 'pretraining') ??
    find('multiTask') ??
    methods[1]
  const other = find('singleTask') ?? methods.find((facts) => facts !== one)
  return one === undefined || other === undefined || one === other ? null : [one, other]
}

/** One sentence that compares two methods, or nothing where a comparison would mislead. */
export const compareMethods = (run: RunFacts): string => {
  const pair = pairOf(run)
  if (pair === null || pair.some(({ status }) => status === 'diverged')) return ''
  const [one, other] = pair
  const [name, otherName] = [capitalized(NAMES[one.method]), NAMES[other.method]]
  if (one.error === other.error) return `${name} and ${otherName} end at the same error.`
  if (one.error === 0) return `${name} ends without error, ${otherName} does not.`
  if (other.error === 0) return `${name} ends with an error, ${otherName} without.`
  const ratio = other.error / one.error
  const factor = Math.max(ratio, 1 / ratio)
  if (factor < EQUAL_FACTOR) {
    return `${name} and ${otherName} end at about the same error.`
  }
  return `${name} ends ${times(factor)} times ${ratio > 1 ? 'below' : 'above'} ${otherName}.`
}
