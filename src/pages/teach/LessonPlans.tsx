import { useState, type ReactElement } from 'react'
import { Choice } from '../../controls/Choice.tsx'
import { CHAPTERS } from '../../protocol/chapters.ts'
import { EXERCISES } from '../../protocol/exerciseList.ts'
import { exerciseLink } from '../../protocol/exercises.ts'
import { SLIDES } from '../present/slides.ts'
import { LESSONS, type Lesson, type LessonStep } from './lessons.ts'
import { useTeachState } from './teachContext.ts'

interface StepWords {
  title: string
  /** What to ask, or to say where nothing is asked. */
  ask: string
  /** What stands before what is asked, and before the guess. */
  labels: readonly [ask: string, guess: string]
  /** What to point at. */
  points: readonly string[]
  link: { label: string; address: string }
}

const slideWords = (id: string): StepWords | null => {
  const found = SLIDES.find((one) => one.id === id)
  if (found === undefined) return null
  const { title, question, answer, notes } = found
  return {
    title,
    ask: question ?? answer,
    labels: question === null ? ['Say', 'Then'] : ['Ask', 'Likely guess'],
    points: notes,
    link: { label: 'Open the slide', address: `./present.html#slide=${id}&notes=true` },
  }
}

type ExerciseSeeds = Parameters<typeof exerciseLink>[1]

const exerciseWords = (id: string, seeds: ExerciseSeeds): StepWords | null => {
  const found = EXERCISES.find((one) => one.id === id)
  if (found === undefined) return null
  return {
    title: `Exercise: ${found.title}`,
    ask: `${found.task} ${found.question}`,
    labels: ['Ask', 'How'],
    points: [found.lesson],
    link: { label: 'Open in Play', address: `./play.html#${exerciseLink(found, seeds)}` },
  }
}

const wordsOf = ({ shows }: LessonStep, seeds: ExerciseSeeds): StepWords | null => {
  if (shows.kind === 'slide') return slideWords(shows.id)
  if (shows.kind === 'exercise') return exerciseWords(shows.id, seeds)
  const { title, claim } = CHAPTERS[shows.id]
  return {
    title: `Everyone: ${title}`,
    ask: 'Before you see it: what do you expect?',
    labels: ['Ask', 'How'],
    points: [claim],
    link: { label: 'Open the chapter', address: `./#chapter=${shows.id}` },
  }
}

const Step = ({ step, from }: { step: LessonStep; from: number }): ReactElement | null => {
  const dataSeed = useTeachState(({ spec }) => spec.dataSeed)
  const initSeed = useTeachState(({ spec }) => spec.initSeed)
  const words = wordsOf(step, { dataSeed, initSeed })
  if (words === null) return null
  return (
    <li className="lesson-step">
      <p className="lesson-time">
        {from}–{from + step.minutes} min
      </p>
      <div className="lesson-words">
        <h4>{words.title}</h4>
        <dl>
          <div>
            <dt>{words.labels[0]}</dt>
            <dd>{words.ask}</dd>
          </div>
          <div>
            <dt>{words.labels[1]}</dt>
            <dd>{step.guess}</dd>
          </div>
          <div>
            <dt>Show</dt>
            <dd>
              <ul>
                {words.points.map((point) => (
                  <li key={point}>{point}</li>
                ))}
              </ul>
            </dd>
          </div>
        </dl>
        <a href={words.link.address} target="_blank" rel="noreferrer">
          {words.link.label}
        </a>
      </div>
    </li>
  )
}

const Plan = ({ lesson }: { lesson: Lesson }): ReactElement => {
  const starts = lesson.steps.map((_, at) =>
    lesson.steps.slice(0, at).reduce((total, { minutes }) => total + minutes, 0),
  )
  return (
    <>
      <h3>{lesson.title}</h3>
      <p className="teach-lead">{lesson.aim}</p>
      <ol className="lesson-steps">
        {lesson.steps.map((step, at) => (
          <Step key={`${step.shows.kind} ${step.shows.id}`} step={step} from={starts[at] ?? 0} />
        ))}
      </ol>
    </>
  )
}

/** Plans for lessons of several lengths, one at a time. */
export const LessonPlans = (): ReactElement => {
  const [minutes, setMinutes] = useState(String(LESSONS[0]?.minutes ?? ''))
  const lesson = LESSONS.find((one) => String(one.minutes) === minutes)
  return (
    <>
      <Choice
        label="You have"
        options={LESSONS.map((one) => ({
          value: String(one.minutes),
          label: `${one.minutes} minutes`,
        }))}
        value={minutes}
        onChange={setMinutes}
      />
      {lesson === undefined ? null : <Plan lesson={lesson} />}
    </>
  )
}
