/** That what chapter 6 repeats of presets' captions is what these claim. */
import { describe, expect, it } from 'vitest'
import { ALL_CLAIMS } from '../../scripts/claims/allClaims.ts'
import { nameOf } from '../../scripts/claims/claim.ts'
import { ALL_SAME, ALL_TILTED, WEAK } from '../../src/chapters/directions/settings.ts'
import { CHAPTERS } from '../../src/protocol/chapters.ts'
import { RELU_PRESETS } from '../../src/protocol/reluPresets.ts'
import type { RunSpec } from '../../src/protocol/spec.ts'
import { chapterText } from './chapterText.ts'

interface Repeated {
  sentence: string
  preset: string
  /** Where the chapter's verb leads. */
  change: Partial<RunSpec>
  /** What the preset's claims measure, and the least that they ask for. */
  asks: readonly (readonly [measured: string, atLeast: number])[]
}

const REPEATED: readonly Repeated[] = [
  {
    sentence:
      'It ends more than ten times below training from scratch and more than ten times below multi-task learning.',
    ...{ preset: 'tilted', change: {} },
    asks: [
      ['STL over c = 1', 10],
      ['MTL over c = 1', 10],
    ],
  },
  {
    sentence:
      'and the error ends more than a hundred times higher. With ten times smaller weights much of what was learned is lost, and it ends more than five times higher.',
    ...{ preset: 'tilted', change: {} },
    asks: [
      ['c = 10 over c = 1', 100],
      ['c = 0.1 over c = 1', 5],
    ],
  },
  {
    sentence:
      'Let all six directions tilt, and finetuning ends more than a hundred times below both other methods. Multi-task learning gains next to nothing',
    ...{ preset: 'all-tilted', change: ALL_TILTED },
    asks: [
      ['STL over c = 1', 100],
      ['MTL over c = 1', 100],
      ['STL over MTL', 1 / 3],
    ],
  },
  {
    sentence:
      'at c = 1 finetuning gains only a small factor over training from scratch, and c = 0.3 does better',
    ...{ preset: 'weak', change: WEAK },
    asks: [
      ['STL over c = 1', 2],
      ['c = 1 over c = 0.3', 2],
    ],
  },
  {
    sentence: 'Which side of c = 1 is better now?',
    ...{ preset: 'all-shared', change: ALL_SAME },
    asks: [['c = 1 over c = 10', 200]],
  },
]

describe('chapter/directions', () => {
  it.each(REPEATED)('$sentence', ({ sentence, preset, change, asks }) => {
    expect(chapterText('directions')).toContain(sentence)
    const spec = RELU_PRESETS.find(({ id }) => id === preset)?.spec
    const chapter = CHAPTERS.directions.spec
    expect(spec).toMatchObject({ ...chapter, ...change, rescale: spec?.rescale })
    const checks = ALL_CLAIMS.find(
      ({ place }) => nameOf(place) === `relu/${preset}`,
    )?.claims.flatMap((claim) => claim.checks)
    for (const [measured, atLeast] of asks) {
      const check = checks?.find((one) => one.measured.endsWith(measured))
      expect(check?.atLeast).toBeGreaterThanOrEqual(atLeast)
    }
  })
})
