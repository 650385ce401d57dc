/**
 * What a claim is: a sentence of the product, and what has to be measured for it to be true. Claims
 * are data: tests judge them over a few seeds, `npm run claims` over 96.
 */
import type { ChapterId } from '../../src/protocol/chapters.ts'
import type { NetworkId } from '../../src/protocol/networks.ts'
import type { Lab } from './lab.ts'

/** Where a sentence stands. */
export type Place =
  | { kind: 'chapter'; id: ChapterId }
  | { kind: 'preset'; network: NetworkId; id: string }
  | { kind: 'slide'; id: string }
  | { kind: 'exercise'; id: string }

/** What is found has to lie between these. */
export interface Bound {
  atLeast?: number
  atMost?: number
}

/** Numbers of one data seed. */
export type Measure<T> = (dataSeed: number, lab: Lab) => T

export interface Check extends Bound {
  /** What is measured, in words. */
  measured: string
  /** `null` where it does not depend on a seed. */
  of: Measure<readonly number[]> | null
  /** The number that is judged, from the numbers of all seeds (none where there is no seed). */
  value: (rows: readonly (readonly number[])[]) => number
  /** Of fewer seeds the number would say nothing; absent where a few are enough. */
  needsSeeds?: number
}

export interface Claim {
  /** Word for word as the place has it. */
  sentence: string
  checks: readonly Check[]
}

export interface ClaimGroup {
  place: Place
  claims: readonly Claim[]
}

/** "diagonal/nested", "chapter/keep": as `--only` and tables name a place. */
export const nameOf = (place: Place): string =>
  `${place.kind === 'preset' ? place.network : place.kind}/${place.id}`
