/** Addresses of this site's pages, wherever the site lies. */

const addressOf = (page: string, hash: string): string => {
  const address = new URL(page, document.baseURI)
  address.hash = hash
  return address.href
}

/** The playground in a state: the part of a link after `#`. */
export const playAddress = (hash: string): string => addressOf('play.html', hash)

/** One figure by itself: the part of an embed's link after `#`. */
export const embedAddress = (hash: string): string => addressOf('embed.html', hash)
