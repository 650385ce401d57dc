import { Suspense, useEffect, useRef, type ReactElement, type ReactNode } from 'react'
import { FIGURE_COMPONENTS } from '../figures/figureTable.tsx'
import { PlaygroundPart } from '../figures/FigureBoundary.tsx'
import { FigureFrame } from '../figures/menu/FigureFrame.tsx'
import { usePlayground } from '../figures/playgroundContext.ts'
import { CHAPTER_IDS, CHAPTERS } from '../protocol/chapters.ts'
import { FIGURES, type FigureId } from '../protocol/figures.ts'
import { useChapter } from './articleContext.ts'
import { FigureControls } from './FigureControls.tsx'
import { StillPicture } from './StillPicture.tsx'
import { useNear } from './useNear.ts'

interface ChapterFigureProps {
  id: FigureId
  /** Stands under the figure; what it counts, it takes from the run on screen. */
  children?: ReactNode
}

/**
 * A figure of the chapter: a static picture of how it opens, which comes alive with the chapter's
 * sliders when the reader is near, and rests when nobody sees it.
 */
export const ChapterFigure = ({ id, children }: ChapterFigureProps): ReactElement => {
  const chapter = useChapter()
  const playground = usePlayground()
  const element = useRef<HTMLElement>(null)
  const { isNear, wasNear } = useNear(element)
  const Figure = FIGURE_COMPONENTS[id]
  const isMain = CHAPTERS[chapter].figures[0] === id
  useEffect(() => (isNear ? playground.wake() : undefined), [isNear, playground])
  const still = (
    <StillPicture chapter={chapter} figure={id} isFirst={chapter === CHAPTER_IDS[0] && isMain} />
  )
  return (
    <figure ref={element} className="chapter-figure" aria-label={FIGURES[id].title}>
      <div className={`figure-stage stage-${chapter}-${id}`}>
        {wasNear ? (
          <Suspense fallback={still}>
            {isMain ? (
              <PlaygroundPart name="The row of sliders">
                <FigureControls />
              </PlaygroundPart>
            ) : null}
            <FigureFrame figure={id} controls={CHAPTERS[chapter].controls}>
              <Figure />
            </FigureFrame>
          </Suspense>
        ) : (
          still
        )}
      </div>
      {children === undefined ? null : (
        <figcaption>
          <PlaygroundPart name="The caption">{children}</PlaygroundPart>
        </figcaption>
      )}
    </figure>
  )
}
