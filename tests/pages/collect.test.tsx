/** Predictions that students send as links, read back into a table. */
import { describe, expect, it } from 'vitest'
import { answersText } from '../../src/protocol/answers.ts'
import { INITIAL_ARTICLE, writeArticleLink } from '../../src/protocol/articleLink.ts'
import { collectAnswers, collectedCsv, talliesOf, wordsFor } from '../../src/pages/teach/collect.ts'

describe('collected predictions', () => {
  const linkWith = (answers: string): string =>
    `https://example.org/site/#${writeArticleLink({ ...INITIAL_ARTICLE, answers })}`
  const falling = answersText({
    keep: { kind: 'curve', levels: [20, 15, 10, 5, 0] },
    together: { kind: 'shape', option: 'few' },
  })
  const skipping = answersText({ together: { kind: 'skipped' } })

  it('are read from links, one a line, with the name before them; bad lines are named', () => {
    const text = [
      `Ada Lovelace: ${linkWith(falling)}`,
      '',
      'no link here',
      linkWith(skipping),
      `Bob, #v=1&answers=${falling}`,
      linkWith(''),
      linkWith('1~together.few~nope.1'),
    ].join('\n')
    const collected = collectAnswers(text)
    expect(collected.rows.map(({ line, name }) => [line, name])).toEqual([
      [1, 'Ada Lovelace'],
      [4, 'line 4'],
      [5, 'Bob'],
      [7, 'line 7'],
    ])
    expect(collected.bad.map(({ line }) => line)).toEqual([3, 6, 7])
    expect(collected.bad.map(({ reason }) => reason).slice(0, 2)).toEqual([
      'There is no link in it.',
      'The link holds no predictions.',
    ])
    const [ada] = collected.rows
    if (ada === undefined) throw new Error('no row')
    expect(wordsFor(ada, 'keep')).toMatch(/^Drew an error falling as c grows: /)
    expect(wordsFor(ada, 'directions')).toBe('')
    expect(talliesOf(collected, 'together').map(({ count }) => count)).toEqual([3, 1])
    expect(talliesOf(collected, 'keep')).toEqual([
      { words: 'Drew an error falling as c grows.', count: 2 },
    ])
    expect(collectedCsv(collected).split('\n')).toHaveLength(5)
    expect(collectedCsv(collected)).toMatch(/^"name",/)
  })

  it('never fail on any text', () => {
    for (const text of ['#', '#%', '#answers=%E0', 'a#b#c', '#answers=1~', '\u0000#answers=9~x']) {
      expect(collectAnswers(text).rows).toEqual([])
      expect(collectAnswers(text).bad.length).toBeGreaterThan(0)
    }
  })
})
