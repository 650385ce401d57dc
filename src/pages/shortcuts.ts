/** Keys for the whole page. All with Alt: bare letters belong to screen readers and text fields. */
import type { Playground } from '../store/playground.ts'

interface Shortcut {
  /** As KeyboardEvent.code: the key's place, since Alt changes the letter on some systems. */
  code: string
  keys: string
  words: string
  act: (playground: Playground) => void
}

const playOrPause = ({ training, play, pause }: Playground): void => {
  const { phase } = training.getState()
  if (phase === 'playing' || phase === 'starting') pause()
  else play()
}

export const SHORTCUTS: readonly Shortcut[] = [
  { code: 'KeyK', keys: 'Alt + K', words: 'play or pause', act: playOrPause },
  { code: 'KeyL', keys: 'Alt + L', words: 'one step', act: ({ step }) => step(1) },
  { code: 'KeyR', keys: 'Alt + R', words: 'back to the first step', act: ({ reset }) => reset() },
  {
    code: 'KeyN',
    keys: 'Alt + N',
    words: 'new seeds',
    act: ({ controls, rollDice }) => {
      if (!controls.getState().view.hides.includes('seeds')) rollDice()
    },
  },
]

/** Listens for the shortcuts until the returned function is called. */
export const listenForShortcuts = (target: EventTarget, playground: Playground): (() => void) => {
  const onKey = (event: Event): void => {
    if (!(event instanceof KeyboardEvent) || !event.altKey || event.ctrlKey || event.metaKey) return
    const shortcut = SHORTCUTS.find(({ code }) => code === event.code)
    if (shortcut === undefined) return
    event.preventDefault()
    shortcut.act(playground)
  }
  target.addEventListener('keydown', onKey)
  return () => target.removeEventListener('keydown', onKey)
}
