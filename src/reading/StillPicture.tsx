import type { ReactElement } from 'react'
import type { ChapterId } from '../protocol/chapters.ts'
import { FIGURES, type FigureId } from '../protocol/figures.ts'
import { stillAddress, stillOf } from './stills.ts'

interface StillPictureProps {
  chapter: ChapterId
  figure: FigureId
  /** It stands in the first screen, and is loaded at once. */
  isFirst: boolean
}

/** The figure as it opens: what stands in its place without scripts, and until it is alive. */
export const StillPicture = ({ chapter, figure, isFirst }: StillPictureProps): ReactElement => {
  const still = stillOf(chapter, figure)
  if (still === undefined) return <p className="figure-empty">{FIGURES[figure].title}</p>
  const address = (kind: Parameters<typeof stillAddress>[2]): string =>
    stillAddress(chapter, figure, kind)
  const narrow = '(max-width: 40rem)'
  const dark = '(prefers-color-scheme: dark)'
  return (
    <picture>
      <source media={`${narrow} and ${dark}`} srcSet={address('narrow-dark')} {...still.narrow} />
      <source media={narrow} srcSet={address('narrow')} {...still.narrow} />
      <source media={dark} srcSet={address('wide-dark')} {...still.wide} />
      <img
        src={address('wide')}
        {...still.wide}
        alt={still.description === '' ? FIGURES[figure].title : still.description}
        loading={isFirst ? 'eager' : 'lazy'}
        decoding="async"
      />
    </picture>
  )
}
