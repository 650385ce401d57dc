import { describe, expect, it } from 'vitest'
import type { ChapterId } from '../../src/protocol/chapters.ts'
import { chapterText } from './chapterText.ts'
import type { Claim } from './measure.ts'

/** One test for each claim: the sentence still stands in its chapter, and what it says holds. */
export const testClaims = (chapter: ChapterId, claims: readonly Claim[]): void => {
  describe(`chapter “${chapter}”`, () => {
    it.each(claims)('$sentence', ({ sentence, check }) => {
      expect(chapterText(chapter)).toContain(sentence)
      check()
    })
  })
}
