/** The article as it opens, as HTML: what stands in the page before any script has run. */
import { prerender as renderAll } from 'react-dom/static'
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

/** @returns the content of the page's root, every chapter in its place */
const prerender = async (): Promise<string> => {
  const opened = createArticle({
    remembered: null,
    openParts: () => ({
      createTrainer: () => NO_TRAINER,
      pool: NO_POOL,
      findPrecomputed: () => null,
      drawSeed: () => 0,
      whenAtRest: nothing,
    }),
  })
  const errors: unknown[] = []
  const { prelude } = await renderAll(
    <ArticleProvider value={opened}>
      <Read />
    </ArticleProvider>,
    {
      // A long chapter would otherwise be put at the end, for a script to move it up.
      progressiveChunkSize: Number.POSITIVE_INFINITY,
      onError: (error) => {
        errors.push(error)
      },
    },
  )
  const html = await new Response(prelude).text()
  // React would leave the chapter out, and go on.
  if (errors.length > 0) throw new Error('the article could not be rendered', { cause: errors[0] })
  return html
}

/** Awaited here, because the build closes its module loader once this module has been loaded. */
export const article = await prerender()
