import { Suspense, useEffect, useRef, type ComponentType, type ReactElement } from 'react'
import { lazyPart } from '../../controls/lazyPart.ts'
import { Button } from '../../controls/Button.tsx'
import { ControlField } from '../../figures/ControlPanel.tsx'
import { FigureBoundary, PlaygroundPart } from '../../figures/FigureBoundary.tsx'
import { FIGURE_COMPONENTS } from '../../figures/figureTable.tsx'
import { PlaygroundProvider, usePlayground } from '../../figures/playgroundContext.ts'
import type { FigureId } from '../../protocol/figureIds.ts'
import { hidesAnswer } from './deck.ts'
import { useDeck, useDeckState } from './deckContext.ts'
import { Replay } from '../../figures/Replay.tsx'
import { slideAt } from './presentLink.ts'
import { SLIDES, type Slide, type SlideFigure } from './slides.ts'

/** Figures that are as high as a slide has room for. */
const FITTED: Partial<Record<FigureId, ComponentType>> = {
  spectrum: lazyPart(() => import('./SlideSpectrum.tsx')),
  directions: lazyPart(() => import('./SlideDirections.tsx')),
}

/** The figure alone; nothing of it is computed once it is left. */
const LiveFigure = ({ id }: Pick<SlideFigure, 'id'>): ReactElement => {
  const { wake } = usePlayground()
  useEffect(() => wake(), [wake])
  const Figure = FITTED[id] ?? FIGURE_COMPONENTS[id]
  return (
    <FigureBoundary figure={id}>
      <Suspense fallback={<p className="figure-empty">The picture is on its way …</p>}>
        <Figure />
      </Suspense>
    </FigureBoundary>
  )
}

const Words = ({ slide, isHidden }: { slide: Slide; isHidden: boolean }): ReactElement => (
  <>
    <h1>{slide.title}</h1>
    {slide.question === null ? null : <p className="slide-question">{slide.question}</p>}
    {isHidden ? null : <p className="slide-answer">{slide.answer}</p>}
  </>
)

/** Where to go from the last slide. */
const Ways = (): ReactElement => (
  <ul className="slide-ways">
    <li>
      <a href="./">Read the article</a>
    </li>
    <li>
      <a href="./play.html">Play with every control</a>
    </li>
    <li>
      <a href="./teach.html">Teach with it</a>
    </li>
  </ul>
)

const Controls = ({ figure }: { figure: SlideFigure }): ReactElement => (
  <div data-keys="" className="slide-controls" role="group" aria-label="Controls of the figure">
    <PlaygroundPart name="The row of sliders">
      {figure.controls.map((field) => (
        <ControlField key={field} field={field} />
      ))}
      <Replay />
    </PlaygroundPart>
  </div>
)

/**
 * Words with the sliders under them, and the figure beside them. The figure is drawn before it is
 * shown, so that the answer comes at once; until then nobody can see, reach or hear it.
 */
const FigureSlide = ({
  slide,
  figure,
  isHidden,
}: {
  slide: Slide
  figure: SlideFigure
  isHidden: boolean
}): ReactElement => {
  const { next } = useDeck()
  return (
    <>
      <div className="slide-words">
        <Words slide={slide} isHidden={isHidden} />
        {isHidden ? (
          <Button variant="primary" onClick={next}>
            Show the answer
          </Button>
        ) : (
          <Controls figure={figure} />
        )}
      </div>
      <div data-keys="" className="slide-picture" inert={isHidden}>
        <LiveFigure id={figure.id} />
      </div>
    </>
  )
}

/** The slide on screen. It takes the focus when it comes or turns, so that keys go to the slides. */
export const SlideView = (): ReactElement => {
  const deck = useDeck()
  const place = useDeckState((state) => state.place)
  const isHidden = useDeckState(hidesAnswer)
  const slide = slideAt(place)
  const section = useRef<HTMLElement>(null)
  useEffect(() => {
    section.current?.focus({ preventScroll: true })
  }, [place, isHidden])
  useEffect(() => {
    window.scrollTo(0, 0)
  }, [place])
  const kind = slide.figure === null ? 'slide-plain' : isHidden ? 'slide-asking' : 'slide-answering'
  return (
    <section
      ref={section}
      className={`slide ${kind}`}
      tabIndex={0}
      aria-roledescription="slide"
      aria-label={`${place + 1} of ${SLIDES.length}: ${slide.title}`}
    >
      {slide.figure === null ? (
        <div className="slide-words">
          <Words slide={slide} isHidden={false} />
          {slide.credit === undefined ? <Ways /> : <p className="slide-credit">{slide.credit}</p>}
        </div>
      ) : (
        <PlaygroundProvider key={slide.id} value={deck.playgroundOf(place)}>
          <FigureSlide slide={slide} figure={slide.figure} isHidden={isHidden} />
        </PlaygroundProvider>
      )}
    </section>
  )
}
