/** Predictions that students sent as links of the article, one a line. */
import { readAnswers, type Answers } from '../../protocol/answers.ts'
import { readArticleLink } from '../../protocol/articleLink.ts'
import { PREDICTION_IDS, PREDICTIONS, type PredictionId } from '../../protocol/predictions.ts'
import { answerInWords } from '../../store/predictionWords.ts'

interface CollectedRow {
  /** Of the text, from 1. */
  line: number
  /** What stood before the link, or the line's number. */
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

/** A link, after whatever stands before it: "Ada: https://…#…". */
const LINK = /^(?:(.*?)(?:[,;:]?\s+|[,;]))?(\S*#\S*)$/

const readLine = (text: string, line: number): { row?: CollectedRow; bad: BadLine[] } => {
  const [, before = '', address = ''] = LINK.exec(text) ?? []
  if (address === '') return { bad: [{ line, reason: 'There is no link in it.' }] }
  const link = readArticleLink(address.slice(address.indexOf('#') + 1))
  const { answers, problems } = readAnswers(link.state.answers)
  const bad = problems.map(({ message }) => ({ line, reason: message }))
  if (Object.keys(answers).length > 0) {
    return { row: { line, name: before.trim() || `line ${line}`, answers }, bad }
  }
  return { bad: bad.length > 0 ? bad : [{ line, reason: 'The link holds no predictions.' }] }
}

/** Empty lines are passed over; a bad one is named and hides none of the others. */
export const collectAnswers = (text: string): Collected => {
  const read = text
    .split(/\r?\n/)
    .map((line, index) => ({ line: line.trim(), number: index + 1 }))
    .filter(({ line }) => line !== '')
    .map(({ line, number }) => readLine(line, number))
  return {
    rows: read.flatMap(({ row }) => (row === undefined ? [] : [row])),
    bad: read.flatMap(({ bad }) => bad),
  }
}

/** The questions that anybody answered, in the article's order. */
export const questionsIn = ({ rows }: Collected): readonly PredictionId[] =>
  PREDICTION_IDS.filter((id) => rows.some(({ answers }) => answers[id] !== undefined))

export const wordsFor = (row: CollectedRow, id: PredictionId): string => {
  const answer = row.answers[id]
  return answer === undefined ? '' : answerInWords(id, answer)
}

const quoted = (cell: string): string => `"${cell.replaceAll('"', '""')}"`

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
