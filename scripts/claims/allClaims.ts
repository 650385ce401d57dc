/** Every claim of the product that can be checked, by the place where it stands. */
import type { ChapterId } from '../../src/protocol/chapters.ts'
import type { Claim, ClaimGroup } from './claim.ts'
import { CHECKED_CLAIMS } from './chapters/checked.ts'
import { DIRECTIONS_CLAIMS } from './chapters/directions.ts'
import { KEEP_CLAIMS } from './chapters/keep.ts'
import { NESTED_CLAIMS } from './chapters/nested.ts'
import { PRACTICE_CLAIMS } from './chapters/practice.ts'
import { SOLVE_CLAIMS } from './chapters/solve.ts'
import { THEN_CLAIMS } from './chapters/then.ts'
import { TOGETHER_CLAIMS } from './chapters/together.ts'
import { DIAGONAL_CLAIMS } from './diagonalPresets.ts'
import { EXERCISE_CLAIMS } from './exerciseClaims.ts'
import { RELU_CLAIMS } from './reluClaims.ts'
import { SLIDE_CLAIMS } from './slideClaims.ts'

const CHAPTER_CLAIMS: Readonly<Record<ChapterId, readonly Claim[]>> = {
  keep: KEEP_CLAIMS,
  solve: SOLVE_CLAIMS,
  together: TOGETHER_CLAIMS,
  then: THEN_CLAIMS,
  nested: NESTED_CLAIMS,
  directions: DIRECTIONS_CLAIMS,
  practice: PRACTICE_CLAIMS,
  checked: CHECKED_CLAIMS,
}

export const ALL_CLAIMS: readonly ClaimGroup[] = [
  ...(Object.keys(CHAPTER_CLAIMS) as ChapterId[]).map((id): ClaimGroup => ({
    place: { kind: 'chapter', id },
    claims: CHAPTER_CLAIMS[id],
  })), // Object.keys: the keys that the type names
  ...DIAGONAL_CLAIMS,
  ...RELU_CLAIMS,
  ...SLIDE_CLAIMS,
  ...EXERCISE_CLAIMS,
]
