/** Answers, and how they compare with what was measured, in words. */
import { errorOfLevel, type Answer } from '../protocol/answers.ts'
import {
  PREDICTIONS,
  type CurvePrediction,
  type Prediction,
  type PredictionId,
  type Trend,
} from '../protocol/predictions.ts'
import { largestGap, trendOf, type Gap } from './predictionGap.ts'
import { spoken } from './words.ts'

/** Completes "the error …". */
const TREND_WORDS: Record<Trend, string> = {
  falls: 'falls as c grows',
  rises: 'rises as c grows',
  valley: 'is lowest in between',
  hill: 'is highest in between',
  flat: 'hardly depends on c',
}

const FALLEN_WORDS: Record<Trend, string> = {
  falls: 'falling as c grows',
  rises: 'rising as c grows',
  valley: 'lowest in between',
  hill: 'highest in between',
  flat: 'hardly depending on c',
}

/** A factor without more digits than a hand can draw: "30", "4,000". */
export const factorText = (factor: number): string =>
  Number(factor.toPrecision(factor < 10 ? 2 : 1)).toLocaleString('en')

export const errorsOf = (prediction: CurvePrediction, levels: readonly number[]): number[] =>
  levels.map((level) => errorOfLevel(prediction, level))

/** "30 times too high" */
export const gapText = ({ ratio }: Gap): string =>
  ratio >= 1 ? `${factorText(ratio)} times too high` : `${factorText(1 / ratio)} times too low`

/** What was right and what was not, from the drawn levels and the measured errors at the columns. */
export const compareCurves = (
  prediction: CurvePrediction,
  levels: readonly number[],
  measured: readonly number[],
): string => {
  const drawn = errorsOf(prediction, levels)
  const gap = largestGap(drawn, measured)
  if (gap === null) return 'What happens could not be computed here.'
  const [own, true_] = [trendOf(drawn), trendOf(measured)]
  const isRight = own === true_
  const direction = isRight
    ? `You were right that it ${TREND_WORDS[true_]}.`
    : `You drew an error ${FALLEN_WORDS[own]}; it ${TREND_WORDS[true_]}.`
  if (gap.isNear) return `${direction} Nowhere were you off by more than a factor of 2.`
  const column = prediction.columns[gap.column] ?? NaN
  return `${direction} You were furthest off at c = ${String(column)}: ${gapText(gap)}.`
}

/** How measured errors go, for whoever did not answer. */
export const trendSentence = (measured: readonly number[]): string =>
  `The error ${TREND_WORDS[trendOf(measured)]}.`

/** "Lowest at c = 1: 30 times below c = 0.01 and 400 times below c = 10." */
export const bestInWords = (columns: readonly number[], measured: readonly number[]): string => {
  const least = measured.indexOf(Math.min(...measured))
  const ends = [0, columns.length - 1].filter((end) => end !== least)
  const parts = ends.map((end) => {
    const factor = (measured[end] ?? NaN) / (measured[least] ?? NaN)
    return `${factorText(factor)} times below c = ${String(columns[end])}`
  })
  return `The error is least at c = ${String(columns[least])}: ${parts.join(' and ')}.`
}

const optionLabel = (prediction: Prediction, option: string): string =>
  prediction.kind === 'curve'
    ? ''
    : (prediction.options.find(({ id }) => id === option)?.label ?? option)

/** A pick beside what was measured. */
export const comparePick = (prediction: Prediction, picked: string, measured: string): string =>
  picked === measured
    ? `You were right: ${optionLabel(prediction, measured)}.`
    : `You picked “${optionLabel(prediction, picked)}”; what happens is “${optionLabel(prediction, measured)}”.`

/** One answer in a sentence, for a list of answers. */
export const answerInWords = (id: PredictionId, answer: Answer): string => {
  const prediction = PREDICTIONS[id]
  if (answer.kind === 'skipped') return 'Skipped.'
  if (answer.kind === 'shape') return `Picked “${optionLabel(prediction, answer.option)}”.`
  if (prediction.kind !== 'curve') return 'Drew a curve.'
  const errors = errorsOf(prediction, answer.levels)
  const points = errors
    .map((error, column) => `${spoken(error)} at c = ${String(prediction.columns[column])}`)
    .join(', ')
  return `Drew an error ${FALLEN_WORDS[trendOf(errors)]}: ${points}.`
}
