import type { ReactElement } from 'react'
import { Notices } from '../../controls/Notices.tsx'
import { PartBoundary } from '../../controls/PartBoundary.tsx'
import { CHAPTER_IDS } from '../../protocol/chapters.ts'
import { ArticleAnswers } from '../../reading/ArticleAnswers.tsx'
import { useArticle, useReading } from '../../reading/articleContext.ts'
import { ChapterPlace } from './ChapterPlace.tsx'
import { Contents } from './Contents.tsx'
import './read.css'
import '../../reading/print.css'
import { ReadHeader } from './ReadHeader.tsx'

/** What was wrong with the link that was opened. */
const ArticleNotices = (): ReactElement => {
  const { dismissProblem } = useArticle()
  const problems = useReading((state) => state.problems)
  return (
    <Notices
      notices={problems.map(({ message }, index) => ({
        id: String(index),
        text: message,
        tone: 'problem',
      }))}
      onDismiss={(id) => dismissProblem(Number(id))}
    />
  )
}

const Opening = (): ReactElement => (
  <header className="read-opening">
    <h1>What a network keeps</h1>
    <p className="read-lead">
      A neural network that has learned one task carries what it knows into the next. What does it
      keep there, and what does it drop? Move the sliders: small networks are trained on the spot,
      and every feature they keep or drop stands before you.
    </p>
    <p className="read-byline">
      An interactive companion to Lippl &amp; Lindsey (LL24),{' '}
      <cite>
        Inductive biases of multi-task learning and finetuning: multiple regimes of feature reuse
      </cite>
      , NeurIPS 2024 (<a href="https://arxiv.org/abs/2310.02396">arXiv 2310.02396</a>).
    </p>
  </header>
)

/** The article. */
export const Read = (): ReactElement => (
  <div className="read">
    <a className="skip-link" href="#keep">
      Skip to the first chapter
    </a>
    <PartBoundary name="The head of the page">
      <ReadHeader />
      <ArticleNotices />
    </PartBoundary>
    <div className="read-body">
      <main className="read-main">
        <Opening />
        <ArticleAnswers>
          {CHAPTER_IDS.map((id) => (
            <ChapterPlace key={id} id={id} />
          ))}
        </ArticleAnswers>
      </main>
      <PartBoundary name="The list of chapters">
        <Contents />
      </PartBoundary>
    </div>
  </div>
)
