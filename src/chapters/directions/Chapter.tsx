import type { ReactElement } from 'react'
import { ChapterFigure } from '../../reading/ChapterFigure.tsx'
import { ChapterFrame } from '../../reading/ChapterFrame.tsx'

/** The chapter, in full. */
export const Chapter = (): ReactElement => (
  <ChapterFrame id="directions">
    <ChapterFigure id="directions" />
    <ChapterFigure id="structure" />
  </ChapterFrame>
)
