import type { ReactElement } from 'react'
import { CHAPTER_IDS, CHAPTERS } from '../../protocol/chapters.ts'
import { useReading } from '../../reading/articleContext.ts'

/** The table of contents: plain anchors, so that they work without scripts. */
export const Contents = (): ReactElement => {
  const chapter = useReading((state) => state.chapter)
  return (
    <nav className="read-contents" aria-label="Chapters">
      <ol>
        {CHAPTER_IDS.map((id) => (
          <li key={id}>
            <a href={`#${id}`} aria-current={id === chapter ? 'location' : undefined}>
              {CHAPTERS[id].title}
            </a>
          </li>
        ))}
      </ol>
    </nav>
  )
}
