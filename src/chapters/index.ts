/** The chapters in the order in which they are read; the first comes with the page. */
import type { ComponentType } from 'react'
import { lazyPart } from '../controls/lazyPart.ts'
import type { ChapterId } from '../protocol/chapters.ts'
import { Chapter as Keep } from './keep/Chapter.tsx'

const later = (load: () => Promise<{ Chapter: ComponentType }>): ComponentType =>
  lazyPart(async () => ({ default: (await load()).Chapter }))

export const CHAPTER_COMPONENTS: Record<ChapterId, ComponentType> = {
  keep: Keep,
  solve: later(() => import('./solve/Chapter.tsx')),
  together: later(() => import('./together/Chapter.tsx')),
  then: later(() => import('./then/Chapter.tsx')),
  nested: later(() => import('./nested/Chapter.tsx')),
  directions: later(() => import('./directions/Chapter.tsx')),
  practice: later(() => import('./practice/Chapter.tsx')),
  checked: later(() => import('./checked/Chapter.tsx')),
}
