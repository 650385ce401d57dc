import type { ReactElement, ReactNode } from 'react'
import { Notices } from '../../controls/Notices.tsx'
import { PartBoundary } from '../../controls/PartBoundary.tsx'
import { SiteHeader } from '../site/SiteHeader.tsx'
import { ThemeButton } from '../site/ThemeButton.tsx'
import { ClassTool } from './ClassTool.tsx'
import { Collect } from './Collect.tsx'
import { Exercises } from './Exercises.tsx'
import { LessonPlans } from './LessonPlans.tsx'
import { LinkBuilder } from './LinkBuilder.tsx'
import { useTeaching, useTeachState } from './teachContext.ts'
import './teach.css'

const PARTS: readonly { id: string; title: string; lead: string; content: ReactNode }[] = [
  {
    id: 'lessons',
    title: 'Lesson plans',
    lead: 'Each step opens in its own window: the question first, the answer when you reveal it, notes below.',
    content: <LessonPlans />,
  },
  {
    id: 'exercises',
    title: 'Exercises',
    lead: 'The answers are computed here, by the exact solver, for the data on your screen. They are right within what can be read off the page.',
    content: <Exercises />,
  },
  {
    id: 'links',
    title: 'Build a link',
    lead: 'A link opens a prepared state. What you leave out is not on the page; a student can bring it back with one click, so it sets the pace and keeps no secrets.',
    content: <LinkBuilder />,
  },
  {
    id: 'class',
    title: 'A class code',
    lead: 'From the code and the number in the class list follow the seeds: the same exercise, other data, another answer, and you know all of them.',
    content: <ClassTool />,
  },
  {
    id: 'collect',
    title: 'Collect predictions',
    lead: 'In the article readers predict before they see. Their answers stand in their link: let them send it, and paste all links here.',
    content: <Collect />,
  },
]

/** What was wrong with the page's own link, or with one that was pasted. */
const Problems = (): ReactElement => {
  const { controls } = useTeaching()
  const problems = useTeachState((state) => state.problems)
  const notices = problems.map(({ message }, index) => ({
    id: String(index),
    text: message,
    tone: 'problem' as const,
  }))
  return <Notices notices={notices} onDismiss={(id) => controls.dismissProblem(Number(id))} />
}

/** For those who teach: plans, exercises, links, seeds for a class, and what the class thinks. */
export const Teach = (): ReactElement => {
  const { controls } = useTeaching()
  const theme = useTeachState(({ view }) => view.theme)
  return (
    <div className="teach">
      <SiteHeader current="teach">
        <ThemeButton theme={theme} onChange={(next) => controls.setView({ theme: next })} />
      </SiteHeader>
      <Problems />
      <div className="teach-body">
        <nav className="teach-contents" aria-label="On this page">
          <ol>
            {PARTS.map(({ id, title }) => (
              <li key={id}>
                <button
                  type="button"
                  onClick={() => {
                    // The address holds the page's state: an anchor would replace it.
                    const section = document.getElementById(id)
                    section?.focus({ preventScroll: true })
                    section?.scrollIntoView()
                  }}
                >
                  {title}
                </button>
              </li>
            ))}
          </ol>
        </nav>
        <main className="teach-main">
          <header className="teach-opening">
            <h1>Teach with it</h1>
            <p className="teach-lead">
              A question, a guess by the room, then the answer, live. No account, no server: what
              you set stands in your links.
            </p>
          </header>
          {PARTS.map(({ id, title, lead, content }) => (
            <section key={id} id={id} aria-labelledby={`${id}-title`} tabIndex={-1}>
              <h2 id={`${id}-title`}>{title}</h2>
              <p className="teach-lead">{lead}</p>
              <PartBoundary name={`The part “${title}”`}>{content}</PartBoundary>
            </section>
          ))}
        </main>
      </div>
    </div>
  )
}
