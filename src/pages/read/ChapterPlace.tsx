import { Suspense, useSyncExternalStore, type ReactElement } from 'react'
import { CHAPTER_PARTS } from '../../chapters/index.ts'
import { PartBoundary, PartFailure } from '../../controls/PartBoundary.tsx'
import type { PatientPart } from '../../controls/patientPart.ts'
import { CHAPTERS, type ChapterId } from '../../protocol/chapters.ts'

const TEXT_STANDS = 'The text below can be read; its figures do not move.'

/**
 * Says above a chapter that its code did not come. Apart from the chapter, which must not be drawn
 * again by it: React would then take away what was prerendered.
 */
const LateChapter = (props: { part: PatientPart; name: string }): ReactElement | null => {
  const { part, name } = props
  const failure = useSyncExternalStore(part.subscribe, part.failure, () => null)
  if (failure === null) return null
  return (
    <PartFailure
      sentence={`${name} did not come to life. ${TEXT_STANDS}`}
      error={failure.error}
      onRetry={part.retry}
    />
  )
}

/** A chapter in its place in the article, and what is said where it fails. */
export const ChapterPlace = ({ id }: { id: ChapterId }): ReactElement => {
  const part = CHAPTER_PARTS[id]
  const name = `The chapter “${CHAPTERS[id].title}”`
  return (
    <PartBoundary name={name}>
      <LateChapter {...{ part, name }} />
      <Suspense fallback={null}>
        <part.Part />
      </Suspense>
    </PartBoundary>
  )
}
