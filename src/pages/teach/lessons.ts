/**
 * Lesson plans, minute by minute. A step shows a slide (its question and notes are the slide's), or
 * lets everyone do an exercise or read a chapter.
 */
import type { ChapterId } from '../../protocol/chapters.ts'

export interface LessonStep {
  minutes: number
  shows:
    | { kind: 'slide'; id: string }
    | { kind: 'exercise'; id: string }
    | { kind: 'chapter'; id: ChapterId }
  /** What a room is likely to guess, or what to do where nothing is guessed. */
  guess: string
}

export interface Lesson {
  minutes: number
  title: string
  /** What everyone leaves with. */
  aim: string
  steps: readonly LessonStep[]
}

/** Likely guesses, by slide; what to do where nothing is asked. */
const GUESSES: Readonly<Record<string, string>> = {
  opening: 'Announce a vote before every answer.',
  keep: 'c = 1: why throw away what was learned? Some say: larger still.',
  solve: 'No effect: training converges anyway.',
  together: 'On the shared features, and nowhere else.',
  then: 'Old features are cheaper, so all of them are used.',
  law: 'Yes: a clever method gets both for nothing.',
  nested: 'Somewhere in the middle; or at c = 1.',
  'all-shared': 'After the last answer: yes, scale down again. Hardly anyone says: scale up.',
  disjoint: 'Useless, but it does no harm.',
  map: 'One c that is good everywhere.',
  directions: 'Multi-task learning: it sees both tasks.',
  practice: 'Leave it at 1 and tune the learning rate.',
  checked: 'Worse: more features, more noise.',
  closing: 'Show the code (Q), and leave it on the wall while people pack.',
}

const slide = (id: string, minutes: number): LessonStep => ({
  minutes,
  shows: { kind: 'slide', id },
  guess: GUESSES[id] ?? '',
})

const exercise = (id: string, minutes: number): LessonStep => ({
  minutes,
  shows: { kind: 'exercise', id },
  guess:
    'Everyone with data of their own (class code below). Collect a few answers aloud: they differ, and why is the point.',
})

const chapter = (id: ChapterId, minutes: number): LessonStep => ({
  minutes,
  shows: { kind: 'chapter', id },
  guess: 'Everyone draws a prediction in the article, and sends the link. Paste the links below.',
})

export const LESSONS: readonly Lesson[] = [
  {
    minutes: 10,
    title: 'One surprise',
    aim: 'That keeping less of what was learned can help, and when it does not.',
    steps: [
      slide('opening', 1),
      slide('keep', 4),
      slide('all-shared', 2),
      slide('disjoint', 2),
      slide('closing', 1),
    ],
  },
  {
    minutes: 20,
    title: 'From surprise to reason',
    aim: 'Rich and lazy as shapes; why the best factor depends on what is shared; never one seed.',
    steps: [
      slide('opening', 1),
      slide('keep', 4),
      slide('solve', 4),
      slide('then', 3),
      slide('nested', 3),
      slide('all-shared', 2),
      slide('disjoint', 2),
      slide('closing', 1),
    ],
  },
  {
    minutes: 45,
    title: 'A lesson with predictions and exercises',
    aim: 'The regimes of reuse, read off one’s own data, and the law behind them.',
    steps: [
      slide('opening', 2),
      chapter('keep', 5),
      slide('keep', 4),
      exercise('gain', 6),
      slide('solve', 4),
      slide('together', 3),
      slide('then', 3),
      slide('law', 3),
      slide('nested', 4),
      exercise('best-factor', 5),
      slide('map', 3),
      slide('practice', 2),
      slide('closing', 1),
    ],
  },
]
