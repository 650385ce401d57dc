import { useState, type KeyboardEvent, type ReactElement, type ReactNode } from 'react'
import { useControls, usePlayground } from '../figures/playgroundContext.ts'
import type { RunSpec } from '../protocol/spec.ts'
import type { View } from '../protocol/view.ts'
import { isAt, move, takeBack, type Change } from './changes.ts'
import { changeInWords } from './changeWords.ts'
import { useIsLive } from './useIsLive.ts'
import { useSay } from './voice.ts'
import './words.css'

interface MoveProps {
  /** Settings of the run that the words stand for. */
  to?: Partial<RunSpec>
  /** How the figure is looked at. */
  view?: Partial<View>
  /** A verb: "scale the weights down". */
  children: ReactNode
}

const NOTHING = {}

/** The arrow that turns back. */
const BackIcon = (): ReactElement => (
  <svg className="move-icon" viewBox="0 0 12 12" aria-hidden="true" focusable="false">
    <path d="M4.5 2.2L1.8 4.9l2.7 2.7M2 4.9h5.2a2.6 2.6 0 0 1 0 5.2H5" />
  </svg>
)

const pressWith =
  (press: () => void) =>
  (event: KeyboardEvent): void => {
    if (event.altKey || event.ctrlKey || event.metaKey) return
    if (event.key !== 'Enter' && event.key !== ' ') return
    event.preventDefault()
    press()
  }

/** A verb of the prose that moves the chapter's figure; pressed again, it takes that back. */
export const Move = ({ to = NOTHING, view = NOTHING, children }: MoveProps): ReactElement => {
  const { controls } = usePlayground()
  const [change, setChange] = useState<Change | null>(null)
  const isDone = useControls((state) => isAt(state, { spec: to, view }))
  const isLive = useIsLive()
  const say = useSay()
  if (!isLive) return <span className="move">{children}</span>
  const canUndo = isDone && change !== null
  const press = (): void => {
    const { network } = controls.getState().spec
    if (canUndo) {
      takeBack(controls, change)
      setChange(null)
      say(`Taken back. ${changeInWords(change.before, network)}`)
    } else {
      const made = move(controls, { spec: to, view })
      if (!isDone) setChange(made)
      say(changeInWords(made.after, network))
    }
  }
  return (
    <span
      className={isDone ? 'move move-done' : 'move'}
      role="button"
      tabIndex={0}
      aria-pressed={isDone}
      title={canUndo ? 'Press again to take it back' : undefined}
      onClick={press}
      onKeyDown={pressWith(press)}
    >
      {children}
      {canUndo ? <BackIcon /> : null}
    </span>
  )
}
