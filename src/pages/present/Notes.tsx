import type { ReactElement } from 'react'
import { IconButton } from '../../controls/IconButton.tsx'
import { Sentence } from '../../figures/Sentence.tsx'
import { CHAPTERS } from '../../protocol/chapters.ts'
import { useDeck, useDeckState } from './deckContext.ts'
import { slideAt } from './presentLink.ts'
import { minutesUntil, SLIDES, TALK_MINUTES } from './slides.ts'

/** What to say, and how much time there is. */
export const Notes = (): ReactElement | null => {
  const { toggleNotes } = useDeck()
  const place = useDeckState((state) => state.place)
  const isOpen = useDeckState((state) => state.hasNotes)
  if (!isOpen) return null
  const { notes, minutes, chapter } = slideAt(place)
  const next = SLIDES[place + 1]
  return (
    <aside className="slide-notes" aria-label="Notes for the speaker" tabIndex={0}>
      <div className="slide-notes-head">
        <h2>Notes</h2>
        <p>
          {minutes} min here; then {minutesUntil(place)} of {TALK_MINUTES} min are over.
          {next === undefined ? '' : ` Next: ${next.title}`}
        </p>
        <IconButton icon="close" size="small" label="Close the notes" onClick={toggleNotes} />
      </div>
      <ul>
        {notes.map((note) => (
          <li key={note}>
            <Sentence text={note} />
          </li>
        ))}
      </ul>
      {chapter === null ? null : (
        <p>
          More in the article:{' '}
          <a href={`./#${chapter}`} target="_blank" rel="noreferrer">
            {CHAPTERS[chapter].title}
          </a>
        </p>
      )}
    </aside>
  )
}
