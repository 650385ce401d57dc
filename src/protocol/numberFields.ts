/** The numbers of a spec from links, messages and files. */
import { readText } from '../text/number.ts'
import { allowedInWords, isWhole, type NumberControl, type NumberField } from './controls.ts'
import { controlOf, type NetworkId } from './networks.ts'
import { inWords, type SpecProblem } from './problems.ts'

/** The nearest allowed number, or nothing if `value` is no finite number at all. */
const nearest = (control: NumberControl, value: number): number | undefined => {
  if (Number.isNaN(value)) return undefined
  if (control.scale === 'logarithmicWithZero' && value < control.minimum / 2) return 0
  const clamped = Math.min(Math.max(value, control.minimum), control.maximum)
  return isWhole(control) ? Math.round(clamped) : clamped
}

/** What an untrusted value says of a number, and what has to be told of how it was understood. */
interface Given {
  /** NaN where there is none. */
  value: number
  doubt?: string
}

/** As JavaScript writes them: beyond every range, and so its end. */
const INFINITE = new Map([
  ['Infinity', Infinity],
  ['-Infinity', -Infinity],
])

const fromText = (control: NumberControl, text: string): Given => {
  const isAllowed = (value: number): boolean => nearest(control, value) === value
  const read = readText(text, { isWhole: isWhole(control), isAllowed })
  switch (read.kind) {
    case 'plain':
      return { value: read.value }
    case 'chosen': {
      const both = [read.value, read.other].sort((one, other) => one - other)
      return { value: read.value, doubt: `which can be read as ${both.join(' or as ')}` }
    }
    case 'either':
      return { value: NaN, doubt: `which can be read as ${read.values.join(' or as ')}` }
    case 'none': {
      // Where a long link was broken into lines, a space may have stayed.
      const joined = text.replace(/\s+/g, '')
      if (joined === text) return { value: INFINITE.get(text) ?? NaN }
      const { value } = fromText(control, joined)
      return Number.isNaN(value) ? { value } : { value, doubt: 'which has a space in it' }
    }
  }
}

const numberFrom = (control: NumberControl, raw: unknown): Given => {
  if (typeof raw === 'number') return { value: raw }
  return typeof raw === 'string' ? fromText(control, raw) : { value: NaN }
}

/** One number of a spec from untrusted input. */
export const readNumber = (
  field: NumberField,
  raw: unknown,
  network: NetworkId = 'diagonal',
): { value: number; problem?: SpecProblem } => {
  const control = controlOf(network, field)
  const { value: given, doubt } = numberFrom(control, raw)
  const used = nearest(control, given) ?? control.initial
  if (used === given && doubt === undefined) return { value: used }
  const fault = doubt ?? `but must be ${allowedInWords(control)}`
  const message = `${field} is ${inWords(raw)}, ${fault}: using ${String(used)}.`
  return { value: used, problem: { field, message } }
}
