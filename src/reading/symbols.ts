/** What the symbols of formulas stand for, and which of them have a value now. */
import { readoutInitOf, type RunSpec } from '../protocol/spec.ts'
import type symbolMarkup from './symbols.tex.json'

export type SymbolId = keyof typeof symbolMarkup

interface SymbolWords {
  /** Two or three words. */
  meaning: string
  /** Its value in a run, if it has one. */
  valueIn?: (spec: RunSpec) => number
}

export const SYMBOLS: Readonly<Record<SymbolId, SymbolWords>> = {
  alpha: { meaning: 'init scale', valueIn: ({ initScale }) => initScale },
  c: { meaning: 'rescaling factor', valueIn: ({ rescale }) => rescale },
  gamma: { meaning: 'fresh readout', valueIn: readoutInitOf },
  correlation: {
    meaning: 'feature correlation',
    valueIn: ({ featureCorrelation }) => featureCorrelation,
  },
  beta: { meaning: 'coefficient of feature d' },
  betaMain: { meaning: 'main coefficient' },
  betaAux: { meaning: 'auxiliary coefficient' },
  weight: { meaning: 'first-layer weight' },
  readout: { meaning: 'readout weight' },
  bend: { meaning: 'where it bends', valueIn: ({ initScale }) => 2 * initScale ** 2 },
  scale: { meaning: 'where it bends' },
  order: { meaning: 'power of growth' },
  dependence: { meaning: 'power of reuse' },
}

export const isSymbolId = (text: string): text is SymbolId => Object.hasOwn(SYMBOLS, text)
