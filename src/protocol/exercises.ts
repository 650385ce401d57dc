/**
 * Exercises whose answers are computed for the reader's own data: what is asked of the solvers, what
 * an answer is made of, and which answers count as right.
 */
import type { Measure, SweepJob, SweepPoint } from './computing.ts'
import type { Hidable } from './hides.ts'
import { writeLink } from './link.ts'
import type { RunSpec } from './spec.ts'
import { DEFAULT_VIEW, type View } from './view.ts'

/** A slip that people make: the number that it leads to, and what to say then. */
interface Slip {
  of: (values: readonly number[]) => number
  words: string
}

interface NumberAnswer {
  kind: 'number'
  of: (values: readonly number[]) => number
  /** Right up to this factor, above and below. */
  factor: number
  slips: readonly Slip[]
}

interface ChoiceAnswer {
  kind: 'choice'
  options: readonly string[]
  /**
   * The positions of right options, the exact one first: where two are too close to tell apart on
   * the page, both are.
   */
  rightOnes: (values: readonly number[]) => readonly number[]
  /** What to say when another one was chosen. */
  help: (chosen: number, right: number) => string
}

export interface Exercise {
  id: string
  title: string
  /** What to do on the page that the link opens. */
  task: string
  question: string
  /** What the link opens, with the reader's own seeds. */
  spec: RunSpec
  hides: readonly Hidable[]
  /** Unfolds the panel of further controls. */
  opensPanel?: true
  /** What the solvers are asked: every measure at every point. */
  points: readonly SweepPoint[]
  measures: readonly Measure[]
  answer: NumberAnswer | ChoiceAnswer
  /** What it shows, told with the answer. */
  lesson: string
}

export interface Seeds {
  dataSeed: number
  initSeed: number
}

/** The view that an exercise opens with. */
const viewOf = ({ hides, opensPanel }: Exercise, more: Partial<View>): View => ({
  ...DEFAULT_VIEW,
  hides,
  more: opensPanel ?? false,
  ...more,
})

/** The part of the playground's address after `#` that opens an exercise. */
export const exerciseLink = (
  exercise: Exercise,
  seeds: Seeds,
  more: Partial<Pick<View, 'classCode' | 'student' | 'theme'>> = {},
): string => writeLink({ spec: { ...exercise.spec, ...seeds }, view: viewOf(exercise, more) })

/** What the solvers must find out. Its values: of each point in turn, each measure in turn. */
export const exerciseJob = ({ spec, points, measures }: Exercise, seeds: Seeds): SweepJob => ({
  type: 'sweep',
  spec: { ...spec, ...seeds },
  points,
  measures,
})

export interface Verdict {
  isRight: boolean
  /** One or two sentences. */
  words: string
}

const isWithin = (given: number, right: number, factor: number): boolean =>
  given === right ||
  (given > 0 && right > 0 && Math.abs(Math.log(given / right)) <= Math.log(factor))

const checkNumber = (
  { of, factor, slips }: NumberAnswer,
  values: readonly number[],
  given: number,
): Verdict => {
  const right = of(values)
  if (isWithin(given, right, factor)) return { isRight: true, words: 'Right.' }
  const slip = slips.find((one) => isWithin(given, one.of(values), factor))
  if (slip !== undefined) return { isRight: false, words: slip.words }
  const size = given > right ? 'Too large.' : 'Too small.'
  const isFar = !isWithin(given, right, 10)
  const hint = isFar
    ? 'It is off by more than a factor of ten: is the power of ten right?'
    : 'Is everything set as the exercise says, and has training ended?'
  return { isRight: false, words: `${size} ${hint}` }
}

const checkChoice = (
  { rightOnes, help }: ChoiceAnswer,
  values: readonly number[],
  given: number,
): Verdict => {
  const right = rightOnes(values)
  if (right.includes(given)) return { isRight: true, words: 'Right.' }
  return { isRight: false, words: help(given, right[0] ?? 0) }
}

/**
 * Whether an answer is right for these values.
 * @param given a number, or the position of the option that was chosen
 */
export const checkAnswer = (
  { answer }: Exercise,
  values: readonly number[],
  given: number,
): Verdict =>
  answer.kind === 'number' ? checkNumber(answer, values, given) : checkChoice(answer, values, given)

/** The exact answer in words, for teachers. */
export const answerText = ({ answer }: Exercise, values: readonly number[]): string => {
  if (answer.kind === 'number') {
    const value = answer.of(values)
    return String(Number(value.toPrecision(3)))
  }
  const [best, ...others] = answer.rightOnes(values).map((at) => answer.options[at] ?? '')
  return others.length === 0
    ? (best ?? '')
    : `${best ?? ''} (too close to tell: ${others.join(', ')})`
}
