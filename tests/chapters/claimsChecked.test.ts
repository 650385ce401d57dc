/**
 * What chapter 8 claims: of its figure, and the counts of docs/replication.md, which the page cites
 * from a file of its own.
 */
import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readAgreement } from '../../scripts/replication/agreement.ts'
import { PART_IDS, type Part } from '../../scripts/replication/conditions.ts'
import { countPublished, PUBLISHED_FILE } from '../../scripts/replication/published.ts'
import { marksAround } from '../../scripts/replication/report.ts'
import agreement from '../../src/chapters/checked/agreement.json'
import { chapterText } from './chapterText.ts'
import { testClaims } from './testClaims.ts'

const page = readFileSync(new URL('../../docs/replication.md', import.meta.url), 'utf8')

const resultsOf = (part: Part): string => {
  const { begin, end } = marksAround(part)
  return page.slice(page.indexOf(begin), page.indexOf(end))
}

interface Claim {
  sentence: string
  measured: string
  check: () => void
}

/** Rows of the table of what is further than a factor of 2: n, ours / published, spread of seeds. */
const outliersIn = (text: string): { n: number; ratio: number; spread: number }[] => {
  const table = text.split('#### Further than a factor of 2')[1]?.split('<!--')[0] ?? ''
  return [...table.matchAll(/\| (\d+) +\| ([\d.]+) +\| ([\d.]+) +\|/g)].map(([, ...cells]) => {
    const [n = NaN, ratio = NaN, spread = NaN] = cells.map(Number)
    return { n, ratio, spread }
  })
}

interface ReluProtocol {
  base: { stopLoss: number; stepLimit: number }
  step: number
}

const readSweep = (name: string): ReluProtocol =>
  JSON.parse(
    readFileSync(new URL(`../../scripts/replication/sweeps/${name}.json`, import.meta.url), 'utf8'),
  ) as ReluProtocol // one of ours

/** Rows of the table of what is compared: conditions at hand, and those that are compared. */
const EXTENT = [
  ...page.matchAll(/^\| (?:diagonal|ReLU), [^|]*\| (\d+) +\| (\d+) +\|([^|]*)\|$/gm),
].map(([, ...cells]) => ({
  atHand: Number(cells[0]),
  compared: Number(cells[1]),
  leftOut: [...(cells[2] ?? '').matchAll(/\((\d+)/g)].reduce((sum, [, n]) => sum + Number(n), 0),
}))
const total = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0)

const CLAIMS: Claim[] = [
  {
    sentence:
      'All results on trained diagonal networks that are more than a factor of 2 away belong to 64 examples, where training begins to succeed. There our own seeds differ from each other by more than we differ from the paper.',
    measured: 'the table of outliers in docs/replication.md',
    check: () => {
      const outliers = outliersIn(resultsOf('diagonal'))
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
    check: () => expect(page).toMatch(/end of the flow lies up to [2-9]00 times below/),
  },
  {
    sentence: 'Our ReLU networks have a fifth of the published hidden units.',
    measured: 'the protocol in docs/replication.md',
    check: () => {
      const [, theirs, ours] = /hidden units +\| (\d+) +\| (\d+)/.exec(page) ?? []
      expect(Number(theirs) / Number(ours)).toBe(5)
    },
  },
  {
    sentence: 'the published ones over six',
    measured: 'what docs/replication.md says of the means',
    check: () => {
      expect(page).toContain('means over 6 seeds')
      const [first, ...others] = PART_IDS.map((part) => agreement[part].seeds)
      expect(chapterText('checked')).toContain(
        `over ${first} data seeds (at most ${others.join(', ')} in the rows below)`,
      )
    },
  },
  {
    sentence: 'Of the published directions we tried, nearly all come out again',
    measured: 'share of the comparisons that lie the same way',
    check: () => {
      for (const part of PART_IDS) {
        const { sameDirection, comparisons } = agreement[part]
        expect(sameDirection / comparisons, part).toBeGreaterThan(0.9)
      }
    },
  },
  {
    sentence:
      'The published ReLU networks were trained on shuffled batches of 128, which are all examples only up to 128; for multi-task learning they never are.',
    measured: 'the protocol in docs/replication.md',
    check: () => {
      expect(page).toMatch(/shuffled mini-batches of 128, so all rows up to n = 128/)
      expect(page).toContain('n₁ = 1024 rows')
    },
  },
  {
    sentence: 'a stop at a training loss of 10−8 or after 100,000 epochs',
    measured: 'the protocol in docs/replication.md, and the sweeps that are run',
    check: () => {
      expect(page).toMatch(/training ends +\| at a training loss of 1e-8, or after 100,000 epochs/)
      for (const name of ['relu-overlap', 'relu-rescaling']) {
        const { base, step } = readSweep(name)
        expect(base).toMatchObject({ stopLoss: 1e-8, readoutInit: 1e-3 })
        expect(base.stepLimit * step).toBe(100_000 * 0.1) // the published time
      }
      expect(readSweep('relu-multi-task').base.stopLoss).toBe(1e-6)
    },
  },
]

testClaims('chapter/checked', { seeds: 4 })

describe('what chapter 8 says of the replication', () => {
  it.each(CLAIMS)('$sentence', ({ sentence, check }) => {
    expect(chapterText('checked')).toContain(sentence)
    check()
  })
})

describe('what chapter 8 cites', () => {
  it('are the counts that docs/replication.md holds now (npm run make:agreement)', () => {
    expect(agreement).toEqual(readAgreement(page))
    const { withinFactor2, conditions } = agreement.diagonal
    expect(chapterText('checked')).toContain(`${withinFactor2} of ${conditions}`)
  })

  it('say how much of what was published is compared, and the parts add up to it', () => {
    const compared = total(PART_IDS.map((part) => agreement[part].conditions))
    expect(chapterText('checked')).toContain(`${compared} of its some 2,400 conditions`)
    expect(page).toContain(`${compared} of these are compared here`)
    expect(EXTENT).toHaveLength(5)
    expect(total(EXTENT.map((row) => row.compared))).toBe(compared)
    expect(total(EXTENT.map((row) => row.atHand))).toBe(agreement.extent.atHand)
    for (const { atHand, compared: some, leftOut } of EXTENT) expect(some + leftOut).toBe(atHand)
  })

  it.skipIf(!existsSync(PUBLISHED_FILE))(
    `are as many means as are at hand (skipped where ${PUBLISHED_FILE} is absent)`,
    () => {
      const content = JSON.parse(readFileSync(PUBLISHED_FILE, 'utf8')) as Record<string, unknown>
      const counts = Object.values(countPublished(content))
      const inOrder = (numbers: readonly number[]) => numbers.toSorted((a, b) => a - b)
      expect(inOrder(counts)).toEqual(inOrder(EXTENT.map((row) => row.atHand)))
    },
  )
})
