/** The links in what a teacher pastes: mails, chats, tables of forms, pages. */
import { plainWidth, withoutInvisible } from '../../text/characters.ts'

/** A link, and what stands before and after it, up to the links beside it. */
export interface FoundLink {
  /** The part after `#`. */
  hash: string
  before: string
  after: string
}

/** Where the part after `#` ends: none of our links holds such a sign. */
const INSIDE = String.raw`(?:(?!https?://)[^\s"<>,;|()[\]{}“”„«»‘’，；、。）】」])*`

/** An address with its `#`, perhaps escaped; without a scheme only if settings follow. */
const LINK = new RegExp(
  String.raw`(?:https?|file)(?:://|%3A%2F%2F)[^\s"<>]*?(?:#|%23)(${INSIDE})|` +
    String.raw`[^\s"<>,;|([{:'“„«#]*#((?=[^\s#]*(?:=|%3D))${INSIDE})`,
  'giu',
)

/** Escapes and tags of HTML, so that what a reader of the page sees is left, and its addresses. */
export const withoutMarkup = (text: string): string =>
  withoutInvisible(text)
    .replace(/&(?:amp;)*(?:amp|#0*38|#x0*26);/gi, '&')
    .replace(/&nbsp;|&#160;/gi, ' ')
    .replace(/&quot;|&#34;/gi, '"')
    .replace(/<a\s[^>]*?href\s*=\s*["']?([^"'>\s]+)[^>]*>/gi, ' $1 ')
    .replace(/<\/?[a-z][a-z0-9]*(?:\s[^<>]*)?\/?>/gi, ' ')

/** All links of a text, in order; the same one twice is one. */
export const linksIn = (text: string): FoundLink[] => {
  const found = [...text.matchAll(LINK)].map((match) => ({
    hash: match[1] ?? match[2] ?? '',
    from: match.index,
    to: match.index + match[0].length,
  }))
  return found
    .map(({ hash, from, to }, at) => ({
      hash,
      before: text.slice(found[at - 1]?.to ?? 0, from),
      after: text.slice(to, found[at + 1]?.from ?? text.length),
    }))
    .filter(({ hash }, at, all) => all.findIndex((other) => other.hash === hash) === at)
}

/**
 * The part after `#` of the first link in what somebody pasted, up to white space: what of its end
 * belongs to a sentence, the reader of links knows. Null where there is no link.
 */
export const firstHashIn = (text: string): string | null => {
  const words = withoutMarkup(text).split(/[\s"<>]+/)
  const link = words.find((word) => linksIn(word).length > 0)
  return link === undefined ? null : link.replace(/^.*?(?:#|%23)/, '')
}

/** Signs around a name that belong to the line, not to it. */
const AROUND = /^[\s,;:|>()[\]{}<"'“”„«»‘’*•_\\/!]+|[\s,;:|>()[\]{}<"'“”„«»‘’*•_\\/.!–—-]+$/gu

/** A name without quotes, brackets and separators around it; the dash of a list goes too. */
export const nameIn = (text: string): string =>
  plainWidth(text)
    .replace(/^\s*(?:[-–—]\s+)+/, '')
    .replace(AROUND, '')
    .replace(/^[–—-]\s+/, '')
    .replace(/\s+/g, ' ')

/** What stands in place of a name where only the link is announced. */
const ANNOUNCES =
  /^(?:(?:this|here) is )?(?:the |my |our )?(?:link|links|url|answers?|predictions?|here)$/i

export const isAnnouncement = (name: string): boolean => ANNOUNCES.test(name)
