/** What the reader has predicted. A vanilla store: no React. */
import { createStore, type StoreApi } from 'zustand/vanilla'
import { answersText, readAnswers, type Answer, type Answers } from '../protocol/answers.ts'
import type { PredictionId } from '../protocol/predictions.ts'
import type { SpecProblem } from '../protocol/spec.ts'

interface AnswersState {
  answers: Answers
}

export interface AnswersStore extends StoreApi<AnswersState> {
  set: (id: PredictionId, answer: Answer) => void
  skip: (id: PredictionId) => void
  /** Takes an answer back, so that it can be given again. */
  clear: (id: PredictionId) => void
  /** Takes the answers of a link in place of those given; tells what was wrong with them. */
  open: (text: string) => readonly SpecProblem[]
  /** The answers as a link writes them; empty for none. */
  text: () => string
}

/**
 * A store without answers. Its initial state stays so whatever is opened later: it is what a page
 * that was rendered in advance shows at first.
 */
export const createAnswersStore = (): AnswersStore => {
  const store = createStore<AnswersState>(() => ({ answers: {} }))
  const set = (id: PredictionId, answer: Answer): void =>
    store.setState({ answers: { ...store.getState().answers, [id]: answer } })
  return {
    ...store,
    set,
    skip: (id) => set(id, { kind: 'skipped' }),
    clear: (id) => {
      const others = Object.entries(store.getState().answers).filter(([name]) => name !== id)
      store.setState({ answers: Object.fromEntries(others) })
    },
    open: (text) => {
      const { answers, problems } = readAnswers(text)
      store.setState({ answers })
      return problems
    },
    text: () => answersText(store.getState().answers),
  }
}
