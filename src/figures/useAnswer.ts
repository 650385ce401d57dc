import { useEffect, useRef, useState, type RefObject } from 'react'
import { useStore } from 'zustand'
import type {
  AnswerState,
  QuestionSurroundings,
  RestingQuestion,
} from '../store/restingQuestion.ts'
import { browserWait } from '../store/sweeps/browserWait.ts'
import { usePlayground } from './playgroundContext.ts'
import { useInView } from './useInView.ts'

/** Opens a question that follows the playground while the component is on the page. */
export const useAnswer = <Result>(
  create: (surroundings: QuestionSurroundings) => RestingQuestion<Result>,
): { figure: RefObject<HTMLElement | null>; state: AnswerState<Result> } => {
  const { controls, training, pool } = usePlayground()
  const [question] = useState(() => create({ controls, training, pool, wait: browserWait }))
  const figure = useRef<HTMLElement>(null)
  useEffect(() => question.follow(), [question])
  useInView(question.setInView, figure)
  return { figure, state: useStore(question.store) }
}
