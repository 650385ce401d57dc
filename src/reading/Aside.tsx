import type { ReactElement, ReactNode } from 'react'

const NoteBox = ({ kind, title, children }: NoteBoxProps): ReactElement => (
  <div className={`chapter-note chapter-${kind}`}>
    <h3>{title}</h3>
    {children}
  </div>
)

interface NoteBoxProps {
  kind: 'try' | 'limit'
  title: string
  children: ReactNode
}

/** The one thing that a chapter asks its reader to try. */
export const Try = ({ children }: { children: ReactNode }): ReactElement => (
  <NoteBox kind="try" title="Try it">
    {children}
  </NoteBox>
)

/** What the chapter's claim does not cover. */
export const Limit = ({ children }: { children: ReactNode }): ReactElement => (
  <NoteBox kind="limit" title="A limit">
    {children}
  </NoteBox>
)
