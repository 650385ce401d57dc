/** How prose and figures reach the article that they stand in. */
import { createContext, useContext } from 'react'
import { useStore } from 'zustand'
import type { ChapterId } from '../protocol/chapters.ts'
import type { Article, ReadingState } from '../store/article.ts'

const ArticleContext = createContext<Article | null>(null)
export const ArticleProvider = ArticleContext.Provider

const ChapterContext = createContext<ChapterId | null>(null)
export const ChapterProvider = ChapterContext.Provider

/** @throws Error outside of an ArticleProvider. */
export const useArticle = (): Article => {
  const article = useContext(ArticleContext)
  if (article === null) throw new Error('invalid use: no ArticleProvider above')
  return article
}

export const useReading = <T>(select: (state: ReadingState) => T): T =>
  useStore(useArticle().reading, select)

/** The chapter around. @throws Error outside of a chapter. */
export const useChapter = (): ChapterId => {
  const chapter = useContext(ChapterContext)
  if (chapter === null) throw new Error('invalid use: no chapter around')
  return chapter
}
