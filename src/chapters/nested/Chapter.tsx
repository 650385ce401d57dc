import type { ReactElement } from 'react'
import { ChapterFigure } from '../../reading/ChapterFigure.tsx'
import { ChapterFrame } from '../../reading/ChapterFrame.tsx'

/** The chapter, in full. */
export const Chapter = (): ReactElement => (
  <ChapterFrame id="nested">
    <ChapterFigure id="ladder" />
    <ChapterFigure id="map" />
  </ChapterFrame>
)
