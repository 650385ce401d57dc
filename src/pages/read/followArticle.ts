/** Keeps the address bar, the document and the article the same. */
import { anchorIn } from '../../protocol/articleLink.ts'
import { CHAPTER_IDS, type ChapterId } from '../../protocol/chapters.ts'
import type { Article } from '../../store/article.ts'
import { applyTheme, followHash } from '../address.ts'

/** Where the browser keeps the depth that was chosen last; early.js reads it too. */
const DEPTH_KEY = 'regimes-of-reuse.depth'

const keepDepth = (depth: string): void => {
  try {
    window.localStorage.setItem(DEPTH_KEY, depth)
  } catch {
    // A browser may forbid the page to keep anything; the link still holds it.
  }
}

/** Theme and depth stand on the root, where the style sheets read them. */
export const followReading = ({ reading }: Article): void => {
  const apply = (): void => {
    const { theme, depth } = reading.getState()
    applyTheme(theme)
    document.documentElement.dataset.depth = depth
  }
  apply()
  reading.subscribe((state, before) => {
    apply()
    if (state.depth !== before.depth) keepDepth(state.depth)
  })
}

/** Marks the chapter whose text passes the upper part of the window. */
export const followScrolling = (article: Article): void => {
  const observer = new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries) {
        const chapter = CHAPTER_IDS.find((id) => id === target.id)
        if (isIntersecting && chapter !== undefined) article.setChapter(chapter)
      }
    },
    { rootMargin: '-25% 0px -70% 0px' },
  )
  for (const id of CHAPTER_IDS) {
    const section = document.getElementById(id)
    if (section !== null) observer.observe(section)
  }
}

/** Brings the chapter of a link into view. */
const goTo = (chapter: string | null): void => {
  if (chapter !== null) document.getElementById(chapter)?.scrollIntoView()
}

/** A plain anchor moves the reader and the focus, and changes nothing. */
const openAnchor = (article: Article, anchor: ChapterId): void => {
  article.setChapter(anchor)
  const section = document.getElementById(anchor)
  // The next Tab goes on from there; who is already further on stays there.
  if (section?.contains(document.activeElement) === false) section.focus({ preventScroll: true })
}

/** Opens the state of the address, and writes it there when it changes. */
export const followArticleAddress = (article: Article): void => {
  const open = (hash: string): void => {
    const anchor = anchorIn(hash)
    if (anchor === undefined) article.openLink(hash)
    else openAnchor(article, anchor)
    goTo(article.reading.getState().chapter)
  }
  open(window.location.hash)
  followHash({
    link: article.link,
    open,
    subscribe: (listener) => {
      const stops = [
        article.reading.subscribe(listener),
        ...CHAPTER_IDS.map((id) => article.playgrounds[id].controls.subscribe(listener)),
      ]
      return () => stops.forEach((stop) => stop())
    },
  })
}

/** The depth that was chosen last on this browser. */
export const readDepth = (): string | null => {
  try {
    return window.localStorage.getItem(DEPTH_KEY)
  } catch {
    return null
  }
}
