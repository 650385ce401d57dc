import type { ReactElement } from 'react'
import { CHAPTER_IDS, type ChapterId } from '../protocol/chapters.ts'

/** "chapter 5", which leads there. */
export const ChapterLink = ({ to }: { to: ChapterId }): ReactElement => (
  <a href={`#${to}`}>chapter {CHAPTER_IDS.indexOf(to) + 1}</a>
)
