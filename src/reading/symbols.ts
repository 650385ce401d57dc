/** What the symbols of formulas stand for, and which of them have a value now. */
import { readoutInitOf, type RunSpec } from '../protocol/spec.ts'
import type symbolMarkup from './symbols.tex.json'

export type SymbolId = keyof typeof symbolMarkup

interface SymbolWords {
  /** How it is read aloud. */
  spoken: string
  /** Two or three words. */
  meaning: string
  /** Its value in a run, if it has one. */
  valueIn?: (spec: RunSpec) => number
}

export const SYMBOLS: Readonly<Record<SymbolId, SymbolWords>> = {
  alpha: { spoken: 'alpha', meaning: 'init scale', valueIn: ({ initScale }) => initScale },
  c: { spoken: 'c', meaning: 'rescaling factor', valueIn: ({ rescale }) => rescale },
  gamma: { spoken: 'gamma', meaning: 'fresh readout', valueIn: readoutInitOf },
  correlation: {
    spoken: 'rho',
    meaning: 'feature correlation',
    valueIn: ({ featureCorrelation }) => featureCorrelation,
  },
  beta: { spoken: 'beta d', meaning: 'coefficient of feature d' },
  betaMain: { spoken: 'beta main', meaning: 'main coefficient' },
  betaAux: { spoken: 'beta aux', meaning: 'auxiliary coefficient' },
  weight: { spoken: 'w d', meaning: 'first-layer weight' },
  readout: { spoken: 'v d', meaning: 'readout weight' },
  bend: { spoken: 's', meaning: 'where it bends', valueIn: ({ initScale }) => 2 * initScale ** 2 },
  scale: { spoken: 'k', meaning: 'where it bends' },
  order: { spoken: 'ell', meaning: 'power of growth' },
  dependence: { spoken: 'F D', meaning: 'power of reuse' },
}

export const isSymbolId = (text: string): text is SymbolId => Object.hasOwn(SYMBOLS, text)
