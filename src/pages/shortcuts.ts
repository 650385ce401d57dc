/** Keys for the whole page. All with Alt: bare letters belong to screen readers and text fields. */
import { isComposed, takesLetters } from '../controls/keys.ts'
import type { Playground } from '../store/playground.ts'

interface Shortcut {
  /** As KeyboardEvent.code: the key's place on an English keyboard. */
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

/** The letter under the finger on the reader's own keyboard, or `null` where Alt has changed it. */
const letterOf = ({ key }: KeyboardEvent): string | null =>
  /^[a-z]$/i.test(key) ? key.toUpperCase() : null

/** By the letter, wherever the reader's keyboard has it; where Alt types another sign, by the place. */
const isPressed = ({ code }: Shortcut, event: KeyboardEvent): boolean => {
  const letter = letterOf(event)
  return letter === null ? event.code === code : `Key${letter}` === code
}

/** Alt alone, and in no place where it types: on many keyboards Alt with a letter is another letter. */
const isMeant = (event: KeyboardEvent): boolean =>
  event.altKey &&
  !(event.ctrlKey || event.metaKey || event.shiftKey || event.getModifierState('AltGraph')) &&
  !(event.defaultPrevented || isComposed(event) || takesLetters(event.target))

/** Listens for the shortcuts until the returned function is called. */
export const listenForShortcuts = (target: EventTarget, playground: Playground): (() => void) => {
  const onKey = (event: Event): void => {
    if (!(event instanceof KeyboardEvent) || !isMeant(event)) return
    const shortcut = SHORTCUTS.find((known) => isPressed(known, event))
    if (shortcut === undefined) return
    event.preventDefault()
    shortcut.act(playground)
  }
  target.addEventListener('keydown', onKey)
  return () => target.removeEventListener('keydown', onKey)
}
