import type { ReactElement } from 'react'
import { Button } from '../controls/Button.tsx'
import { ClassSeat } from './ClassSeat.tsx'
import { useControls, usePlayground } from './playgroundContext.ts'
import './linkNotes.css'

const HiddenNote = (): ReactElement | null => {
  const { controls } = usePlayground()
  const count = useControls(({ view }) => view.hides.length)
  if (count === 0) return null
  return (
    <div className="link-note">
      <p>
        {count === 1 ? 'One part' : `${count} parts`} of this page {count === 1 ? 'is' : 'are'} left
        out by the link.
      </p>
      <Button variant="quiet" onClick={() => controls.setView({ hides: [] })}>
        Show everything
      </Button>
    </div>
  )
}

/** What a teacher's link did to the page: what it leaves out, and whose seeds are on screen. */
const LinkNotes = (): ReactElement => {
  const isInClass = useControls(({ view }) => view.classCode !== '')
  return (
    <aside className="link-notes" aria-label="Set by the link">
      {isInClass ? <ClassSeat /> : null}
      <HiddenNote />
    </aside>
  )
}

export default LinkNotes
