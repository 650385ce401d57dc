import { Suspense, type ReactElement } from 'react'
import { lazyPart } from '../../controls/lazyPart.ts'
import { Button } from '../../controls/Button.tsx'
import { Dialog } from '../../controls/Dialog.tsx'
import { IconButton } from '../../controls/IconButton.tsx'
import { ThemeButton } from '../site/ThemeButton.tsx'
import { hidesAnswer } from './deck.ts'
import { useDeck, useDeckState } from './deckContext.ts'
import { KEY_WORDS } from './keys.ts'
import { slideAt } from './presentLink.ts'
import { SLIDES } from './slides.ts'

const QrCode = lazyPart(() => import('../../figures/QrCode.tsx'))

/** Which dialog is open. */
export type Opened = 'code' | 'overview' | 'help' | null

interface ToolsProps {
  opened: Opened
  onOpen: (opened: Opened) => void
}

const Code = (): ReactElement => {
  const deck = useDeck()
  const address = new URL('./play.html', window.location.href)
  address.hash = deck.playLink()
  return (
    <Suspense fallback={null}>
      <QrCode address={address.href} label="Code of the address of this state" />
    </Suspense>
  )
}

const Overview = ({ onChosen }: { onChosen: () => void }): ReactElement => {
  const { goTo } = useDeck()
  const place = useDeckState((state) => state.place)
  return (
    <ol className="slide-list">
      {SLIDES.map(({ id, title, question }, at) => (
        <li key={id}>
          <button
            type="button"
            aria-current={at === place ? 'true' : undefined}
            onClick={() => {
              goTo(at)
              onChosen()
            }}
          >
            <span className="slide-list-number">{at + 1}</span>
            <span>
              <strong>{title}</strong>
              {question === null ? null : <span className="slide-list-words">{question}</span>}
            </span>
          </button>
        </li>
      ))}
    </ol>
  )
}

const Keys = (): ReactElement => (
  <dl className="slide-keys">
    {KEY_WORDS.map(({ keys, words }) => (
      <div key={keys}>
        <dt>
          <kbd>{keys}</kbd>
        </dt>
        <dd>{words}</dd>
      </div>
    ))}
  </dl>
)

const Dialogs = ({ opened, onOpen }: ToolsProps): ReactElement => {
  const close = (): void => onOpen(null)
  return (
    <>
      <Dialog title="Open this on your phone" isOpen={opened === 'code'} onClose={close}>
        <Code />
      </Dialog>
      <Dialog title="All slides" isOpen={opened === 'overview'} onClose={close}>
        <Overview onChosen={close} />
      </Dialog>
      <Dialog title="Keys" isOpen={opened === 'help'} onClose={close}>
        <Keys />
      </Dialog>
    </>
  )
}

const Moves = (): ReactElement => {
  const { next, previous, toggleAnswer } = useDeck()
  const place = useDeckState((state) => state.place)
  const isHidden = useDeckState(hidesAnswer)
  const isAsked = slideAt(place).question !== null
  const isLast = place === SLIDES.length - 1
  return (
    <div className="slide-moves">
      <IconButton
        icon="previous"
        label="Slide before"
        onClick={previous}
        isDisabled={place === 0}
      />
      <p className="slide-number">
        {place + 1} / {SLIDES.length}
      </p>
      <IconButton
        icon="chevron"
        label={isHidden ? 'Go on, to the answer' : 'Next slide'}
        onClick={next}
        isDisabled={isLast}
      />
      {isAsked && !isHidden ? (
        <Button variant="quiet" onClick={toggleAnswer}>
          Hide answer
        </Button>
      ) : null}
    </div>
  )
}

/** The bar under the slide. */
export const Tools = ({ opened, onOpen }: ToolsProps): ReactElement => {
  const deck = useDeck()
  const theme = useDeckState((state) => state.theme)
  const hasNotes = useDeckState((state) => state.hasNotes)
  return (
    <footer className="slide-tools" aria-label="Slides">
      <Moves />
      <nav className="slide-links" aria-label="Pages">
        <a href="./">Read</a>
        <a href="./play.html">Play</a>
        <a href="./teach.html">Teach</a>
      </nav>
      <div className="slide-buttons">
        <Button variant="quiet" isPressed={hasNotes} onClick={deck.toggleNotes}>
          Notes
        </Button>
        <Button variant="quiet" onClick={() => onOpen('code')}>
          QR code
        </Button>
        <Button variant="quiet" onClick={() => onOpen('overview')}>
          All slides
        </Button>
        <ThemeButton theme={theme} onChange={deck.setTheme} />
        <IconButton icon="help" label="Keys" onClick={() => onOpen('help')} />
      </div>
      <Dialogs opened={opened} onOpen={onOpen} />
    </footer>
  )
}
