import { lazy, Suspense, useEffect, useRef, type ReactElement } from 'react'
import { Button } from '../../controls/Button.tsx'
import { ControlField } from '../../figures/ControlPanel.tsx'
import { FIGURE_COMPONENTS } from '../../figures/figureTable.tsx'
import { PlaygroundProvider, usePlayground } from '../../figures/playgroundContext.ts'
import { useMediaQuery } from '../useMediaQuery.ts'
import { hidesAnswer } from './deck.ts'
import { useDeck, useDeckState } from './deckContext.ts'
import { Replay } from './Replay.tsx'
import { slideAt } from './presentLink.ts'
import { SLIDES, type Slide, type SlideFigure } from './slides.ts'

const LowSpectrum = lazy(() => import('./LowSpectrum.tsx'))

/** The figure alone; nothing of it is computed once it is left. */
const LiveFigure = ({ id }: Pick<SlideFigure, 'id'>): ReactElement => {
  const { wake } = usePlayground()
  useEffect(() => wake(), [wake])
  const isTall = useMediaQuery('(min-height: 60rem)')
  const Figure = id === 'spectrum' && !isTall ? LowSpectrum : FIGURE_COMPONENTS[id]
  return (
    <Suspense fallback={<p className="figure-empty">The picture is on its way …</p>}>
      <Figure />
    </Suspense>
  )
}

/**
 * The figure with its sliders. It is drawn before it is shown, so that the answer comes at once, and
 * nothing moves when it does; until then nobody can see, reach or hear it.
 */
const FigureStage = ({
  figure,
  isHidden,
}: {
  figure: SlideFigure
  isHidden: boolean
}): ReactElement => {
  const { next } = useDeck()
  return (
    <div className="slide-stage">
      {isHidden ? (
        <div className="slide-curtain">
          <Button variant="primary" onClick={next}>
            Show the answer
          </Button>
        </div>
      ) : null}
      <div className={isHidden ? 'slide-figure is-hidden' : 'slide-figure'} inert={isHidden}>
        <div
          data-keys=""
          className="slide-controls"
          role="group"
          aria-label="Controls of the figure"
        >
          {figure.controls.map((field) => (
            <ControlField key={field} field={field} />
          ))}
          <Replay />
        </div>
        <div data-keys="" className="slide-picture">
          <LiveFigure id={figure.id} />
        </div>
      </div>
    </div>
  )
}

const SlideWords = ({ slide, isHidden }: { slide: Slide; isHidden: boolean }): ReactElement => (
  <div className="slide-words">
    <h1>{slide.title}</h1>
    {slide.question === null ? null : <p className="slide-question">{slide.question}</p>}
    {isHidden ? null : <p className="slide-answer">{slide.answer}</p>}
  </div>
)

/** The slide on screen. It takes the focus when it comes, so that keys go to the slides. */
export const SlideView = (): ReactElement => {
  const deck = useDeck()
  const place = useDeckState((state) => state.place)
  const isHidden = useDeckState(hidesAnswer)
  const slide = slideAt(place)
  const section = useRef<HTMLElement>(null)
  useEffect(() => {
    section.current?.focus({ preventScroll: true })
    window.scrollTo(0, 0)
  }, [place])
  const kind = slide.figure === null ? 'slide slide-plain' : 'slide'
  return (
    <section
      ref={section}
      className={kind}
      tabIndex={0}
      aria-roledescription="slide"
      aria-label={`${place + 1} of ${SLIDES.length}: ${slide.title}`}
    >
      <SlideWords slide={slide} isHidden={isHidden} />
      {slide.figure === null ? null : (
        <PlaygroundProvider key={slide.id} value={deck.playgroundOf(place)}>
          <FigureStage figure={slide.figure} isHidden={isHidden} />
        </PlaygroundProvider>
      )}
    </section>
  )
}
