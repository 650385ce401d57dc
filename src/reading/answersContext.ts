/** How chapters reach what the reader has predicted. */
import { createContext, useContext } from 'react'
import { useStore } from 'zustand'
import type { Answer } from '../protocol/answers.ts'
import type { PredictionId } from '../protocol/predictions.ts'
import { createAnswersStore, type AnswersStore } from '../store/answers.ts'

const AnswersContext = createContext<AnswersStore | null>(null)

export const AnswersProvider = AnswersContext.Provider

/** @throws Error outside of an AnswersProvider. */
export const useAnswers = (): AnswersStore => {
  const answers = useContext(AnswersContext)
  if (answers === null) throw new Error('invalid use: no AnswersProvider above')
  return answers
}

/** The reader's answer to a question, or `null` before there is one. */
export const useAnswer = (id: PredictionId): Answer | null => {
  const store = useAnswers()
  return useStore(store, ({ answers }) => answers[id] ?? null)
}

/** Where nothing is asked. */
const NOBODY = createAnswersStore()

/** Whether a question is still open; on a page without questions none is. */
export const useIsOpen = (id: PredictionId): boolean => {
  const store = useContext(AnswersContext)
  const isAnswered = useStore(store ?? NOBODY, ({ answers }) => answers[id] !== undefined)
  return store !== null && !isAnswered
}
