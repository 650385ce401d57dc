/** Keeps the address bar, the document and the article the same. */
import { CHAPTER_IDS } from '../../protocol/chapters.ts'
import type { Article } from '../../store/article.ts'

/** Browsers refuse an address that changes too often. */
const QUIET_MILLISECONDS = 300

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
    const { dataset } = document.documentElement
    if (theme === 'system') delete dataset.theme
    else dataset.theme = theme
    dataset.depth = depth
  }
  apply()
  reading.subscribe((state, before) => {
    apply()
    if (state.depth !== before.depth) keepDepth(state.depth)
  })
}

/** Canvases keep the colours in which they were drawn: paper has to know of dark ones. */
export const followPrinting = ({ reading }: Article): void => {
  window.addEventListener('beforeprint', () => {
    const { theme } = reading.getState()
    const isSystemDark = window.matchMedia('(prefers-color-scheme: dark)').matches
    const isDark = theme === 'dark' || (theme === 'system' && isSystemDark)
    document.documentElement.classList.toggle('drawn-dark', isDark)
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

/** Opens the state of the address, and writes it there when it changes. */
export const followArticleAddress = (article: Article): void => {
  let timer: ReturnType<typeof setTimeout> | null = null
  let joined = window.location.hash
  const write = (): void => {
    timer = null
    // Another address was entered, and its event is still to come: it must not be written over.
    if (window.location.hash !== joined) return
    const hash = article.link()
    const bare = window.location.pathname + window.location.search
    window.history.replaceState(null, '', hash === '' ? bare : `#${hash}`)
    joined = window.location.hash
  }
  const later = (): void => {
    timer ??= setTimeout(write, QUIET_MILLISECONDS)
  }
  const open = (): void => {
    joined = window.location.hash
    // A plain anchor moves the reader, and changes nothing.
    const anchor = CHAPTER_IDS.find((id) => `#${id}` === joined)
    if (anchor === undefined) article.openLink(joined)
    else {
      article.setChapter(anchor)
      // The next Tab goes on from there; who is already further on stays there.
      const section = document.getElementById(anchor)
      if (section?.contains(document.activeElement) === false) {
        section.focus({ preventScroll: true })
      }
    }
    goTo(article.reading.getState().chapter)
  }
  open()
  article.reading.subscribe(later)
  for (const id of CHAPTER_IDS) article.playgrounds[id].controls.subscribe(later)
  window.addEventListener('hashchange', open)
}

/** The depth that was chosen last on this browser. */
export const readDepth = (): string | null => {
  try {
    return window.localStorage.getItem(DEPTH_KEY)
  } catch {
    return null
  }
}
