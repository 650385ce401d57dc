/**
 * Before a page is printed its charts are laid out for paper and painted at once, in view or not: the
 * browser prints what stands there when its `beforeprint` event returns.
 */

/** Layout comes first; then what lies on it is painted. */
type Stage = 'layout' | 'paint'

const listeners: Record<Stage, Set<() => void>> = { layout: new Set(), paint: new Set() }

/** Class of the root while the page is laid out for paper. */
const ON_PAPER = 'on-paper'

export const isOnPaper = (): boolean => document.documentElement.classList.contains(ON_PAPER)

/** Calls back when the page is about to be printed, and when it is back on the screen. */
export const onPaper = (listener: () => void, stage: Stage = 'layout'): (() => void) => {
  listeners[stage].add(listener)
  return () => listeners[stage].delete(listener)
}

const tell = (stage: Stage): void => {
  for (const listener of [...listeners[stage]]) listener()
}

/**
 * Lays the page out for paper, or for the screen again.
 * @param flush renders what its argument changes before it returns
 */
export const setOnPaper = (isPrinting: boolean, flush: (work: () => void) => void): void => {
  document.documentElement.classList.toggle(ON_PAPER, isPrinting)
  // What is laid out in the first round may hold charts that learn of their place in the second.
  flush(() => tell('layout'))
  flush(() => tell('layout'))
  tell('paint')
}
