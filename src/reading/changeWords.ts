/** What a move did, in words for readers who do not see the figure. */
import { NUMBER_FIELDS } from '../protocol/controls.ts'
import { METHODS } from '../protocol/methods.ts'
import { controlOf } from '../protocol/networks.ts'
import type { RunSpec } from '../protocol/spec.ts'
import type { View } from '../protocol/view.ts'
import { spoken } from '../store/words.ts'

const VIEW_WORDS: Partial<Record<keyof View, string>> = {
  sweep: 'what the ladder shows',
  loss: 'which error is shown',
  map: 'what the map shows',
  quantity: 'what the map shows',
  feature: 'which feature is read out',
  exactAt: 'the moment that is shown',
}

const specWords = (changed: Partial<RunSpec>, network: RunSpec['network']): string[] => {
  const numbers = NUMBER_FIELDS.flatMap((field) => {
    const value = changed[field]
    const { label } = controlOf(network, field)
    return value === undefined ? [] : [`${label.toLowerCase()} is ${spoken(value)}`]
  })
  const { methods } = changed
  if (methods === undefined) return numbers
  return [...numbers, `shown: ${methods.map((id) => METHODS[id].label.toLowerCase()).join(', ')}`]
}

/** "Rescaling factor is 0.01." of what has just changed. */
export const changeInWords = (
  changed: { spec: Partial<RunSpec>; view: Partial<View> },
  network: RunSpec['network'],
): string => {
  const views = Object.keys(changed.view).flatMap((field) => {
    const words = VIEW_WORDS[field as keyof View]
    return words === undefined ? [] : [`${words} has changed`]
  })
  const all = [...specWords(changed.spec, network), ...new Set(views)].join('; ')
  return all === '' ? 'Nothing had to change.' : `${all.slice(0, 1).toUpperCase()}${all.slice(1)}.`
}
