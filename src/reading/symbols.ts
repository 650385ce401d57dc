/** What the symbols of formulas stand for, and which of them have a value now. */
import { CONTROLS } from '../protocol/controls.ts'
import { readoutInitOf, type RunSpec } from '../protocol/spec.ts'
import type symbolMarkup from './symbols.tex.json'

export type SymbolId = keyof typeof symbolMarkup

interface SymbolWords {
  /** Two or three words. */
  meaning: string
  /** Its value in a run, if it has one. */
  valueIn?: (spec: RunSpec) => number
}

const control = (
  field:
    | 'initScale'
    | 'rescale'
    | 'weightDecay'
    | 'mainSamples'
    | 'auxSamples'
    | 'overlap'
    | 'inputDim'
    | 'featureCorrelation',
): SymbolWords => ({
  meaning: CONTROLS[field].label.toLowerCase(),
  valueIn: (spec) => spec[field],
})

export const SYMBOLS: Readonly<Record<SymbolId, SymbolWords>> = {
  alpha: control('initScale'),
  c: control('rescale'),
  gamma: { meaning: 'readout at the start', valueIn: readoutInitOf },
  lambda: control('weightDecay'),
  inputDim: control('inputDim'),
  mainSamples: control('mainSamples'),
  auxSamples: control('auxSamples'),
  overlap: control('overlap'),
  correlation: control('featureCorrelation'),
  beta: { meaning: 'coefficient of feature d' },
  betaMain: { meaning: 'main coefficient' },
  betaAux: { meaning: 'what pretraining left' },
  weight: { meaning: 'first-layer weight' },
  readout: { meaning: 'readout weight' },
  scale: { meaning: 'where cheap turns dear' },
  penalty: { meaning: 'price of one feature' },
  order: { meaning: 'ℓ-order' },
  dependence: { meaning: 'feature dependence' },
  inputs: { meaning: 'the examples' },
  labels: { meaning: 'their labels' },
  drive: { meaning: 'push on feature d' },
  dual: { meaning: 'one number an example' },
}

export const isSymbolId = (text: string): text is SymbolId => Object.hasOwn(SYMBOLS, text)
