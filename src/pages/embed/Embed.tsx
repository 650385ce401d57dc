import { Suspense, useEffect, useRef, type ReactElement } from 'react'
import { Button } from '../../controls/Button.tsx'
import { ControlField } from '../../figures/ControlPanel.tsx'
import { FigureBoundary, PlaygroundPart } from '../../figures/FigureBoundary.tsx'
import { FIGURE_COMPONENTS } from '../../figures/figureTable.tsx'
import { playAddress } from '../../figures/menu/addresses.ts'
import PlaygroundNotices from '../../figures/PlaygroundNotices.tsx'
import {
  useControls,
  usePlayground,
  useSampledTraining,
  useTraining,
} from '../../figures/playgroundContext.ts'
import { Sentence } from '../../figures/Sentence.tsx'
import type { EmbedChoices } from '../../protocol/embedLink.ts'
import { FIGURES, type FigureId } from '../../protocol/figures.ts'
import type { EmbedClock } from './embedClock.ts'
import { captionOf, isPlayed, isUnplayed } from './embedWords.ts'
import './embed.css'

const PlayButton = ({ clock }: { clock: EmbedClock }): ReactElement => {
  const phase = useTraining((state) => state.phase)
  const isAnswer = useTraining((state) => state.isAnswer)
  const isPlaying = phase === 'playing' || (phase === 'starting' && !isAnswer)
  return (
    <Button
      variant="plain"
      icon={isPlaying ? 'pause' : 'play'}
      onClick={isPlaying ? clock.pause : clock.play}
    >
      {isPlaying ? 'Pause' : phase === 'finished' ? 'Play again' : 'Play'}
    </Button>
  )
}

const Caption = (): ReactElement => {
  const state = useSampledTraining()
  const spec = useControls((controls) => controls.spec)
  return (
    <p className="embed-caption">
      <Sentence text={captionOf(state, spec)} />
    </p>
  )
}

/** Whose figure it is, and the way to all of it, in the state on screen. */
const Credit = (): ReactElement => {
  const { link } = usePlayground()
  // Rendered again with whatever the link tells of.
  useControls((state) => state)
  useTraining((state) => state.phase)
  return (
    <a className="embed-credit" href={playAddress(link())} target="_blank" rel="noopener">
      Regimes of Reuse <span aria-hidden="true">↗</span> open in Play
    </a>
  )
}

/** Whether there is nothing to see before Play. */
const useIsEmpty = (figure: FigureId): boolean => {
  const network = useControls(({ spec }) => spec.network)
  const isWaiting = useTraining((state) => isUnplayed(state, network))
  return isWaiting && isPlayed(figure)
}

export interface EmbedProps {
  choices: EmbedChoices
  clock: EmbedClock
  /** Whether the figure can be seen has changed. */
  onSeen: (isSeen: boolean) => void
}

/** One figure with its sliders, and nothing else. */
export const Embed = ({ choices, clock, onSeen }: EmbedProps): ReactElement => {
  const { figure, controls } = choices
  const element = useRef<HTMLElement>(null)
  useEffect(() => {
    if (element.current === null) return
    const observer = new IntersectionObserver((entries) =>
      onSeen(entries.at(-1)?.isIntersecting ?? false),
    )
    observer.observe(element.current)
    return () => observer.disconnect()
  }, [onSeen])
  const isEmpty = useIsEmpty(figure)
  const Figure = FIGURE_COMPONENTS[figure]
  return (
    <main ref={element} className="embed">
      <h1 className="visually-hidden">{FIGURES[figure].title}</h1>
      <PlaygroundNotices />
      {controls.length === 0 ? null : (
        <div className="embed-controls" role="group" aria-label="Controls of the figure">
          <PlaygroundPart name="The row of sliders">
            {controls.map((field) => (
              <ControlField key={field} field={field} />
            ))}
          </PlaygroundPart>
        </div>
      )}
      <div className={`embed-figure embed-${figure}${isEmpty ? ' embed-empty' : ''}`}>
        <FigureBoundary figure={figure}>
          <Suspense fallback={<p className="figure-empty">{FIGURES[figure].title} …</p>}>
            <Figure />
          </Suspense>
        </FigureBoundary>
      </div>
      <footer className="embed-foot">
        <PlaygroundPart name="The caption">
          <div className="embed-play">
            {isPlayed(figure) ? <PlayButton clock={clock} /> : null}
            <Caption />
          </div>
        </PlaygroundPart>
        <Credit />
      </footer>
    </main>
  )
}
