/**
 * What a valid spec is, written a second time and independently of the controls' table: the ranges
 * as docs/model.md promises them to the engines.
 */
import type { RunSpec } from '../../src/protocol/spec.ts'
import { METHOD_IDS } from '../../src/theory/methodRecipes.ts'

type Range = readonly [least: number, most: number]

const WHOLE: Partial<Record<keyof RunSpec, Range>> = {
  overlap: [0, 100],
  inputDim: [50, 1000],
  auxActive: [0, 100],
  mainActive: [1, 100],
  mainSamples: [1, 1024],
  auxSamples: [1, 1024],
  dataSeed: [0, 999_999],
  initSeed: [0, 999_999],
  stepLimit: [100, 1_000_000],
  hiddenWidth: [50, 1000],
}

const NETWORKS_KNOWN = new Set<string>(['diagonal', 'relu'])

/** What is different for ReLU networks. */
const OF_RELU: Partial<Record<keyof RunSpec, Range>> = {
  overlap: [0, 12],
  inputDim: [4, 40],
  auxActive: [1, 12],
  mainActive: [1, 12],
  rescale: [1e-3, 100],
}

const REAL: Partial<Record<keyof RunSpec, Range>> = {
  initScale: [1e-6, 1],
  rescale: [1e-4, 10],
  readoutInit: [1e-10, 10],
  learningRate: [1e-4, 1],
  auxLearningRate: [1e-4, 1],
  labelNoise: [0, 1],
  initSpread: [0, 1],
  stopLoss: [1e-12, 1e-2],
  probeLoss: [1e-8, 0.1],
  featureCorrelation: [0, 1],
  featureMagnitude: [0.01, 10],
}

const isWithin = (value: unknown, [least, most]: Range): boolean =>
  typeof value === 'number' && value >= least && value <= most

/** Everything that is wrong with a spec; empty for a valid one. */
export const faultsOf = (spec: RunSpec): string[] => {
  const faults: string[] = []
  const demand = (isMet: boolean, fault: string): void => {
    if (!isMet) faults.push(fault)
  }
  const isRelu = spec.network === 'relu'
  const rangeOf = (field: keyof RunSpec, range: Range): Range =>
    (isRelu ? OF_RELU[field] : null) ?? range
  for (const [name, range] of Object.entries(WHOLE)) {
    const field = name as keyof RunSpec // a key of the table above
    const value = spec[field]
    demand(
      isWithin(value, rangeOf(field, range)) && Number.isInteger(value),
      `${field}=${String(value)}`,
    )
  }
  for (const [name, range] of Object.entries(REAL)) {
    const field = name as keyof RunSpec // a key of the table above
    const value = spec[field]
    demand(isWithin(value, rangeOf(field, range)), `${field}=${String(value)}`)
  }
  const { weightDecay, methods, overlap, auxActive, mainActive, inputDim } = spec
  demand(weightDecay === 0 || isWithin(weightDecay, [1e-6, 0.1]), `weightDecay=${weightDecay}`)
  demand(overlap <= Math.min(auxActive, mainActive), 'overlap exceeds an active count')
  const taken = auxActive + mainActive - (isRelu ? 0 : overlap)
  demand(taken <= inputDim, 'the active features exceed D')
  demand(NETWORKS_KNOWN.has(spec.network), `network=${spec.network}`)
  demand(typeof spec.readoutTied === 'boolean', 'readoutTied is no boolean')
  const inOrder = METHOD_IDS.filter((method) => methods.includes(method))
  demand(methods.length > 0 && methods.join() === inOrder.join(), `methods=${methods.join()}`)
  const known = Object.keys(WHOLE).length + Object.keys(REAL).length + 4
  demand(Object.keys(spec).length === known, `fields ${Object.keys(spec).join()}`)
  return faults
}

/** Every number and text anywhere in a value. */
export const leaves = (value: unknown): unknown[] =>
  typeof value === 'object' && value !== null ? Object.values(value).flatMap(leaves) : [value]
