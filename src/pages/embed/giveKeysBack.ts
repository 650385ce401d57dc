/** Gives the keyboard back to the page around an embedded figure. */
import { isCommand, isComposed, takesLetters } from '../../controls/keys.ts'
import type { EmbedReport } from '../../protocol/embedMessages.ts'

/** What moves slides, and is of no use to a figure unless a control under the focus takes it. */
const HOST_KEYS = ['ArrowLeft', 'ArrowRight', 'PageUp', 'PageDown']

const TAKES_KEYS = 'input, select, textarea, [role="slider"], [role="menu"]'

const isAlone = (event: KeyboardEvent): boolean =>
  !(isCommand(event) || event.shiftKey || isComposed(event))

/** Listens until the returned function is called. No key is kept from anything that uses it. */
export const giveKeysBack = (post: (report: EmbedReport) => void): (() => void) => {
  const onKey = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || !isAlone(event)) return
    if (event.key === 'Escape') {
      if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
      window.parent.focus()
      post({ type: 'leave', key: 'Escape' })
      return
    }
    const isTaken =
      takesLetters(event.target) ||
      (event.target instanceof Element && event.target.closest(TAKES_KEYS) !== null)
    if (HOST_KEYS.includes(event.key) && !isTaken) post({ type: 'leave', key: event.key })
  }
  // At the window: whatever is open in the page has its Escape first.
  window.addEventListener('keydown', onKey)
  return () => window.removeEventListener('keydown', onKey)
}
