/** What the numbers of dimensions and clusters say, in words. */
import type { StructureResult, UnitStructure } from '../protocol/computing.ts'
import { METHODS } from '../protocol/methods.ts'
import { METHOD_RECIPES, type MethodId } from '../theory/methodRecipes.ts'

/** Mean squared distance of unit directions from their centres: 2 sin(½·13°) is √0.05. */
export const ELBOW_LIMIT = { value: 0.05, label: '0.05, about 13°' }

/** At least this share of the dimensions now is shared with those before, if none is new. */
const SHARED = 0.8
/** Numbers nearer than this factor are about equal. */
const EQUAL_FACTOR = 1.1

const count = (value: number): string => value.toFixed(value < 10 ? 1 : 0)

/** One sentence on a network that pretraining came before. */
const compareWithBase = (
  name: string,
  { participationRatio: now, sharedDimensions: shared }: UnitStructure,
  { participationRatio: before }: UnitStructure,
): string => {
  const both = shared === null ? '' : `${count(shared)} shared`
  if (shared !== null && shared >= SHARED * now) {
    if (Math.max(now / before, before / now) < EQUAL_FACTOR) {
      return `${name} keeps the ${count(before)} dimensions that pretraining left (${both}).`
    }
    if (now < before) {
      return `${name} keeps ${count(now)} of the ${count(before)} dimensions that pretraining left (${both}).`
    }
  }
  return `${name} goes from ${count(before)} dimensions to ${count(now)}${both && ` (${both})`}.`
}

const NAMES: Partial<Record<MethodId, string>> = { finetune: 'Finetuning' }

/** The method whose numbers are said in words: finetuning, or another after pretraining. */
export const tellDimensions = (
  { networks, base }: StructureResult,
  methods: readonly MethodId[],
): string => {
  const pretrained = methods.filter(
    (method) => METHOD_RECIPES[method].startsFrom === 'pretraining' && networks[method],
  )
  const method = pretrained.find((id) => id === 'finetune') ?? pretrained[0]
  const found = method && networks[method]
  if (method === undefined || found === undefined || base === null) return ''
  return compareWithBase(NAMES[method] ?? METHODS[method].label, found, base)
}

const describeNetwork = (label: string, found: UnitStructure, before: number | null): string => {
  const { participationRatio, sharedDimensions: shared } = found
  const past = before === null ? '' : `${count(before)} before, `
  const both = before === null || shared === null ? '' : `, ${count(shared)} shared`
  return `${label}: ${past}${count(participationRatio)} dimensions now${both}.`
}

/** The numbers of every network, for readers who do not see the picture. */
export const describeDimensions = (
  { networks, base }: StructureResult,
  methods: readonly MethodId[],
): string =>
  methods
    .flatMap((method) => {
      const found = networks[method]
      if (found === undefined) return []
      const isPretrained = METHOD_RECIPES[method].startsFrom === 'pretraining'
      const before = isPretrained ? (base?.participationRatio ?? null) : null
      return [describeNetwork(METHODS[method].label, found, before)]
    })
    .join(' ')

/** The smallest k that is below the limit, for readers who do not see the picture. */
export const describeClusters = (label: string, inertia: readonly number[]): string => {
  const index = inertia.findIndex((value) => value < ELBOW_LIMIT.value)
  return index < 0
    ? `${label}: inertia not below ${ELBOW_LIMIT.label} by ${String(inertia.length)} clusters.`
    : `${label}: inertia below ${ELBOW_LIMIT.label} from ${String(index + 1)} clusters on.`
}
