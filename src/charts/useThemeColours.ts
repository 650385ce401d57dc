import { useSyncExternalStore } from 'react'
import { readColour } from './export/colour.ts'
import { onPaper } from './paper.ts'
import type { ThemeColours } from './palette.ts'

const readRem = (): number =>
  Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16

/** The tokens as they are now. Colours are looked up when first asked for, then remembered. */
function readTheme(): ThemeColours {
  const root = document.documentElement
  const style = getComputedStyle(root)
  const known = new Map<string, string>()
  const lookUp = (token: string): string => {
    // The value of a custom property may be light-dark() or a system colour, which a canvas does
    // not understand; the computed `color` of an element that uses it is a plain colour.
    const probe = document.createElement('span')
    // Where the reader's colours are forced on text, a token may still be a mixture of them.
    probe.style.setProperty('forced-color-adjust', 'none')
    probe.style.color = `var(--${token})`
    root.append(probe)
    const { color } = getComputedStyle(probe)
    probe.remove()
    // Mixtures are computed as color(srgb …), which what blends colours does not read.
    return color.startsWith('color(') ? readColour(color).colour : color
  }
  const rem = readRem()
  return {
    colour: (token) => {
      const colour = known.get(token) ?? lookUp(token)
      known.set(token, colour)
      return colour
    },
    // Lines grow with the type around them.
    strokeScale: (Number.parseFloat(style.getPropertyValue('--stroke-scale')) || 1) * (rem / 16),
    rem,
  }
}

/** Everything that can change a colour or the size of type without a render of React. */
const THEME_QUERIES = [
  '(prefers-color-scheme: dark)',
  '(forced-colors: active)',
  '(min-width: 2200px)',
  '(min-width: 3200px)',
]

const listeners = new Set<() => void>()
let current: ThemeColours | null = null
let stopWatching: (() => void) | null = null

function refresh(): void {
  current = null
  for (const listener of listeners) listener()
}

/** Where type follows the window, as on slides, a resize changes it too. */
function refreshForType(): void {
  if (current !== null && current.rem !== readRem()) refresh()
}

function startWatching(): () => void {
  const observer = new MutationObserver(refresh)
  observer.observe(document.documentElement, { attributeFilter: ['data-theme', 'style', 'class'] })
  const queries =
    typeof matchMedia === 'undefined' ? [] : THEME_QUERIES.map((query) => matchMedia(query))
  for (const query of queries) query.addEventListener('change', refresh)
  window.addEventListener('resize', refreshForType)
  const leavePaper = onPaper(refresh)
  return () => {
    observer.disconnect()
    for (const query of queries) query.removeEventListener('change', refresh)
    window.removeEventListener('resize', refreshForType)
    leavePaper()
  }
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  stopWatching ??= startWatching()
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    stopWatching?.()
    stopWatching = null
    // Nobody watched from here on, so what is remembered may grow old.
    current = null
  }
}

function getSnapshot(): ThemeColours {
  current ??= readTheme()
  return current
}

/**
 * The current theme for canvases. A new object, and so a new frame, whenever `data-theme` on <html>,
 * the system's light or dark preference, forced colours, or the size of type change, and for paper.
 */
export function useThemeColours(): ThemeColours {
  return useSyncExternalStore(subscribe, getSnapshot)
}
