/**
 * Claims as tests: the sentence still stands in its place, and what it says holds over a few data
 * seeds (`npm run claims` judges over 96, which is what bounds are set by).
 */
import { describe, expect, it } from 'vitest'
import { ALL_CLAIMS } from '../../scripts/claims/allClaims.ts'
import { nameOf, type ClaimGroup, type Place } from '../../scripts/claims/claim.ts'
import { judge, measureCheck } from '../../scripts/claims/judge.ts'
import { createLab, REDUCED } from '../../scripts/claims/lab.ts'
import { seedsUpTo } from '../../scripts/claims/measure.ts'
import { SLIDES } from '../../src/pages/present/slides.ts'
import { EXERCISES } from '../../src/protocol/exerciseList.ts'
import { PRESETS } from '../../src/protocol/presets.ts'
import { chapterText } from './chapterText.ts'

/** The text of the one of this id, or nothing. */
const textOf = <T extends { id: string }>(
  all: readonly T[],
  id: string,
  text: (one: T) => string,
): string =>
  all
    .filter((one) => one.id === id)
    .map(text)
    .join('')

const textAt = (place: Place): string => {
  switch (place.kind) {
    case 'chapter':
      return chapterText(place.id)
    case 'preset':
      return textOf(PRESETS[place.network], place.id, ({ caption }) => caption)
    case 'slide':
      return textOf(SLIDES, place.id, ({ answer }) => answer)
    case 'exercise':
      return textOf(EXERCISES, place.id, ({ lesson }) => lesson)
  }
}

const testGroup = ({ place, claims }: ClaimGroup, seeds: number): void => {
  const lab = createLab({ reduced: REDUCED })
  it.each(claims)('$sentence', ({ sentence, checks }) => {
    expect(textAt(place)).toContain(sentence)
    for (const check of checks) {
      const few = seedsUpTo(Math.max(seeds, check.needsSeeds ?? 0))
      const verdict = judge(check, measureCheck(check, { seeds: few, lab }))
      expect({ measured: check.measured, ...verdict }).toMatchObject({ holds: true })
    }
  })
}

/** One test for each claim of the places whose names begin so. */
export const testClaims = (place: string, { seeds = 8 } = {}): void => {
  const groups = ALL_CLAIMS.filter((group) => nameOf(group.place).startsWith(place))
  expect(groups).not.toEqual([])
  for (const group of groups) {
    describe(nameOf(group.place), () => testGroup(group, seeds))
  }
}
