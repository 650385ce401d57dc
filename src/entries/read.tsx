/** Joins the parts of the article and brings its prerendered page to life. */
import {
  followArticleAddress,
  followReading,
  followScrolling,
  readDepth,
} from '../pages/read/followArticle.ts'
import { Read } from '../pages/read/Read.tsx'
import { DEPTHS, isPlaygroundLink } from '../protocol/articleLink.ts'
import { CHAPTER_IDS } from '../protocol/chapters.ts'
import { ArticleProvider } from '../reading/articleContext.ts'
import { createArticle, type Article } from '../store/article.ts'
import '../styles/base.css'
import { mountPage } from './mountPage.tsx'
import { acknowledgePictures, openParts } from './openParts.ts'

const openArticle = (): Article => {
  const remembered = DEPTHS.find((depth) => depth === readDepth()) ?? null
  const article = createArticle({ openParts: openParts(), remembered })
  for (const id of CHAPTER_IDS) {
    const playground = article.playgrounds[id]
    acknowledgePictures(playground)
    document.addEventListener('visibilitychange', () => playground.setVisible(!document.hidden))
  }
  return article
}

const mount = (): void => {
  const article = openArticle()
  mountPage(
    <ArticleProvider value={article}>
      <Read />
    </ArticleProvider>,
  )
  const follow = (): void => {
    followArticleAddress(article)
    followReading(article)
    followScrolling(article)
  }
  // Once what was prerendered has been taken over as it is.
  requestAnimationFrame(() => requestAnimationFrame(follow))
}

// Links that were made while this address was the playground's still open there.
if (isPlaygroundLink(window.location.hash)) {
  window.location.replace(`./play.html${window.location.hash}`)
} else mount()
