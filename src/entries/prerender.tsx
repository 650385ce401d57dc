/** The article as it opens, as HTML: what stands in the page before any script has run. */
import { renderToString } from 'react-dom/server'
import type { Pool } from '../client/pool.ts'
import type { Trainer } from '../client/trainer.ts'
import { ArticleProvider } from '../reading/articleContext.ts'
import { createArticle } from '../store/article.ts'
import { Read } from '../pages/read/Read.tsx'

const nothing = (): void => undefined

const NO_POOL: Pool = { size: 1, submit: () => ({ cancel: nothing }), dispose: nothing }
const NO_TRAINER: Trainer = {
  start: nothing,
  cancel: nothing,
  play: nothing,
  pause: nothing,
  step: nothing,
  drawn: nothing,
  dispose: nothing,
}

/** @returns the content of the page's root */
export const prerender = (): string => {
  const article = createArticle({
    remembered: null,
    openParts: () => ({
      createTrainer: () => NO_TRAINER,
      pool: NO_POOL,
      findPrecomputed: () => null,
      drawSeed: () => 0,
      whenAtRest: nothing,
    }),
  })
  return renderToString(
    <ArticleProvider value={article}>
      <Read />
    </ArticleProvider>,
  )
}
