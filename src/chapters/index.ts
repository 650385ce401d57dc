/** The chapters in the order in which they are read. */
import type { ComponentType } from 'react'
import type { ChapterId } from '../protocol/chapters.ts'
import { Chapter as Checked } from './checked/Chapter.tsx'
import { Chapter as Directions } from './directions/Chapter.tsx'
import { Chapter as Keep } from './keep/Chapter.tsx'
import { Chapter as Nested } from './nested/Chapter.tsx'
import { Chapter as Practice } from './practice/Chapter.tsx'
import { Chapter as Solve } from './solve/Chapter.tsx'
import { Chapter as Then } from './then/Chapter.tsx'
import { Chapter as Together } from './together/Chapter.tsx'

export const CHAPTER_COMPONENTS: Record<ChapterId, ComponentType> = {
  keep: Keep,
  solve: Solve,
  together: Together,
  then: Then,
  nested: Nested,
  directions: Directions,
  practice: Practice,
  checked: Checked,
}
