/**
 * What is trained: one flat record of everything that decides the numbers. Defaults come from the
 * controls' table; validation names each wrong value, what is allowed and what is used instead.
 */
import { METHOD_IDS, METHOD_RECIPES, type MethodId } from '../theory/methodRecipes.ts'
import type { TrainingSettings } from '../theory/methodRun.ts'
import type { StartSettings } from '../theory/network.ts'
import type { AnyTaskSettings } from '../theory/anyTasks.ts'
import type { TaskSettings } from '../theory/tasks.ts'
import { NUMBER_FIELDS, type NumberField } from './controls.ts'
import { controlOf, NETWORK_IDS, NETWORKS, type NetworkId } from './networks.ts'
import { knownWord, listIn } from './knownWords.ts'
import { readNumber } from './numberFields.ts'
import { inWords, type SpecProblem } from './problems.ts'

export type { SpecProblem }

export type RunSpec = Readonly<Record<NumberField, number>> & {
  readonly network: NetworkId
  /** True: γ = α·c as in the paper's runs, and `readoutInit` is not used. */
  readonly readoutTied: boolean
  /** Without repetition, in the order of METHOD_IDS, at least one. */
  readonly methods: readonly MethodId[]
}

const initialNumbers = (network: NetworkId): Record<NumberField, number> =>
  Object.fromEntries(
    NUMBER_FIELDS.map((field) => [field, controlOf(network, field).initial]),
  ) as Record<NumberField, number> // every field is in NUMBER_FIELDS

const createDefaultSpec = (network: NetworkId): RunSpec => ({
  ...initialNumbers(network),
  network,
  readoutTied: NETWORKS[network].readoutTied,
  methods: NETWORKS[network].methods,
})

export const DEFAULT_SPECS: Readonly<Record<NetworkId, RunSpec>> = {
  diagonal: createDefaultSpec('diagonal'),
  relu: createDefaultSpec('relu'),
}

export const DEFAULT_SPEC = DEFAULT_SPECS.diagonal

/** γ: the readout's value at the start of finetuning. */
export const readoutInitOf = (spec: RunSpec): number =>
  spec.readoutTied ? spec.initScale * spec.rescale : spec.readoutInit

/** How many coefficients a picture of this spec has. */
export const featureCountOf = (spec: RunSpec): number =>
  spec.network === 'relu' ? spec.auxActive + spec.mainActive - spec.overlap + 1 : spec.inputDim

export const taskSettingsOf = (spec: RunSpec): TaskSettings => ({
  inputDim: spec.inputDim,
  auxActive: spec.auxActive,
  mainActive: spec.mainActive,
  overlap: spec.overlap,
  auxSamples: spec.auxSamples,
  mainSamples: spec.mainSamples,
  labelNoise: spec.labelNoise,
  dataSeed: spec.dataSeed,
})

/** What the tasks of either kind of network are drawn from. */
export const anyTaskSettingsOf = (spec: RunSpec): AnyTaskSettings => {
  const { network, hiddenWidth, featureCorrelation, featureMagnitude } = spec
  const common = taskSettingsOf(spec)
  return network === 'relu'
    ? { network, ...common, hiddenWidth, featureCorrelation, featureMagnitude }
    : { network, ...common }
}

export const startSettingsOf = (spec: RunSpec): StartSettings => ({
  initScale: spec.initScale,
  initSpread: spec.initSpread,
  initSeed: spec.initSeed,
  rescale: spec.rescale,
  readoutInit: readoutInitOf(spec),
})

export const trainingSettingsOf = (spec: RunSpec): TrainingSettings => ({
  learningRate: spec.learningRate,
  auxLearningRate: spec.auxLearningRate,
  weightDecay: spec.weightDecay,
  stopLoss: spec.stopLoss,
  probeLoss: spec.probeLoss,
  stepLimit: spec.stepLimit,
})

export const needsPretraining = (spec: RunSpec): boolean =>
  spec.methods.some((method) => METHOD_RECIPES[method].startsFrom === 'pretraining')

const lowered = (field: NumberField, from: number, to: number): SpecProblem => ({
  field,
  message: `${field} is ${String(from)}, but only ${String(to)} fit the other settings: using ${String(to)}.`,
})

/**
 * Makes the counts fit each other: o ≤ min(k₁, k₂) and k₁ + k₂ − o ≤ D; for ReLU networks, whose
 * shared units may lean into directions of their own, k₁ + k₂ ≤ D. Lowers what does not fit.
 */
