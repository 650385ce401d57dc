import { useState, type ReactElement } from 'react'
import { DrawChart } from '../charts/predict/DrawChart.tsx'
import type { MarkedGap } from '../charts/predict/types.ts'
import { errorOfLevel, highestLevel, LEVELS_PER_DECADE, type Answer } from '../protocol/answers.ts'
import type { CurvePrediction as CurveDescription, PredictionId } from '../protocol/predictions.ts'
import { largestGap } from '../store/predictionGap.ts'
import { compareCurves, errorsOf, gapText, trendSentence } from '../store/predictionWords.ts'
import { spoken } from '../store/words.ts'
import { useAnswer, useAnswers } from './answersContext.ts'
import { referencesOf, AXES, MEASURED_STYLE } from './predictionAxes.ts'
import { PredictionFrame } from './PredictionFrame.tsx'
import { useMeasuredCurve, type MeasuredState } from './useMeasuredCurve.ts'

/** The first suggestion, a flat line one decade below the zero function's error: only to be moved. */
const suggestionOf = (prediction: CurveDescription): number[] => {
  const level = (-1 - prediction.decades[0]) * LEVELS_PER_DECADE
  return prediction.columns.map(() => level)
}

const levelsOf = (answer: Answer | null): readonly number[] | null =>
  answer?.kind === 'curve' ? answer.levels : null

const gapOf = (
  prediction: CurveDescription,
  levels: readonly number[] | null,
  { medians, isComplete }: MeasuredState,
): MarkedGap | null => {
  if (levels === null || !isComplete) return null
  const gap = largestGap(errorsOf(prediction, levels), medians)
  if (gap === null || gap.isNear) return null
  return { column: gap.column, measured: medians[gap.column] ?? NaN, label: gapText(gap) }
}

const resultOf = (
  prediction: CurveDescription,
  levels: readonly number[] | null,
  { medians, isComplete }: MeasuredState,
): string => {
  if (!isComplete) return ''
  return levels === null ? trendSentence(medians) : compareCurves(prediction, levels, medians)
}

interface CurvePredictionProps {
  id: PredictionId
  prediction: CurveDescription
}

/** The reader draws an error over c; then the measured one is drawn over it. */
export default function CurvePrediction({ id, prediction }: CurvePredictionProps): ReactElement {
  const answers = useAnswers()
  const answer = useAnswer(id)
  const [draft, setDraft] = useState<readonly number[] | null>(null)
  const { figure, state } = useMeasuredCurve(prediction)
  const isAnswered = answer !== null
  const given = levelsOf(answer)
  const own = isAnswered ? given : (draft ?? suggestionOf(prediction))
  const commit = (): boolean => {
    if (draft === null) return false
    answers.set(id, { kind: 'curve', levels: draft })
    return true
  }
  const result = resultOf(prediction, given, state)
  const wordsOf = (level: number): string => spoken(errorOfLevel(prediction, level))
  return (
    <PredictionFrame
      id={id}
      hint="Draw through the picture, or move its points with the arrow keys. Your answer stays in the link."
      onCommit={commit}
      missing="Draw your curve first, or skip the question."
      result={result}
      note={state.note}
    >
      <div ref={figure}>
        <DrawChart
          label={prediction.title}
          describe={
            isAnswered
              ? `${result} ${state.note}`
              : 'An empty picture, with one slider for each value of c.'
          }
          columns={prediction.columns}
          yDomain={[10 ** prediction.decades[0], 10 ** prediction.decades[1]]}
          xLabel={AXES.x}
          yLabel={AXES.y}
          levels={highestLevel(prediction)}
          own={own}
          isSuggested={!isAnswered && draft === null}
          onDraw={isAnswered ? null : setDraft}
          nameOf={(column) => `c = ${String(column)}`}
          wordsOf={wordsOf}
          measured={isAnswered ? state.measured : null}
          measuredStyle={MEASURED_STYLE}
          references={referencesOf(state.scratch)}
          gap={gapOf(prediction, given, state)}
        />
      </div>
    </PredictionFrame>
  )
}
