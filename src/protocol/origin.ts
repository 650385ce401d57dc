/** Origins of pages as browsers name them: `https://slides.example:8443`. */

/** Scheme, host and port. */
const ORIGIN = /^(https?):\/\/([a-z0-9._-]+|\[[0-9a-f:.]+\])(?::(\d{1,5}))?\/?$/
const USUAL_PORTS: Readonly<Record<string, number>> = { http: 80, https: 443 }
const HIGHEST_PORT = 65_535

/** The four numbers of an address such as 192.168.0.7. */
const ipv4Numbers = (text: string): number[] | null => {
  const parts = text.split('.')
  const isAddress = parts.length === 4 && parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part))
  const numbers = parts.map(Number)
  return isAddress && numbers.every((number) => number <= 255) ? numbers : null
}

/** The groups of one side of `::`; the last two may be written as an address of four numbers. */
const groupsOf = (side: string): number[] | null => {
  if (side === '') return []
  const groups: number[] = []
  const parts = side.split(':')
  for (const [at, part] of parts.entries()) {
    const four = at === parts.length - 1 ? ipv4Numbers(part) : null
    if (four !== null) {
      const [a = 0, b = 0, c = 0, d = 0] = four
      groups.push(256 * a + b, 256 * c + d)
    } else if (/^[0-9a-f]{1,4}$/.test(part)) groups.push(Number.parseInt(part, 16))
    else return null
  }
  return groups
}

/** The eight groups of an address such as ::1. */
const ipv6Groups = (text: string): number[] | null => {
  const sides = text.split('::')
  const [before, after = []] = sides.map(groupsOf)
  if (sides.length > 2 || before == null || after === null) return null
  const missing = 8 - before.length - after.length
  if (sides.length === 1 ? missing !== 0 : missing < 1) return null
  // Four numbers stand at the end of the whole only.
  if (sides.length === 2 && sides[0]?.includes('.') === true) return null
  return [...before, ...Array.from({ length: missing }, () => 0), ...after]
}

/** The longest run of zeros, the first of equals, is `::` (RFC 5952, section 4.2). */
const ipv6Text = (groups: readonly number[]): string => {
  const written = groups.map((group) => group.toString(16)).join(':')
  const runs = [...written.matchAll(/(?<![0-9a-f])0(?::0(?![0-9a-f]))+/g)]
  const [longest] = runs.toSorted((one, other) => other[0].length - one[0].length)
  if (longest === undefined) return written
  const end = longest.index + longest[0].length
  return `${written.slice(0, longest.index).replace(/:$/, '')}::${written.slice(end).replace(/^:/, '')}`
}

const hostText = (text: string): string | null => {
  if (text.startsWith('[')) {
    const groups = ipv6Groups(text.slice(1, -1))
    return groups === null ? null : `[${ipv6Text(groups)}]`
  }
  const labels = text.replace(/\.$/, '').split('.')
  if (labels.includes('')) return null
  // What ends in a number, browsers take for an address.
  const endsInNumber = /^\d/.test(labels.at(-1) ?? '')
  return endsInNumber && ipv4Numbers(text) === null ? null : text
}

/** The origin as browsers name it, without its usual port; null where it is none of a web page. */
export const originIn = (text: string): string | null => {
  const [, scheme = '', name = '', port] = ORIGIN.exec(text.toLowerCase()) ?? []
  const host = scheme === '' ? null : hostText(name)
  const number = port === undefined ? USUAL_PORTS[scheme] : Number(port)
  if (host === null || number === undefined || number > HIGHEST_PORT) return null
  return `${scheme}://${host}${number === USUAL_PORTS[scheme] ? '' : `:${number}`}`
}
