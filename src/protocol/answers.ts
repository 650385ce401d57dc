/**
 * What readers have predicted, and its text in a link: `1~keep.18-17-12-8-6~together.leftovers`, the
 * version of the format first. No character of it needs an escape in an address.
 */
import {
  PREDICTION_IDS,
  PREDICTIONS,
  type CurvePrediction,
  type Prediction,
  type PredictionId,
} from './predictions.ts'
import type { SpecProblem } from './spec.ts'

export type Answer =
  /** One level for each column of the question. */
  | { kind: 'curve'; levels: readonly number[] }
  /** The id of an option. */
  | { kind: 'shape'; option: string }
  | { kind: 'skipped' }

/** The answers that have been given. */
export type Answers = Readonly<Partial<Record<PredictionId, Answer>>>

const ANSWERS_VERSION = 1

/** Levels of a drawn curve in a decade: finer than a hand draws. */
export const LEVELS_PER_DECADE = 4

/** The highest level of a curve; the lowest is 0. */
export const highestLevel = ({ decades: [lowest, highest] }: CurvePrediction): number =>
  (highest - lowest) * LEVELS_PER_DECADE

/** The error that a level stands for. */
export const errorOfLevel = ({ decades: [lowest] }: CurvePrediction, level: number): number =>
  10 ** (lowest + level / LEVELS_PER_DECADE)

const SKIPPED = 'skip'
const BETWEEN_ANSWERS = '~'
/** Longer than the text of all answers can be. */
const MAXIMUM_LENGTH = 400

const textOf = (answer: Answer): string => {
  switch (answer.kind) {
    case 'curve':
      return answer.levels.join('-')
    case 'shape':
      return answer.option
    case 'skipped':
      return SKIPPED
  }
}

/** The text of a link; empty where nothing has been answered. */
export const answersText = (answers: Answers): string => {
  const parts = PREDICTION_IDS.flatMap((id) => {
    const answer = answers[id]
    return answer === undefined ? [] : [`${id}.${textOf(answer)}`]
  })
  return parts.length === 0 ? '' : [String(ANSWERS_VERSION), ...parts].join(BETWEEN_ANSWERS)
}

const readLevels = (prediction: CurvePrediction, text: string): Answer | undefined => {
  const levels = text.split('-').map((part) => (/^\d{1,3}$/.test(part) ? Number(part) : NaN))
  const isValid =
    levels.length === prediction.columns.length &&
    levels.every((level) => level <= highestLevel(prediction))
  return isValid ? { kind: 'curve', levels } : undefined
}

const readAnswer = (prediction: Prediction, text: string): Answer | undefined => {
  if (text === SKIPPED) return { kind: 'skipped' }
  if (prediction.kind === 'curve') return readLevels(prediction, text)
  const isKnown = prediction.options.some(({ id }) => id === text)
  return isKnown ? { kind: 'shape', option: text } : undefined
}

const allowedFor = (prediction: Prediction): string =>
  prediction.kind === 'curve'
    ? `${String(prediction.columns.length)} whole numbers from 0 to ${String(highestLevel(prediction))}, joined by dashes, or ${SKIPPED}`
    : [...prediction.options.map(({ id }) => id), SKIPPED].join(', ')

const problem = (message: string): SpecProblem => ({ field: 'answers', message })

const shortened = (text: string): string => `“${text.slice(0, 40)}”`

/** One part of the text: its id, and its answer or what is wrong with it. */
const readPart = (part: string): { id: PredictionId; answer: Answer } | SpecProblem => {
  const [name = '', value = '', ...rest] = part.split('.')
  const id = PREDICTION_IDS.find((known) => known === name)
  if (id === undefined) return problem(`The link answers ${shortened(part)}, which is not asked.`)
  const answer = rest.length === 0 ? readAnswer(PREDICTIONS[id], value) : undefined
  if (answer !== undefined) return { id, answer }
  return problem(
    `The answer to ${id} is ${shortened(value)}, but must be ${allowedFor(PREDICTIONS[id])}: it was left out.`,
  )
}

/** The answers of a link; every wrong one is named and left out. Never throws. */
export const readAnswers = (text: string): { answers: Answers; problems: SpecProblem[] } => {
  if (text === '') return { answers: {}, problems: [] }
  const [version, ...parts] = text.slice(0, MAXIMUM_LENGTH).split(BETWEEN_ANSWERS)
  if (version !== String(ANSWERS_VERSION)) {
    const message = `The answers in the link are of version ${shortened(version ?? '')}, but this page reads version ${String(ANSWERS_VERSION)}: they were left out.`
    return { answers: {}, problems: [problem(message)] }
  }
  const answers: Partial<Record<PredictionId, Answer>> = {}
  const problems: SpecProblem[] = []
  if (text.length > MAXIMUM_LENGTH) {
    problems.push(problem('The answers in the link are too long: only the first were read.'))
  }
  for (const part of parts) {
    const read = readPart(part)
    if ('message' in read) problems.push(read)
    else if (read.id in answers) {
      problems.push(problem(`The link answers ${read.id} twice: using the first.`))
    } else answers[read.id] = read.answer
  }
  return { answers, problems }
}
