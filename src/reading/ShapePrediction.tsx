import { useState, type ReactElement, type ReactNode } from 'react'
import { ShapeChoice, type ShapeChoiceOption } from '../charts/predict/ShapeChoice.tsx'
import { PREDICTIONS, type PredictionId } from '../protocol/predictions.ts'
import { comparePick } from '../store/predictionWords.ts'
import { useAnswer, useAnswers } from './answersContext.ts'
import { PredictionFrame } from './PredictionFrame.tsx'

export interface ShapePredictionProps {
  id: PredictionId
  options: readonly ShapeChoiceOption[]
  /** The id of the option that was measured. */
  measured: string
  /** What was measured, in words. */
  words: string
  /** Where the numbers are from. */
  note: string
  /** A picture of what was measured. */
  children?: ReactNode
}

/** The reader picks a shape; then the measured one is marked. */
export function ShapePrediction(props: ShapePredictionProps): ReactElement {
  const { id, options, measured, words } = props
  const answers = useAnswers()
  const answer = useAnswer(id)
  const [draft, setDraft] = useState<string | null>(null)
  const isAnswered = answer !== null
  const given = answer?.kind === 'shape' ? answer.option : null
  const commit = (): boolean => {
    if (draft === null) return false
    answers.set(id, { kind: 'shape', option: draft })
    return true
  }
  const verdict = given === null ? '' : `${comparePick(PREDICTIONS[id], given, measured)} `
  return (
    <PredictionFrame
      id={id}
      hint="Pick one. Your answer stays in the link."
      onCommit={commit}
      missing="Pick one first, or skip the question."
      result={`${verdict}${words}`}
      note={props.note}
    >
      <ShapeChoice
        legend={PREDICTIONS[id].title}
        options={options}
        chosen={isAnswered ? given : draft}
        onChoose={isAnswered ? null : setDraft}
        measured={isAnswered ? measured : null}
      />
      {isAnswered ? props.children : null}
    </PredictionFrame>
  )
}
