import { useEffect, useState, type ReactElement, type ReactNode } from 'react'
import { createAnswersStore } from '../store/answers.ts'
import { AnswersProvider } from './answersContext.ts'
import { useArticle } from './articleContext.ts'

/** The reader's predictions, kept equal to those of the article's link. */
export const ArticleAnswers = ({ children }: { children: ReactNode }): ReactElement => {
  const { reading, setAnswers } = useArticle()
  const [store] = useState(createAnswersStore)
  useEffect(() => {
    const open = (text: string): void => {
      if (text === store.text()) return
      const problems = store.open(text)
      if (problems.length > 0) {
        reading.setState((state) => ({ problems: [...state.problems, ...problems] }))
      }
    }
    open(reading.getState().answers)
    const stops = [
      reading.subscribe((state, before) => {
        if (state.answers !== before.answers) open(state.answers)
      }),
      store.subscribe(() => setAnswers(store.text())),
    ]
    return () => {
      for (const stop of stops) stop()
    }
  }, [reading, setAnswers, store])
  return <AnswersProvider value={store}>{children}</AnswersProvider>
}
