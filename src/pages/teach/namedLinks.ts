/** Whose each link is: the name stands before it, after it, or on the line before or after. */
import { isAnnouncement, linksIn, nameIn, type FoundLink } from './answerLinks.ts'
import type { TextRecord } from './records.ts'

export interface NamedLink {
  line: number
  hash: string
  /** Empty where none stands beside it. */
  name: string
}

type Read = TextRecord & { links: readonly FoundLink[] }

interface Unread {
  line: number
  reason: string
}

const nameBefore = ({ before }: FoundLink): string => {
  const name = nameIn(before)
  return isAnnouncement(name) ? '' : name
}

/** The names of the links of one line: all stand before their links, or all after. */
const namesIn = ({ links, cells }: Read): string[] => {
  if (cells !== null && links.length > 0) {
    // The row of a table: whatever is no link says whose it is.
    const others = cells.filter((cell) => cell !== '' && linksIn(cell).length === 0)
    const name = others.map((cell) => nameIn(cell)).join(', ')
    return links.map(() => name)
  }
  const before = links.map(nameBefore)
  if ((before[0] ?? '') === '') return links.map(({ after }) => nameIn(after))
  // Two links behind one name are both of the same person.
  return before.map((_, at) => before.slice(0, at + 1).findLast((name) => name !== '') ?? '')
}

/** Longer texts are no names. */
const LONGEST_NAME = 60

/** A line that may be the name of the line beside it. */
const loneName = ({ links, text }: Read): string => {
  const name = nameIn(text)
  return links.length === 0 && name.length <= LONGEST_NAME ? name : ''
}

const HEADS = /\bname|student|surname|vorname|nom\b|nombre|nome\b|имя|姓名|氏名/iu

/** The heads of a table's columns: they are nobody's answers. */
const isHead = (record: Read, next: Read | undefined): boolean =>
  record.links.length === 0 &&
  record.text.split(/[,;\t]/).length > 1 &&
  HEADS.test(record.text) &&
  (next?.text.split(/[,;\t]/).length ?? 0) > 1

/** What a line can be of a list in which names and links stand on lines of their own. */
type Turn = 'name' | 'link' | null

const turnOf = (record: Read, names: readonly string[]): Turn => {
  if (record.links.length > 0) return names.every((name) => name === '') ? 'link' : null
  return loneName(record) === '' ? null : 'name'
}

/** Where the stretch ends in which names and links take turns. */
const endOfTurns = (turns: readonly Turn[], from: number): number => {
  let end = from + 1
  while (end < turns.length && turns[end] === (turns[end - 1] === 'name' ? 'link' : 'name'))
    end += 1
  return end
}

/** For links without a name: the place of the line, before or after, that names each. */
const neighbours = (turns: readonly Turn[]): Map<number, number> => {
  const found = new Map<number, number>()
  let at = 0
  while (at < turns.length) {
    const end = turns[at] === null ? at + 1 : endOfTurns(turns, at)
    const step = turns[at] === 'name' ? -1 : 1
    // Between two links without another name nobody knows whose it is.
    const isClear = step === -1 || (end - at) % 2 === 0
    for (let place = at; place < end && isClear; place += 1) {
      if (turns[place] === 'link') found.set(place, place + step)
    }
    at = end
  }
  return found
}

/** The links of all lines with their names, and the lines from which nothing was taken. */
export const namedRecords = (
  records: readonly Read[],
): { named: readonly NamedLink[]; bad: readonly Unread[] } => {
  const [first, second] = records
  const body = first !== undefined && isHead(first, second) ? records.slice(1) : records
  const names = body.map(namesIn)
  const borrowed = neighbours(body.map((record, at) => turnOf(record, names[at] ?? [])))
  const taken = new Set(borrowed.values())
  const nameAt = (at: number): string => {
    const from = body[borrowed.get(at) ?? -1]
    return from === undefined ? '' : loneName(from)
  }
  return {
    named: body.flatMap(({ line, links }, at) =>
      links.map(({ hash }, index) => ({
        line,
        hash,
        name: (names[at]?.[index] ?? '') || nameAt(at),
      })),
    ),
    bad: body.flatMap(({ line, links }, at) =>
      links.length > 0 || taken.has(at) ? [] : [{ line, reason: 'There is no link in it.' }],
    ),
  }
}
