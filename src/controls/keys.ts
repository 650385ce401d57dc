/** To whom a pressed key belongs. */

/** Where letters are typed or an option is chosen by its first letter. */
const EDITABLE = 'input, select, textarea, [contenteditable]:not([contenteditable="false"])'

/** Inputs that take no letters. */
const LETTERLESS =
  '[type=range], [type=checkbox], [type=radio], [type=button], [type=submit], [type=reset], [type=color], [type=file]'

/** Whether a letter pressed there is typed there, or chooses something. */
export const takesLetters = (target: EventTarget | null): boolean => {
  const editable = target instanceof Element ? target.closest(EDITABLE) : null
  return editable !== null && !editable.matches(LETTERLESS)
}

/** Whether the key is only a part of a letter that is being put together. */
export const isComposed = ({ isComposing, key }: KeyboardEvent): boolean =>
  isComposing || key === 'Dead' || key === 'Process'

/** Whether a key beside it makes it a command of the browser or the system. */
export const isCommand = ({ altKey, ctrlKey, metaKey }: KeyboardEvent): boolean =>
  altKey || ctrlKey || metaKey
