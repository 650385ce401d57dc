import { lazy, Suspense, type ReactElement } from 'react'
import { Button } from '../controls/Button.tsx'
import { useControls, usePlayground } from './playgroundContext.ts'
import './linkNotes.css'

const ClassSeat = lazy(() => import('./ClassSeat.tsx'))

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
export const LinkNotes = (): ReactElement | null => {
  const isNeeded = useControls(({ view }) => view.hides.length > 0 || view.classCode !== '')
  const isInClass = useControls(({ view }) => view.classCode !== '')
  if (!isNeeded) return null
  return (
    <aside className="link-notes" aria-label="Set by the link">
      {isInClass ? (
        <Suspense fallback={null}>
          <ClassSeat />
        </Suspense>
      ) : null}
      <HiddenNote />
    </aside>
  )
}
