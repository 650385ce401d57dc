/**
 * What chapter 8 claims: the counts of docs/replication.md, which the page cites from a file of its
 * own, and its figure, over 12 data seeds by exact end points.
 */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readAgreement } from '../../scripts/replication/agreement.ts'
import agreement from '../../src/chapters/checked/agreement.json'
import { CHAPTERS } from '../../src/protocol/chapters.ts'
import { chapterText } from './chapterText.ts'
import { testClaims } from './testClaims.ts'
import { count, errorsOf, exactEnd, median, overSeeds, seedsUpTo, type Claim } from './measure.ts'

const page = readFileSync(new URL('../../docs/replication.md', import.meta.url), 'utf8')
const [diagonalPage = '', reluPage = ''] = page.split('## ReLU networks')

const over = overSeeds(seedsUpTo(12))
const checked = CHAPTERS.checked.spec

/** Rows of the table of what is further than a factor of 2: n, ours / published, spread of seeds. */
const outliersIn = (text: string): { n: number; ratio: number; spread: number }[] => {
  const table = text.split('#### Further than a factor of 2')[1]?.split('<!--')[0] ?? ''
  return [...table.matchAll(/\| (\d+) +\| ([\d.]+) +\| ([\d.]+) +\|/g)].map(([, ...cells]) => {
    const [n = NaN, ratio = NaN, spread = NaN] = cells.map(Number)
    return { n, ratio, spread }
  })
}

const CLAIMS: Claim[] = [
  {
    sentence:
      'With 32 examples, finetuning at c = 0.1 has found the task, and ends more than ten times below c = 1, while training from scratch has hardly begun.',
    measured: 'medians of the error, wins of c = 0.1 over 1',
    check: () => {
      expect(checked).toMatchObject({
        mainSamples: 32,
        rescale: 0.1,
        inputDim: 1000,
        auxActive: 40,
      })
      const at = (rescale: number): number[] =>
        errorsOf(over(checked, { rescale }, (spec) => exactEnd(spec, 'finetune')))
      const [small, large] = [at(0.1), at(1)]
      expect(median(small)).toBeLessThan(0.01)
      expect(median(large)).toBeGreaterThan(10 * median(small))
      expect(count(small.map((error, seed) => error < (large[seed] ?? NaN)))).toBe(12)
      const scratch = over(checked, {}, (spec) => exactEnd(spec, 'singleTask'))
      expect(median(errorsOf(scratch))).toBeGreaterThan(0.5)
    },
  },
  {
    sentence: 'Give both 64 examples, and training from scratch catches on as well.',
    measured: 'median error of training from scratch',
    check: () => {
      const ends = over(checked, { mainSamples: 64 }, (spec) => exactEnd(spec, 'singleTask'))
      expect(median(errorsOf(ends))).toBeLessThan(0.05)
    },
  },
  {
    sentence:
      'All results on diagonal networks that are more than a factor of 2 away belong to 64 examples, where training begins to succeed. There our own seeds differ from each other by more than we differ from the paper.',
    measured: 'the table of outliers in docs/replication.md',
    check: () => {
      const outliers = outliersIn(diagonalPage)
      const { conditions, withinFactor2 } = agreement.diagonal
      expect(outliers).toHaveLength(conditions - withinFactor2)
      for (const { n, ratio, spread } of outliers) {
        expect(n).toBe(64)
        expect(spread).toBeGreaterThan(Math.max(ratio, 1 / ratio))
      }
    },
  },
  {
    sentence: 'Followed to the end of the flow, some would be hundreds of times smaller.',
    measured: 'what docs/replication.md found',
    check: () => expect(diagonalPage).toMatch(/end of the flow lies up to [2-9]00 times below/),
  },
  {
    sentence: 'Our ReLU networks have a fifth of the published hidden units.',
    measured: 'the protocol in docs/replication.md',
    check: () => {
      const [, ours, theirs] = /hidden units +\| (\d+); LL24: (\d+)/.exec(reluPage) ?? []
      expect(Number(theirs) / Number(ours)).toBe(5)
    },
  },
  {
    sentence: 'Ours are geometric means over up to 12 data seeds, the published ones over six.',
    measured: 'the protocol in docs/replication.md',
    check: () => {
      expect(agreement.diagonal.seeds).toBe(12)
      expect(agreement.relu.seeds).toBe(12)
      expect(page).toContain('means over 6 seeds')
    },
  },
  {
    sentence: 'Nearly all published directions come out again',
    measured: 'share of the comparisons that lie the same way',
    check: () => {
      for (const { sameDirection, comparisons } of [agreement.diagonal, agreement.relu]) {
        expect(sameDirection / comparisons).toBeGreaterThan(0.95)
      }
    },
  },
]

testClaims('checked', CLAIMS)

describe('what chapter 8 cites', () => {
  it('are the counts that docs/replication.md holds now (npm run make:agreement)', () => {
    expect(agreement).toEqual(readAgreement(page))
    const { withinFactor2, conditions } = agreement.diagonal
    expect(chapterText('checked')).toContain(`${withinFactor2} of ${conditions}`)
  })
})
