/**
 * JSON (RFC 8259) whose mistakes are told with line, column, field and what stands there. The text
 * is walked through first; what passes is left to the engine's own parser.
 */
import { explainName, explainValue, shownText } from './jsonWords.ts'

/** The text is no JSON: the message goes on after the file's name. */
export class JsonFault extends Error {}

/** Deeper lists would belong to no command. */
const DEEPEST = 100

const SPACE = /[ \t\n\r]*/y
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
const WORD = /true|false|null/y
/** What may follow a number or a word. */
const NO_MORE = /[\w.+\-$]/
/** A stretch of a text in quotes without anything special. */
const PLAIN = /[^"\\\p{Cc}]*/uy
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y

/** The names and list positions that lead to the place where the walk is. */
type Trail = (string | number)[]

interface Walk {
  readonly text: string
  readonly trail: Trail
  at: number
}

const fieldOf = (trail: Trail): string =>
  trail.reduce<string>(
    (path, step) =>
      typeof step === 'number' ? `${path}[${step}]` : path === '' ? step : `${path}.${step}`,
    '',
  )

/** Line and column of a position, counted from 1, in characters. */
const placeOf = (text: string, at: number): { line: number; column: number } => {
  let line = 1
  let start = 0
  for (const { index, 0: end } of text.slice(0, at).matchAll(/\r\n|\n|\r/g)) {
    line += 1
    start = index + end.length
  }
  let column = 1
  for (let index = start; index < at; index += 1) {
    const isSecondHalf = (text.charCodeAt(index) & 0xfc00) === 0xdc00
    if (!isSecondHalf) column += 1
  }
  return { line, column }
}

const faultAt = ({ text, trail, at }: Walk, what: string, kind = 'is not JSON'): JsonFault => {
  const { line, column } = placeOf(text, at)
  const field = fieldOf(trail)
  const where = field === '' ? '' : ` (${shownText(field).slice(1, -1)})`
  return new JsonFault(`${kind}: line ${line}, column ${column}${where}: ${what}.`)
}

/** Takes what the pattern finds at the walk's place; empty if it is not there. */
const take = (walk: Walk, pattern: RegExp): string => {
  pattern.lastIndex = walk.at
  const [found = ''] = pattern.exec(walk.text) ?? []
  walk.at += found.length
  return found
}

const takeQuoted = (walk: Walk): string => {
  const start = walk.at
  walk.at += 1
  for (;;) {
    take(walk, PLAIN)
    const next = walk.text[walk.at]
    if (next === '"') {
      walk.at += 1
      return walk.text.slice(start, walk.at)
    }
    if (next === undefined) throw faultAt(walk, 'the text ends inside quotes; it may be cut off')
    if (next === '\\' && take(walk, ESCAPE) !== '') continue
    if (next !== '\\') {
      if (next >= '\u007f') walk.at += 1
      else throw faultAt(walk, `${shownText(next)} stands inside quotes, which JSON does not allow`)
      continue
    }
    const escape = shownText(walk.text.slice(walk.at, walk.at + 2))
    throw faultAt(walk, `${escape} inside quotes is no escape that JSON has`)
  }
}

/** A number or one of three words, which no further letter may follow. */
const takePlain = (walk: Walk): void => {
  const start = walk.at
  const found = take(walk, NUMBER) || take(walk, WORD)
  if (found !== '' && !NO_MORE.test(walk.text[walk.at] ?? '')) return
  walk.at = start
  throw faultAt(walk, explainValue(walk.text, start))
}

interface Brackets {
  close: ']' | '}'
  /** Takes one member. */
  member: (walk: Walk, index: number) => void
}

/** The members between brackets, with commas between them. */
const takeMembers = (walk: Walk, depth: number, { close, member }: Brackets): void => {
  if (depth > DEEPEST) throw faultAt(walk, `brackets stand inside more than ${DEEPEST} others`)
  walk.at += 1
  take(walk, SPACE)
  if (walk.text[walk.at] === close) {
    walk.at += 1
    return
  }
  for (let index = 0; ; index += 1) {
    take(walk, SPACE)
    member(walk, index)
    take(walk, SPACE)
    const next = walk.text[walk.at]
    if (next !== ',' && next !== close) {
      throw faultAt(walk, explainValue(walk.text, walk.at, `a comma or ${close}`))
    }
    walk.at += 1
    if (next === close) return
  }
}

const takeList = (walk: Walk, depth: number): void => {
  takeMembers(walk, depth, {
    close: ']',
    member: (inner, index) => {
      inner.trail.push(index)
      takeValue(inner, depth)
      inner.trail.pop()
    },
  })
}

const takeObject = (walk: Walk, depth: number): void => {
  const seen = new Map<string, number>()
  takeMembers(walk, depth, {
    close: '}',
    member: (inner) => {
      const start = inner.at
      if (inner.text[start] !== '"') throw faultAt(inner, explainName(inner.text, start))
      const name = JSON.parse(takeQuoted(inner)) as string // between quotes
      inner.trail.push(name)
      const former = seen.get(name)
      if (former !== undefined) throw repeated({ ...inner, at: start }, former)
      seen.set(name, start)
      take(inner, SPACE)
      if (inner.text[inner.at] !== ':') {
        throw faultAt(inner, explainValue(inner.text, inner.at, 'a colon'))
      }
      inner.at += 1
      take(inner, SPACE)
      takeValue(inner, depth)
      inner.trail.pop()
    },
  })
}

/** JSON allows it and most programs take the last one in silence. */
const repeated = (walk: Walk, former: number): JsonFault => {
  const { line, column } = placeOf(walk.text, former)
  const what = `this name stands a second time, after line ${line}, column ${column}`
  return faultAt(walk, what, 'says two things at once')
}

const takeValue = (walk: Walk, depth: number): void => {
  const next = walk.text[walk.at]
  if (next === '{') takeObject(walk, depth + 1)
  else if (next === '[') takeList(walk, depth + 1)
  else if (next === '"') takeQuoted(walk)
  else takePlain(walk)
}

/**
 * The value of a JSON text.
 * @throws JsonFault at the first thing that is no JSON, or at a name that stands twice in an object
 */
export const parseJson = (text: string): unknown => {
  const walk: Walk = { text, trail: [], at: 0 }
  take(walk, SPACE)
  takeValue(walk, 0)
  take(walk, SPACE)
  if (walk.at < text.length) throw faultAt(walk, explainValue(text, walk.at, 'the end'))
  return JSON.parse(text) as unknown
}
