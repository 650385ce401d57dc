/** Links that a mail has broken over several lines, put together again. */
import { readAnswers } from '../../protocol/answers.ts'
import { readArticleLink } from '../../protocol/articleLink.ts'
import { linksIn } from './answerLinks.ts'
import type { TextRecord } from './records.ts'

/** An address that has not come to its `#` when the line ends. */
const UNFINISHED_ADDRESS = /(?:https?|file):\/\/[^\s#"<>]*$/i

/** What a line can begin with that goes on with a link: none of its signs stands in a name alone. */
const CONTINUATION = /^\s*([\w.~%&=+/?#:-]+)/

/** How well a link can be read: the answers in it, and what was wrong. */
interface Reading {
  answers: number
  problems: number
}

const readingOf = (hash: string): Reading => {
  const { state, problems } = readArticleLink(hash)
  const read = readAnswers(state.answers)
  return {
    answers: Object.keys(read.answers).length,
    problems: problems.length + read.problems.length,
  }
}

const isBetter = (one: Reading, other: Reading): boolean =>
  one.problems <= other.problems && (one.answers > other.answers || one.problems < other.problems)

/** Whether the second line belongs to the link that the first ends with: it is read better then. */
const goesOn = (first: string, second: string): boolean => {
  const more = CONTINUATION.exec(second)?.[1] ?? ''
  if (more === '') return false
  if (UNFINISHED_ADDRESS.test(first)) return /#|%23/.test(more)
  const link = linksIn(first).at(-1)
  if (link === undefined || link.after.trim() !== '' || linksIn(second).length > 0) return false
  return /^&[\w.]+=/.test(more) || isBetter(readingOf(link.hash + more), readingOf(link.hash))
}

/** A line as it goes on in the next; raw mails end such a line in `=`. */
const goingOn = (text: string): string => {
  const line = text.trimEnd()
  return /[#&]v=3D/i.test(line) ? line.replace(/=$/, '') : line
}

/** The records with broken links joined; a joined one stands at its first line. */
export const joinBroken = (records: readonly TextRecord[]): TextRecord[] => {
  const joined: TextRecord[] = []
  for (const record of records) {
    const last = joined.at(-1)
    const isText = last?.cells === null && record.cells === null
    const first = goingOn(last?.text ?? '')
    if (last !== undefined && isText && goesOn(first, record.text)) {
      joined[joined.length - 1] = { ...last, text: first + record.text.trimStart() }
    } else joined.push(record)
  }
  return joined
}
