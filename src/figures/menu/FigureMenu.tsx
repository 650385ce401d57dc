import { Suspense, useRef, useState, type ReactElement } from 'react'
import { lazyPart } from '../../controls/lazyPart.ts'
import { FIGURES } from '../../protocol/figures.ts'
import type { FigureSource } from './figureSource.ts'
import { MenuIcon } from './MenuIcon.tsx'

// Everything behind the button comes with the first click on one.
const MenuPanel = lazyPart(() => import('./MenuPanel.tsx'))

interface FigureMenuProps {
  source: FigureSource
  isInPlay: boolean
}

/** The button that opens the menu of a figure, and the menu. */
const FigureMenu = ({ source, isInPlay }: FigureMenuProps): ReactElement => {
  const [isOpen, setOpen] = useState(false)
  const place = useRef<HTMLDivElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  const [close] = useState(() => () => setOpen(false))
  const { title } = FIGURES[source.figure]
  return (
    <div
      ref={place}
      className="figure-menu"
      onBlur={({ relatedTarget }) => {
        // Focus that goes nowhere, such as a click on words in the menu, leaves it open.
        if (relatedTarget !== null && place.current?.contains(relatedTarget) !== true) close()
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !isOpen) return
        event.stopPropagation()
        close()
        button.current?.focus()
      }}
    >
      <button
        ref={button}
        type="button"
        className="icon-button icon-button-small figure-menu-button"
        aria-haspopup="menu"
        aria-expanded={isOpen}
        aria-label={`Figure menu: ${title}`}
        title="Link, picture or data of this figure"
        onClick={() => setOpen(!isOpen)}
      >
        <MenuIcon name="more" />
      </button>
      {isOpen ? (
        <Suspense fallback={null}>
          <MenuPanel {...{ source, isInPlay, title, place }} onClose={close} />
        </Suspense>
      ) : null}
    </div>
  )
}

export default FigureMenu
