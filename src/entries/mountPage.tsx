import { StrictMode, type ReactElement } from 'react'
import { flushSync } from 'react-dom'
import { createRoot, hydrateRoot } from 'react-dom/client'
import { PartBoundary } from '../controls/PartBoundary.tsx'
import { followPrinting } from '../pages/paper.ts'
import { surviveTranslation } from '../pages/site/translation.ts'

/** The element that the page is mounted in. */
const findRoot = (): HTMLElement => {
  const root = document.getElementById('root')
  if (root === null) throw new Error('invalid page: no element with id root')
  return root
}

/** The element that translators put their words in, since no page of today has any. */
const TRANSLATION: string = 'font'

/**
 * Part of the article that a translator changed before it came to life is drawn anew: nothing is
 * wrong then. Anything else that is unlike what was prerendered is.
 */
const tellUnlessTranslated = (error: unknown): void => {
  if (document.querySelector(TRANSLATION) === null) reportError(error)
}

/** Shows the page, or brings to life what was prerendered of it. */
export const mountPage = (page: ReactElement): void => {
  const root = findRoot()
  const whole = (
    <StrictMode>
      <PartBoundary name="This page" rest="Your settings are kept in its link.">
        {page}
      </PartBoundary>
    </StrictMode>
  )
  document.getElementById('start-help')?.remove()
  surviveTranslation(document)
  followPrinting(flushSync)
  // The development server sends the article's page empty.
  if (root.hasChildNodes()) hydrateRoot(root, whole, { onRecoverableError: tellUnlessTranslated })
  else createRoot(root).render(whole)
}
