/**
 * Words and marks point at each other: one mark of a part of the article is lit at a time, by a term
 * in its prose or by the name of the mark in a figure. Where nothing provides a light, as on the
 * page of controls, nothing is ever lit.
 */
import { createContext, useContext, useEffect, useMemo } from 'react'
import { useStore } from 'zustand'
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { ChartLight } from '../charts/frame/light.ts'
import { METHOD_IDS, type MethodId } from '../theory/methodRecipes.ts'

/** What a word can speak of, and a figure can show. */
export type LitMark =
  /** Groups of features, by which task uses them. */
  | `group:${'aux' | 'shared' | 'main' | 'unused'}`
  | `method:${MethodId}`
  /** Features that pretraining used, and all others. */
  | `features:${'old' | 'new'}`
  /** The coefficients that the examples were made with. */
  | 'teacher'
  /** The auxiliary coefficients before finetuning. */
  | 'pretraining'
  /** Where gradient flow ends. */
  | 'exactEnd'
  /** The smallest group norm that fits. */
  | 'smallestNorm'
  /** The best column of a ladder. */
  | 'optimal'
  /** The regimes of the dial, and its line. */
  | 'nested'
  | 'lazy'
  | 'sparse'
  | 'conservation'
  /** A symbol of a formula. */
  | `symbol:${string}`

interface LitState {
  /** Lit while it is pointed at or has the focus. */
  pointed: LitMark | null
  /** Lit until it is pressed again. */
  held: LitMark | null
  /** How many words speak of a mark now. */
  terms: ReadonlyMap<LitMark, number>
}

export interface Lit extends Pick<
  StoreApi<LitState>,
  'getState' | 'getInitialState' | 'subscribe'
> {
  point: (mark: LitMark | null) => void
  hold: (mark: LitMark) => void
  /** Nothing stays lit. */
  release: () => void
  /** A word that speaks of the mark is on the page, until the returned function is called. */
  addTerm: (mark: LitMark) => () => void
}

export const createLit = (): Lit => {
  const store = createStore<LitState>(() => ({ pointed: null, held: null, terms: new Map() }))
  const count = (mark: LitMark, change: 1 | -1): void => {
    const { terms } = store.getState()
    const next = new Map(terms)
    const left = (terms.get(mark) ?? 0) + change
    if (left > 0) next.set(mark, left)
    else next.delete(mark)
    store.setState({ terms: next })
  }
  return {
    ...store,
    point: (pointed) => store.setState({ pointed }),
    hold: (mark) => store.setState({ held: store.getState().held === mark ? null : mark }),
    release: () => store.setState({ held: null }),
    addTerm: (mark) => {
      count(mark, 1)
      return () => count(mark, -1)
    },
  }
}

const ignore = (): void => undefined

const DARK: Lit = {
  ...createLit(),
  point: ignore,
  hold: ignore,
  release: ignore,
  addTerm: () => ignore,
}

const LitContext = createContext<Lit>(DARK)

export const LitProvider = LitContext.Provider

export const useLit = (): Lit => useContext(LitContext)

const litOf = ({ pointed, held }: LitState): LitMark | null => pointed ?? held

/** Whether this mark is lit now. */
export const useIsLit = (mark: LitMark): boolean =>
  useStore(useLit(), (state) => litOf(state) === mark)

export const useLitMark = (): LitMark | null => useStore(useLit(), litOf)

/** Counts a word that speaks of the mark while it is on the page. */
export const useTerm = (mark: LitMark): void => {
  const { addTerm } = useLit()
  useEffect(() => addTerm(mark), [addTerm, mark])
}

/** Which mark each part of a chart is, by the part's name. */
export type PartMarks = Readonly<Record<string, LitMark>>

/**
 * The light of a chart whose parts are these marks; a constant or remembered table. Without a
 * provider the chart has none.
 */
export const useChartLight = (marks: PartMarks): ChartLight | undefined => {
  const lit = useLit()
  const mark = useLitMark()
  const terms = useStore(lit, (state) => state.terms)
  return useMemo(() => {
    if (lit === DARK) return undefined
    const parts = Object.entries(marks)
    const markOf = (part: string | null): LitMark | null =>
      part === null ? null : (marks[part] ?? null)
    return {
      lit: parts.find(([, one]) => one === mark)?.[0] ?? null,
      named: new Set(parts.filter(([, one]) => terms.has(one)).map(([part]) => part)),
      onPoint: (part) => lit.point(markOf(part)),
      onHold: (part) => {
        const held = markOf(part)
        if (held !== null) lit.hold(held)
      },
    }
  }, [lit, mark, marks, terms])
}

/** Marks of all methods by a chart's own names of its parts. */
export const methodParts = (kind: string): PartMarks =>
  Object.fromEntries(METHOD_IDS.map((id) => [`${kind}:${id}`, `method:${id}` as const]))

/** Marks of the groups of features by a chart's names of them. */
export const GROUP_PARTS: PartMarks = {
  'group:auxOnly': 'group:aux',
  'group:shared': 'group:shared',
  'group:mainOnly': 'group:main',
  'group:unused': 'group:unused',
}
