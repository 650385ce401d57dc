/** Predictions that students send as links, read back into a table. */
import { describe, expect, it } from 'vitest'
import { answersText } from '../../src/protocol/answers.ts'
import { INITIAL_ARTICLE, writeArticleLink } from '../../src/protocol/articleLink.ts'
import {
  collectAnswers,
  collectedCsv,
  talliesOf,
  wordsFor,
} from '../../src/pages/teach/collected.ts'

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
      'no link here, and nothing that could be the name of anybody whose link follows',
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

  const one = 'https://s.example/index.html#v=1&answers=1~keep.18-17-12-8-6~together.leftovers'
  const other = 'https://s.example/index.html#v=1&answers=1~together.few'
  /** What every link above says, as its writer gave it: two answers. */
  const both = {
    keep: { kind: 'curve', levels: [18, 17, 12, 8, 6] },
    together: { kind: 'shape', option: 'leftovers' },
  }
  const namesOf = (text: string): string[] => collectAnswers(text).rows.map(({ name }) => name)

  it.each([
    ['Bo', `"Bo","${one}"`],
    ['Al', `Al:${one}`],
    ['Gu', `Gu <${one}>`],
    ['Fi', `Fi (${one})`],
    ['Ed', `Ed ${one}.`],
    ['Di', `${one}\tDi`],
    ['=1+1', `=1+1, ${one}`],
    ['Di', `${one} Di`],
    ['Di', `${one}, Di`],
    ['Di', `${one};Di;`],
    ['Di', `Di;${one};`],
    ['Di', `Di - ${one}`],
    ['Di', `Di – ${one}…`],
    ['Di', `- Di: „${one}“`],
    ['Di', `Di|${one}|`],
    ['Di', `> > Di: ${one}`],
    ['Di', `[Di](${one})`],
    ['Di', `<${one}|Di>`],
    ['Di', `<li><a class="x" href="${one.replace('&', '&amp;')}">Di</a></li>`],
    ['Di', `<td>Di</td><td><a href='${one}'>${one}</a></td>`],
    ['Di', `Di\uff1a${one}\u3002`],
    ['Di', `Di ${one} (sent from my phone)`],
    ['Di', `Di\n${one}`],
    ['Di', `Di:\n\n${one}`],
    ['Di', `${one}\n— Di`],
    ['Di', `My link: ${one} Di`],
    ['Di', `Di ${one.replace('#', '%23').replace('&', '%26').replaceAll('=', '%3D')}`],
    ['Di', `Di #v=1&amp;answers=1~keep.18-17-12-8-6~together.leftovers`],
    ['O\u2019Hara, Di', `"O\u2019Hara, Di";"${one}"`],
    ['Di "the" Boss', `"Di ""the"" Boss","${one}"`],
    ['Di Boss', `"Di\nBoss",\n"${one}"`.replace(',\n', ',')],
    ['Di', `"Name","Your link"\n"Di","${one}"`],
    ['Tom & Di', `Tom &amp; Di: ${one}`],
  ])('are read with the name %s and both answers from %j', (name, text) => {
    const { rows, bad } = collectAnswers(text)
    expect(rows.map((row) => [row.name, row.answers])).toEqual([[name, both]])
    expect(bad).toEqual([])
  })

  it('are read from a link that was broken over two or three lines, wherever that was', () => {
    for (let at = 'https:/'.length + 1; at < one.length; at += 1) {
      const parts = [one.slice(0, at), one.slice(at)]
      const { rows, bad } = collectAnswers(`Al: ${parts.join('\n')}\nBo: ${one}`)
      expect([bad, rows.map(({ name, answers }) => [name, answers])], parts.join(' | ')).toEqual([
        [],
        [
          ['Al', both],
          ['Bo', both],
        ],
      ])
    }
    const lines = one.replace('17-', '17-\n').replace('~to', '~\n> to')
    expect(collectAnswers(`Al: ${lines}`).rows).toMatchObject([{ name: 'Al', answers: both }])
    const raw = one.replaceAll('=', '=3D').replace('12-', '12=\r\n-')
    expect(collectAnswers(`Al: ${raw}`).rows).toMatchObject([{ name: 'Al', answers: both }])
  })

  it('are not mixed up with a name on the next line', () => {
    expect(namesOf(`${other}\nAl\n${one}\nBo-6`)).toEqual(['Al', 'Bo-6'])
    expect(namesOf(`${other}&theme=dark\nAl`)).toEqual(['Al'])
    expect(namesOf(`Al ${other}\n&theme=dark`)).toEqual(['Al'])
  })

  it('are read from several links in a line, with the names before or after them', () => {
    expect(namesOf(`Al ${one}, Bo ${other}`)).toEqual(['Al', 'Bo'])
    expect(namesOf(`${one} Al, ${other} Bo`)).toEqual(['Al', 'Bo'])
    expect(namesOf(`Al\n${one}\nBo\n${other}`)).toEqual(['Al', 'Bo'])
    expect(namesOf(`${one}\nAl\n${other}\nBo`)).toEqual(['Al', 'Bo'])
  })

  it('name a line that may belong to either link beside it', () => {
    const { rows, bad } = collectAnswers(`${one}\nAl\n${other}`)
    expect(rows.map(({ name }) => name)).toEqual(['line 1', 'line 3'])
    expect(bad).toEqual([{ line: 2, reason: 'There is no link in it.' }])
  })

  it('name a student who stands twice', () => {
    const { rows, bad } = collectAnswers(`Al ${one}\nBo ${one}\nAL: ${other}`)
    expect(rows).toHaveLength(3)
    expect(bad).toEqual([
      { line: 3, reason: '“Al” stands here 2 times, first in line 1: all were counted.' },
    ])
  })

  it('are copied so that no spreadsheet computes a name', () => {
    // The apostrophe is what OWASP recommends against formulas in cells.
    expect(collectedCsv(collectAnswers(`=1+1, ${one}`)).split('\n')[1]).toMatch(/^"'=1\+1",/)
    expect(collectedCsv(collectAnswers(`@SUM(A1), ${one}`)).split('\n')[1]).toMatch(/^"'@SUM\(A1"/)
    expect(collectedCsv(collectAnswers(`-5, ${one}`)).split('\n')[1]).toMatch(/^"-5",/)
  })

  it('never fail on any text', () => {
    for (const text of ['#', '#%', '#answers=%E0', 'a#b#c', '#answers=1~', '\u0000#answers=9~x']) {
      expect(collectAnswers(text).rows).toEqual([])
      expect(collectAnswers(text).bad.length).toBeGreaterThan(0)
    }
  })
})
