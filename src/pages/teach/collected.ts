/** Predictions that students sent as links of the article, as they come out of mails and forms. */
import { readAnswers, type Answers } from '../../protocol/answers.ts'
import { readArticleLink } from '../../protocol/articleLink.ts'
import { PREDICTION_IDS, PREDICTIONS, type PredictionId } from '../../protocol/predictions.ts'
import { answerInWords } from '../../store/predictionWords.ts'
import { inertText } from '../../text/csvText.ts'
import { linksIn, nameIn, withoutMarkup } from './answerLinks.ts'
import { joinBroken } from './brokenLinks.ts'
import { namedRecords, type NamedLink } from './namedLinks.ts'
import { recordsIn } from './records.ts'

interface CollectedRow {
  /** Of the text, from 1. */
  line: number
  /** What stood beside the link, or the line's number. */
  name: string
  answers: Answers
}

interface BadLine {
  line: number
  /** Why nothing was taken from it, or what was left out. */
  reason: string
}

export interface Collected {
  rows: readonly CollectedRow[]
  bad: readonly BadLine[]
}

const readNamed = ({ line, hash, name }: NamedLink): { row?: CollectedRow; bad: BadLine[] } => {
  const { answers, problems } = readAnswers(readArticleLink(hash).state.answers)
  const bad = problems.map(({ message }) => ({ line, reason: message }))
  if (Object.keys(answers).length > 0) {
    return { row: { line, name: name === '' ? `line ${line}` : name, answers }, bad }
  }
  return { bad: bad.length > 0 ? bad : [{ line, reason: 'The link holds no predictions.' }] }
}

/** Names that stand more than once, as people read them. */
const repeated = (named: readonly NamedLink[], rows: readonly CollectedRow[]): BadLine[] => {
  const lines = new Map<string, CollectedRow[]>()
  for (const row of rows) {
    if (!named.some(({ line, name }) => line === row.line && name === row.name)) continue
    const key = nameIn(row.name).normalize('NFKC').toLowerCase()
    lines.set(key, [...(lines.get(key) ?? []), row])
  }
  return [...lines.values()].flatMap((same) => {
    const [first, ...others] = same
    const last = others.at(-1)
    if (first === undefined || last === undefined) return []
    const count = `${String(same.length)} times, first in line ${String(first.line)}`
    return [{ line: last.line, reason: `“${first.name}” stands here ${count}: all were counted.` }]
  })
}

/** Empty lines are passed over; a bad one is named and hides none of the others. */
export const collectAnswers = (text: string): Collected => {
  const { named, bad: unread } = namedRecords(
    joinBroken(recordsIn(withoutMarkup(text))).map((record) => ({
      ...record,
      links: linksIn(record.text),
    })),
  )
  const read = named.map(readNamed)
  const rows = read.flatMap(({ row }) => (row === undefined ? [] : [row]))
  const bad = [...unread, ...read.flatMap(({ bad: wrong }) => wrong), ...repeated(named, rows)]
  return { rows, bad: bad.toSorted((one, other) => one.line - other.line) }
}

/** The questions that anybody answered, in the article's order. */
export const questionsIn = ({ rows }: Collected): readonly PredictionId[] =>
  PREDICTION_IDS.filter((id) => rows.some(({ answers }) => answers[id] !== undefined))

export const wordsFor = (row: CollectedRow, id: PredictionId): string => {
  const answer = row.answers[id]
  return answer === undefined ? '' : answerInWords(id, answer)
}

const quoted = (cell: string): string => `"${inertText(cell).replaceAll('"', '""')}"`

/** All answers as a table for a spreadsheet. */
export const collectedCsv = (collected: Collected): string => {
  const questions = questionsIn(collected)
  const head = ['name', ...questions.map((id) => PREDICTIONS[id].title)]
  const lines = collected.rows.map((row) => [row.name, ...questions.map((id) => wordsFor(row, id))])
  return [head, ...lines].map((cells) => cells.map(quoted).join(',')).join('\n')
}

/** How often each answer was given, the most frequent first. */
export const talliesOf = (
  { rows }: Collected,
  id: PredictionId,
): readonly { words: string; count: number }[] => {
  const counts = new Map<string, number>()
  for (const row of rows) {
    // Of a curve its direction counts, not its points.
    const words = wordsFor(row, id).replace(/:.*$/s, '.')
    if (words !== '') counts.set(words, (counts.get(words) ?? 0) + 1)
  }
  return [...counts].map(([words, count]) => ({ words, count })).sort((a, b) => b.count - a.count)
}
