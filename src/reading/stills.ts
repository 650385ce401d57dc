/** Where the static pictures of the chapters' figures lie; `npm run pictures` makes them. */
import type { ChapterId } from '../protocol/chapters.ts'
import type { FigureId } from '../protocol/figures.ts'
import stills from './stills.json'

export interface Still {
  /** The picture's size in CSS pixels, on a desk and on a phone. */
  wide: { width: number; height: number }
  narrow: { width: number; height: number }
  /** What it shows, in words. */
  description: string
}

/** The picture of a chapter's figure, if one has been made. */
export const stillOf = (chapter: ChapterId, figure: FigureId): Still | undefined =>
  (stills as Record<string, Still>)[`${chapter}-${figure}`] // a JSON file, written by the script

/** The address of one of its files, from the page's own folder. */
export const stillAddress = (
  chapter: ChapterId,
  figure: FigureId,
  kind: 'wide' | 'narrow' | 'wide-dark' | 'narrow-dark',
): string => `./pictures/${chapter}-${figure}-${kind}.svg`
