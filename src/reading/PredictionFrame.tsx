import { useId, useRef, useState, type ReactElement, type ReactNode } from 'react'
import { Button } from '../controls/Button.tsx'
import { PREDICTIONS, type PredictionId } from '../protocol/predictions.ts'
import { describeTask } from '../store/words.ts'
import { useAnswers, useAnswer } from './answersContext.ts'
import './prediction.css'

export interface PredictionFrameProps {
  id: PredictionId
  /** Where the answer is given, and what happened is shown over it. */
  children: ReactNode
  /** How to answer, in a sentence. */
  hint: string
  /** Commits what has been drawn or picked; `false` if there is nothing yet. */
  onCommit: () => boolean
  /** What to do then. */
  missing: string
  /** What happened, in words; empty while it is not known. */
  result: string
  /** What is shown, and how far it has been computed. */
  note: string
}

/** A question with its two ways out, and the answer in words. */
export function PredictionFrame(props: PredictionFrameProps): ReactElement {
  const { id, children } = props
  const { title, question, spec } = PREDICTIONS[id]
  const headingId = useId()
  const isAnswered = useAnswer(id) !== null
  const [wasEmpty, setWasEmpty] = useState(false)
  return (
    <section className="prediction needs-scripts" aria-labelledby={headingId}>
      <p className="prediction-kicker">Predict, then see</p>
      <h3 id={headingId}>{title}</h3>
      <p className="prediction-question">
        {describeTask(spec)} {question}
      </p>
      {children}
      <div className="prediction-foot">
        <p className={isAnswered ? 'prediction-result' : 'prediction-hint'} role="status">
          {isAnswered ? props.result : wasEmpty ? props.missing : props.hint}
        </p>
        {isAnswered ? <p className="prediction-note">{props.note}</p> : null}
        <Actions id={id} onCommit={() => setWasEmpty(!props.onCommit())} />
      </div>
    </section>
  )
}

/** The first button stays when the question has been answered, so that the focus does too. */
function Actions({ id, onCommit }: { id: PredictionId; onCommit: () => void }): ReactElement {
  const answers = useAnswers()
  const isAnswered = useAnswer(id) !== null
  const actions = useRef<HTMLDivElement>(null)
  const skip = (): void => {
    actions.current?.querySelector('button')?.focus()
    answers.skip(id)
  }
  const again = (): void => answers.clear(id)
  return (
    <div ref={actions} className="prediction-actions">
      <Button variant={isAnswered ? 'plain' : 'primary'} onClick={isAnswered ? again : onCommit}>
        {isAnswered ? 'Predict again' : 'Show what happens'}
      </Button>
      {isAnswered ? null : (
        <Button variant="quiet" onClick={skip}>
          Skip
        </Button>
      )}
    </div>
  )
}
