import type { ReactElement, ReactNode } from 'react'
import { PlaygroundProvider } from '../figures/playgroundContext.ts'
import { CHAPTER_IDS, CHAPTERS, type ChapterId } from '../protocol/chapters.ts'
import { ChapterProvider, useArticle } from './articleContext.ts'
import { WordsProvider } from './WordsProvider.tsx'

/** A chapter: its title, its claim, and its own playground for all that stands in it. */
export const ChapterFrame = ({
  id,
  children,
}: {
  id: ChapterId
  children: ReactNode
}): ReactElement => {
  const { playgrounds } = useArticle()
  const { title, claim } = CHAPTERS[id]
  return (
    <ChapterProvider value={id}>
      <PlaygroundProvider value={playgrounds[id]}>
        <section id={id} className="chapter" aria-labelledby={`chapter-${id}-title`} tabIndex={-1}>
          <header className="chapter-head">
            <p className="chapter-number">{CHAPTER_IDS.indexOf(id) + 1}</p>
            <h2 id={`chapter-${id}-title`}>{title}</h2>
            <p className="chapter-claim">{claim}</p>
          </header>
          <WordsProvider>{children}</WordsProvider>
        </section>
      </PlaygroundProvider>
    </ChapterProvider>
  )
}