export const fitCounts = (spec: RunSpec): { spec: RunSpec; problems: SpecProblem[] } => {
  const problems: SpecProblem[] = []
  const atMost = (field: NumberField, value: number, limit: number): number => {
    if (value > limit) problems.push(lowered(field, value, limit))
    return Math.min(value, limit)
  }
  const { inputDim } = spec
  if (spec.network === 'relu') {
    const least = controlOf(spec.network, 'auxActive').minimum
    const mainActive = atMost('mainActive', spec.mainActive, inputDim - least)
    const auxActive = atMost('auxActive', spec.auxActive, inputDim - mainActive)
    const overlap = atMost('overlap', spec.overlap, Math.min(mainActive, auxActive))
    return { spec: { ...spec, mainActive, overlap, auxActive }, problems }
  }
  const mainActive = atMost('mainActive', spec.mainActive, inputDim)
  const overlap = atMost('overlap', spec.overlap, Math.min(mainActive, spec.auxActive))
  const auxActive = atMost('auxActive', spec.auxActive, inputDim - mainActive + overlap)
  return { spec: { ...spec, mainActive, overlap, auxActive }, problems }
}

const methodIn = (value: unknown): MethodId | undefined =>
  typeof value === 'string' ? knownWord(METHOD_IDS, value) : undefined

const readMethods = (
  raw: unknown,
  initial: readonly MethodId[],
): { methods: readonly MethodId[]; problem?: SpecProblem } => {
  const given: readonly unknown[] =
    typeof raw === 'string' ? listIn(raw) : Array.isArray(raw) ? raw : [raw]
  const named = given.map(methodIn)
  const methods = METHOD_IDS.filter((method) => named.includes(method))
  const isClean = methods.length === given.length
  if (isClean && methods.length > 0) return { methods }
  const used = methods.length > 0 ? methods : initial
  const message = `methods is ${inWords(raw)}, but must be some of ${METHOD_IDS.join(', ')}, each once: using ${used.join(', ')}.`
  return { methods: used, problem: { field: 'methods', message } }
}

const readNetwork = (
  raw: Readonly<Record<string, unknown>>,
  problems: SpecProblem[],
): NetworkId => {
  if (!Object.hasOwn(raw, 'network')) return 'diagonal'
  const { network } = raw
  const known = typeof network === 'string' ? knownWord(NETWORK_IDS, network) : undefined
  if (known !== undefined) return known
  const message = `network is ${inWords(raw.network)}, but must be ${NETWORK_IDS.join(' or ')}: using diagonal.`
  problems.push({ field: 'network', message })
  return 'diagonal'
}

const readTied = (
  raw: Readonly<Record<string, unknown>>,
  initial: boolean,
  problems: SpecProblem[],
): boolean => {
  if (!Object.hasOwn(raw, 'readoutTied')) return initial
  const given = raw.readoutTied
  const word = typeof given === 'string' ? knownWord(['true', 'false'], given) : undefined
  if (typeof given === 'boolean') return given
  if (word !== undefined) return word === 'true'
  const message = `readoutTied is ${inWords(given)}, but must be true or false: using ${initial}.`
  problems.push({ field: 'readoutTied', message })
  return initial
}

/**
 * A spec from untrusted input: fields that are absent take their default in silence, every wrong one
 * is named. Never throws; the result is always valid.
 */
export const readSpec = (
  raw: Readonly<Record<string, unknown>>,
): { spec: RunSpec; problems: SpecProblem[] } => {
  const problems: SpecProblem[] = []
  const network = readNetwork(raw, problems)
  const numbers = initialNumbers(network)
  for (const field of NUMBER_FIELDS) {
    if (!Object.hasOwn(raw, field)) continue
    const { value, problem } = readNumber(field, raw[field], network)
    numbers[field] = value
    if (problem) problems.push(problem)
  }
  let { methods } = DEFAULT_SPECS[network]
  const readoutTied = readTied(raw, DEFAULT_SPECS[network].readoutTied, problems)
  if (Object.hasOwn(raw, 'methods')) {
    const read = readMethods(raw.methods, methods)
    methods = read.methods
    if (read.problem) problems.push(read.problem)
  }
  const fitted = fitCounts({ ...numbers, network, readoutTied, methods })
  return { spec: fitted.spec, problems: [...problems, ...fitted.problems] }
}
