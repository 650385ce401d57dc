/** The parts of a page that a link may leave out: a teacher shows less, so that more is thought. */
import { NUMBER_FIELDS, type NumberField } from './controls.ts'
import { FIGURE_IDS, type FigureId } from './figureIds.ts'
import { knownWord, listIn } from './knownWords.ts'

/** Controls that are no numbers, and words that give an answer away. */
export const HIDABLE_PARTS = [
  'network',
  'presets',
  'methods',
  'seeds',
  'engine',
  'transport',
  'more',
  'sentence',
] as const
export type HidablePart = (typeof HIDABLE_PARTS)[number]

export type Hidable = NumberField | HidablePart | FigureId

/** In the order in which a link names them. */
export const HIDABLES: readonly Hidable[] = [...HIDABLE_PARTS, ...NUMBER_FIELDS, ...FIGURE_IDS]

/** Each once, in the order of HIDABLES. */
export const orderedHides = (hides: readonly string[]): readonly Hidable[] =>
  HIDABLES.filter((part) => hides.includes(part))

/** The names of a link, joined by dots, and those among them that are none of ours. */
export const readHides = (text: string): { hides: readonly Hidable[]; unknown: string[] } => {
  const names = listIn(text).map((name) => ({ name, known: knownWord(HIDABLES, name) }))
  const unknown = names.filter(({ known }) => known === undefined).map(({ name }) => name)
  return { hides: orderedHides(names.flatMap(({ known }) => known ?? [])), unknown }
}
