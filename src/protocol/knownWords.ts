/** Words of a link that must be one of a few. */

const folded = (text: string): string => text.replace(/\s+/g, '').toLowerCase()

/** The word that is meant; upper and lower case are the same, for no two of our words differ in it. */
export const knownWord = <Word extends string>(
  words: readonly Word[],
  text: string,
): Word | undefined => {
  const exact = words.find((word) => word === text)
  if (exact !== undefined) return exact
  const wanted = folded(text)
  return words.find((word) => folded(word) === wanted)
}

/** The words of a list: joined by dots in our links, by commas or spaces in those that people write. */
export const listIn = (text: string): string[] =>
  text.split(/[.,;|\s]+/).filter((word) => word !== '')
