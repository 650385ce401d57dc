/** What a key does to the slides; and to whom it belongs first. */
import { isCommand, isComposed, takesLetters } from '../../controls/keys.ts'

export type SlideAction =
  | 'next'
  | 'previous'
  | 'first'
  | 'last'
  | 'answer'
  | 'notes'
  | 'code'
  | 'overview'
  | 'help'
  | 'back'

const KEYS: Readonly<Record<string, SlideAction>> = {
  ArrowRight: 'next',
  ArrowDown: 'next',
  PageDown: 'next',
  ' ': 'next',
  ArrowLeft: 'previous',
  ArrowUp: 'previous',
  PageUp: 'previous',
  Home: 'first',
  End: 'last',
  h: 'answer',
  n: 'notes',
  q: 'code',
  o: 'overview',
  '?': 'help',
  Escape: 'back',
}

/** As the help lists them. */
export const KEY_WORDS: readonly { keys: string; words: string }[] = [
  { keys: '→ ↓ Space PageDown', words: 'show the answer, then the next slide' },
  { keys: '← ↑ PageUp', words: 'the slide before' },
  { keys: 'Home End', words: 'first and last slide' },
  { keys: 'H', words: 'hide or show the answer' },
  { keys: 'N', words: 'notes and time plan' },
  { keys: 'Q', words: 'a code that opens this state on a phone' },
  { keys: 'O', words: 'all slides' },
  { keys: '?', words: 'this help' },
  { keys: 'Tab', words: 'into the figure: its keys are its own now' },
  { keys: 'Escape or Shift + Tab', words: 'out of the figure: the keys move slides again' },
]

/** Where the figure and its sliders stand: keys pressed in there are theirs. */
const FIGURE_REGION = 'data-keys'

/** Elements for which a space bar or an arrow means something. */
const ACTIVE = 'button, a[href], summary, input, select, textarea'

const isIn = (target: EventTarget | null, selector: string): boolean =>
  target instanceof Element && target.closest(selector) !== null

const wantedBy = ({ key }: KeyboardEvent): SlideAction | null => {
  const name = key.length === 1 ? key.toLowerCase() : key
  return Object.hasOwn(KEYS, name) ? (KEYS[name] ?? null) : null
}

/** Whether the key means something to what has the focus. */
const belongsToTarget = ({ key, target }: KeyboardEvent): boolean =>
  takesLetters(target) ||
  isIn(target, 'dialog, input, select, textarea') ||
  // A button that has the focus is pressed by the space bar.
  (key === ' ' && isIn(target, ACTIVE))

/** What the slides do about a key, or nothing where it is not for them. */
export const actionFor = (event: KeyboardEvent): SlideAction | null => {
  if (event.defaultPrevented || isCommand(event) || isComposed(event)) return null
  // A question mark is typed with Shift on most keyboards.
  if (event.shiftKey && event.key !== '?') return null
  const action = wantedBy(event)
  // Out of a figure there is always a way; a dialog closes itself.
  if (action === 'back' && !isIn(event.target, 'dialog')) return 'back'
  if (isIn(event.target, `[${FIGURE_REGION}]`)) return null
  return belongsToTarget(event) ? null : action
}
