import { useId, useState, type ReactElement } from 'react'
import { Button } from '../../controls/Button.tsx'
import { Choice } from '../../controls/Choice.tsx'
import { twoReadings } from '../../controls/numberInput.ts'
import {
  answerText,
  checkAnswer,
  exerciseJob,
  exerciseLink,
  type Exercise,
  type Verdict,
} from '../../protocol/exercises.ts'
import { numbersIn } from '../../text/number.ts'
import { useTeaching, useTeachState } from './teachContext.ts'

interface AnswerFieldProps {
  exercise: Exercise
  text: string
  onChange: (text: string) => void
}

/** A number to type, or one of several options to pick. */
const AnswerField = ({ exercise, text, onChange }: AnswerFieldProps): ReactElement => {
  const id = useId()
  const { answer } = exercise
  if (answer.kind === 'choice') {
    return (
      <Choice
        label={exercise.question}
        options={answer.options.map((label, at) => ({ value: String(at), label }))}
        value={text}
        onChange={onChange}
      />
    )
  }
  return (
    <div className="exercise-number">
      <label className="control-label" htmlFor={id}>
        {exercise.question}
      </label>
      <input
        id={id}
        className="value-field"
        inputMode="text"
        autoComplete="off"
        spellCheck={false}
        value={text}
        onChange={(event) => onChange(event.target.value)}
      />
    </div>
  )
}

const MISSING: Record<Exercise['answer']['kind'], string> = {
  number: 'Write a number, such as 12, 0.05 or 3e-4.',
  choice: 'Pick one first.',
}

/** The answer that was given, or what to say where there is none, or none that is clear. */
const given = ({ answer }: Exercise, text: string): number | string => {
  if (answer.kind === 'choice') return text === '' ? MISSING.choice : Number(text)
  const values = numbersIn(text)
  if (values.length > 1) return `${twoReadings(text, values)} Write one of them.`
  return values[0] ?? MISSING.number
}

/** What is said about an answer, and the true one once it is asked for. */
interface Told {
  verdict: Verdict | null
  truth: string | null
}

const NOTHING: Told = { verdict: null, truth: null }

const FAILED: Told = {
  verdict: { isRight: false, words: 'The solvers do not answer here. Try again later.' },
  truth: null,
}

/** Asks the solvers, and keeps what they said until data or answer change. */
const useAnswering = (exercise: Exercise) => {
  const { compute } = useTeaching()
  const dataSeed = useTeachState(({ spec }) => spec.dataSeed)
  const initSeed = useTeachState(({ spec }) => spec.initSeed)
  const [text, setText] = useState('')
  const [told, setTold] = useState<Told & { for: string }>({ ...NOTHING, for: '' })
  const subject = `${dataSeed} ${initSeed} ${text}`
  const ask = (tell: (values: readonly number[]) => Told): void => {
    compute(exerciseJob(exercise, { dataSeed, initSeed })).then(
      (values) => setTold({ ...tell(values), for: subject }),
      () => setTold({ ...FAILED, for: subject }),
    )
  }
  const check = (): void => {
    const value = given(exercise, text)
    if (typeof value === 'string') {
      setTold({ verdict: { isRight: false, words: value }, truth: null, for: subject })
    } else ask((values) => ({ verdict: checkAnswer(exercise, values, value), truth: null }))
  }
  return {
    seeds: { dataSeed, initSeed },
    text,
    setText,
    told: told.for === subject ? told : NOTHING,
    check,
    reveal: () => ask((values) => ({ verdict: null, truth: answerText(exercise, values) })),
  }
}

/** One exercise: what to do, where, and whether the answer is right. */
export const ExerciseItem = ({ exercise }: { exercise: Exercise }): ReactElement => {
  const { seeds, text, setText, told, check, reveal } = useAnswering(exercise)
  const classCode = useTeachState(({ view }) => view.classCode)
  const student = useTeachState(({ view }) => view.student)
  const isSeated = classCode !== '' && student !== ''
  const link = exerciseLink(exercise, seeds, isSeated ? { classCode, student } : {})
  return (
    <li className="exercise" id={`exercise-${exercise.id}`}>
      <h3>{exercise.title}</h3>
      <p>
        {exercise.task}{' '}
        <a href={`./play.html#${link}`} target="_blank" rel="noreferrer">
          Open in Play <span className="visually-hidden">for “{exercise.title}”</span>
        </a>
      </p>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          check()
        }}
      >
        <AnswerField exercise={exercise} text={text} onChange={setText} />
        <div className="exercise-buttons">
          <Button variant="plain" onClick={check}>
            Check <span className="visually-hidden">“{exercise.title}”</span>
          </Button>
          <Button variant="quiet" onClick={reveal}>
            Show the answer <span className="visually-hidden">to “{exercise.title}”</span>
          </Button>
        </div>
      </form>
      <div role="status" className="exercise-verdict">
        {told.verdict === null ? null : (
          <p className={told.verdict.isRight ? 'verdict-right' : 'verdict-wrong'}>
            {told.verdict.words} {told.verdict.isRight ? exercise.lesson : ''}
          </p>
        )}
        {told.truth === null ? null : (
          <p>
            With data seed {seeds.dataSeed}: <strong>{told.truth}</strong>. {exercise.lesson}
          </p>
        )}
      </div>
    </li>
  )
}
