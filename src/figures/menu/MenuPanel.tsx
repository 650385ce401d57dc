import {
  useEffect,
  useRef,
  useState,
  type KeyboardEvent,
  type ReactElement,
  type RefObject,
} from 'react'
import { CopyByHand } from '../../controls/CopyByHand.tsx'
import { usePlayground } from '../playgroundContext.ts'
import {
  copyEmbed,
  copyLink,
  openInPlay,
  saveCsv,
  savePng,
  saveSvg,
  type ActionContext,
  type Outcome,
} from './figureActions.ts'
import type { FigureSource } from './figureSource.ts'
import { MenuIcon, type MenuIconName } from './MenuIcon.tsx'

interface Item {
  label: string
  icon: MenuIconName
  act: (context: ActionContext) => Promise<Outcome>
}

const ITEMS: readonly Item[] = [
  { label: 'Copy link to this state', icon: 'link', act: copyLink },
  { label: 'Copy embed code', icon: 'code', act: copyEmbed },
  { label: 'Save as SVG', icon: 'drawing', act: saveSvg },
  { label: 'Save as PNG', icon: 'image', act: savePng },
  { label: 'Save data (CSV)', icon: 'table', act: saveCsv },
]

const OPEN_IN_PLAY: Item = { label: 'Open in Play', icon: 'leave', act: openInPlay }

/** Index that a key leads to in a menu of so many items, or nothing. */
const indexAfterKey = (key: string, index: number, count: number): number | null => {
  switch (key) {
    case 'ArrowDown':
      return (index + 1) % count
    case 'ArrowUp':
      return (index + count - 1) % count
    case 'Home':
      return 0
    case 'End':
      return count - 1
    default:
      return null
  }
}

/** Moves the focus along the items of the menu that the key was pressed in. */
const onMenuKey = (event: KeyboardEvent<HTMLElement>): void => {
  if (event.altKey || event.ctrlKey || event.metaKey) return
  const items = [...event.currentTarget.querySelectorAll<HTMLElement>('[role=menuitem]')]
  const index = items.findIndex((item) => item === document.activeElement)
  const next = indexAfterKey(event.key, index, items.length)
  if (next === null) return
  event.preventDefault()
  items[next]?.focus()
}

const reasonOf = (error: unknown): string =>
  error instanceof Error ? error.message : 'the browser gave no reason.'

const failed = ({ label }: Item, error: unknown): Outcome => ({
  said: `“${label}” did not work: ${reasonOf(error)}`,
})

/** Calls back when something beside the element is touched. */
const useClickBeside = (place: RefObject<HTMLElement | null>, onBeside: () => void): void => {
  useEffect(() => {
    const onDown = ({ target }: PointerEvent): void => {
      if (target instanceof Node && place.current?.contains(target) !== true) onBeside()
    }
    document.addEventListener('pointerdown', onDown)
    return () => document.removeEventListener('pointerdown', onDown)
  }, [place, onBeside])
}

interface MenuPanelProps {
  source: FigureSource
  isInPlay: boolean
  title: string
  /** The button and this panel. */
  place: RefObject<HTMLElement | null>
  onClose: () => void
}

/** The menu itself, and what its last action has to say. */
const MenuPanel = ({ source, isInPlay, title, place, onClose }: MenuPanelProps): ReactElement => {
  const playground = usePlayground()
  const menu = useRef<HTMLDivElement>(null)
  const [outcome, setOutcome] = useState<Outcome | null>(null)
  useEffect(() => {
    menu.current?.querySelector<HTMLElement>('[role=menuitem]')?.focus({ preventScroll: true })
    menu.current?.parentElement?.scrollIntoView({ block: 'nearest' })
  }, [])
  useClickBeside(place, onClose)
  const run = (item: Item): void => {
    setOutcome(null)
    // A throw before the first wait is a failure like any other.
    Promise.resolve()
      .then(() => item.act({ source, playground }))
      .catch((error: unknown) => failed(item, error))
      .then(setOutcome, () => undefined)
  }
  return (
    <div className="figure-menu-panel">
      <div ref={menu} role="menu" aria-label={title} tabIndex={-1} onKeyDown={onMenuKey}>
        {(isInPlay ? ITEMS : [...ITEMS, OPEN_IN_PLAY]).map((item) => (
          <button
            key={item.label}
            type="button"
            role="menuitem"
            tabIndex={-1}
            className="figure-menu-item"
            onClick={() => run(item)}
          >
            <MenuIcon name={item.icon} />
            {item.label}
          </button>
        ))}
      </div>
      <p className="figure-menu-said" role="status">
        {outcome?.said}
      </p>
      {outcome?.toCopy === undefined ? null : (
        <div className="figure-menu-copy">
          <CopyByHand text={outcome.toCopy}>The text is selected: copy it.</CopyByHand>
        </div>
      )}
    </div>
  )
}

export default MenuPanel
