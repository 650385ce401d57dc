import { useEffect, useState, type ReactElement } from 'react'
import { Notices } from '../../controls/Notices.tsx'
import { PartBoundary } from '../../controls/PartBoundary.tsx'
import { hidesAnswer, type Deck } from './deck.ts'
import { useDeck, useDeckState } from './deckContext.ts'
import { actionFor, type SlideAction } from './keys.ts'
import { Notes } from './Notes.tsx'
import { slideAt } from './presentLink.ts'
import { SLIDES } from './slides.ts'
import { SlideView } from './SlideView.tsx'
import { Tools, type Opened } from './Tools.tsx'
import './present.css'

/** What was wrong with the link. */
const Problems = (): ReactElement => {
  const { dismissProblem } = useDeck()
  const problems = useDeckState((state) => state.problems)
  const notices = problems.map(({ message }, index) => ({
    id: String(index),
    text: message,
    tone: 'problem' as const,
  }))
  return <Notices notices={notices} onDismiss={(id) => dismissProblem(Number(id))} />
}

/** Tells screen readers which slide has come, and its answer when that is shown. */
const Announcement = (): ReactElement => {
  const place = useDeckState((state) => state.place)
  const isHidden = useDeckState(hidesAnswer)
  const { title, question, answer } = slideAt(place)
  const words = isHidden ? question : answer
  return (
    <p className="visually-hidden" role="status">
      {`Slide ${place + 1} of ${SLIDES.length}: ${title}. ${words ?? ''}`}
    </p>
  )
}

/** Gives the focus back to the slide: keys belong to the slides again. */
const leaveFigure = (): void =>
  document.querySelector<HTMLElement>('.slide')?.focus({ preventScroll: true })

const actOn = (deck: Deck, onOpen: (opened: Opened) => void): Record<SlideAction, () => void> => ({
  next: deck.next,
  previous: deck.previous,
  first: () => deck.goTo(0),
  last: () => deck.goTo(SLIDES.length - 1),
  answer: deck.toggleAnswer,
  notes: deck.toggleNotes,
  code: () => onOpen('code'),
  overview: () => onOpen('overview'),
  help: () => onOpen('help'),
  back: leaveFigure,
})

/** The slides, one at a time. */
export const Present = (): ReactElement => {
  const deck = useDeck()
  const place = useDeckState((state) => state.place)
  const [opened, setOpened] = useState<Opened>(null)
  useEffect(() => {
    const actions = actOn(deck, setOpened)
    const onKey = (event: KeyboardEvent): void => {
      const action = actionFor(event)
      if (action === null) return
      // A page must not scroll under the slides.
      event.preventDefault()
      actions[action]()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [deck])
  return (
    <div className="present">
      <Problems />
      <main className="present-main">
        <PartBoundary name="This slide" cause={place}>
          <SlideView />
        </PartBoundary>
      </main>
      <PartBoundary name="The notes" cause={place}>
        <Notes />
      </PartBoundary>
      <PartBoundary name="The bar of slides" cause={place}>
        <Tools opened={opened} onOpen={setOpened} />
      </PartBoundary>
      <Announcement />
    </div>
  )
}
