import type { ReactElement } from 'react'
import { Notices, type Notice } from '../controls/Notices.tsx'
import { useControls, usePlayground, useTraining } from './playgroundContext.ts'

const LINK = 'link-'
const TRAINING = 'training-'

/** What was wrong with the link or a change, and what happened in training. */
const PlaygroundNotices = (): ReactElement => {
  const { controls, training } = usePlayground()
  const problems = useControls((state) => state.problems)
  const reports = useTraining((state) => state.notices)
  const notices: Notice[] = [
    ...problems.map((problem, index): Notice => ({
      id: `${LINK}${index}`,
      text: problem.message,
      tone: 'problem',
    })),
    ...reports.map((report): Notice => ({ id: `${TRAINING}${report.id}`, text: report.text })),
  ]
  const dismiss = (id: string): void => {
    if (id.startsWith(TRAINING)) training.dismissNotice(Number(id.slice(TRAINING.length)))
    else controls.dismissProblem(Number(id.slice(LINK.length)))
  }
  return <Notices notices={notices} onDismiss={dismiss} />
}

export default PlaygroundNotices
