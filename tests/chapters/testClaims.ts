/**
 * Claims as tests: the sentence still stands in its place, and what it says holds over a few data
 * seeds (`npm run claims` judges over 96, which is what bounds are set by).
 */
import { describe, expect, it } from 'vitest'
import { ALL_CLAIMS } from '../../scripts/claims/allClaims.ts'
import { nameOf, type Check, type Place } from '../../scripts/claims/claim.ts'
import { judge, measureCheck } from '../../scripts/claims/judge.ts'
import { createLab, REDUCED } from '../../scripts/claims/lab.ts'
import { seedsUpTo } from '../../scripts/claims/measure.ts'
import { SLIDES } from '../../src/pages/present/slides.ts'
import { EXERCISES } from '../../src/protocol/exerciseList.ts'
import { PRESETS } from '../../src/protocol/presets.ts'
import { chapterText } from './chapterText.ts'

/** One row of numbers for each seed. */
type Rows = readonly (readonly number[])[]

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

/**
 * The numbers of each check over its seeds, all measured when the first is asked for. One seed after
 * the other: what a seed has pretrained serves all its checks.
 */
const measuring = (checks: readonly Check[], seeds: number): ((check: Check) => Rows) => {
  let measured: ReadonlyMap<Check, Rows> | undefined
  const measure = (): ReadonlyMap<Check, Rows> => {
    const lab = createLab({ reduced: REDUCED })
    const rows = new Map(checks.map((check) => [check, [] as (readonly number[])[]]))
    const seedsOf = ({ of, needsSeeds = 0 }: Check): number =>
      of === null ? 0 : Math.max(seeds, needsSeeds)
    for (const dataSeed of seedsUpTo(Math.max(...checks.map(seedsOf)))) {
      for (const check of checks) {
        if (dataSeed > seedsOf(check)) continue
        rows.get(check)?.push(...measureCheck(check, { seeds: [dataSeed], lab }))
      }
    }
    return rows
  }
  return (check) => {
    measured ??= measure()
    return measured.get(check) ?? []
  }
}

/** One test for each claim of the places whose names begin with one of these. */
export const testClaims = (places: string | readonly string[], { seeds = 8 } = {}): void => {
  const groups = ALL_CLAIMS.filter(({ place }) =>
    [places].flat().some((start) => nameOf(place).startsWith(start)),
  )
  expect(groups).not.toEqual([])
  const checks = groups.flatMap(({ claims }) => claims.flatMap((claim) => claim.checks))
  const rowsOf = measuring(checks, seeds)
  for (const { place, claims } of groups) {
    describe(nameOf(place), () => {
      it.each(claims)('$sentence', ({ sentence, checks: own }) => {
        expect(textAt(place)).toContain(sentence)
        for (const check of own) {
          const verdict = judge(check, rowsOf(check))
          expect({ measured: check.measured, ...verdict }).toMatchObject({ holds: true })
        }
      })
    })
  }
}
