/** The chapters in the order in which they are read; the first comes with the page. */
import type { ComponentType } from 'react'
import { patientPart, type PatientPart } from '../controls/patientPart.ts'
import type { ChapterId } from '../protocol/chapters.ts'
import { Chapter as Keep } from './keep/Chapter.tsx'

const here = (Part: ComponentType): PatientPart => ({
  Part,
  failure: () => null,
  subscribe: () => () => undefined,
  retry: () => undefined,
})

const later = (load: () => Promise<{ Chapter: ComponentType }>): PatientPart =>
  patientPart(async () => ({ default: (await load()).Chapter }))

export const CHAPTER_PARTS: Record<ChapterId, PatientPart> = {
  keep: here(Keep),
  solve: later(() => import('./solve/Chapter.tsx')),
  together: later(() => import('./together/Chapter.tsx')),
  then: later(() => import('./then/Chapter.tsx')),
  nested: later(() => import('./nested/Chapter.tsx')),
  directions: later(() => import('./directions/Chapter.tsx')),
  practice: later(() => import('./practice/Chapter.tsx')),
  checked: later(() => import('./checked/Chapter.tsx')),
}
