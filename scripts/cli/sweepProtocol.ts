/** What a sweep can set beside the settings of a link, to follow a published protocol. */
import { CONTROLS } from '../../src/protocol/controls.ts'
import { TEACHER_ENTRIES, type TeacherEntries } from '../../src/theory/tasks.ts'
import { InputError } from './fields.ts'
import type { PretrainingLength } from './pretraining.ts'

export interface SweepProtocol {
  /** Size of the active entries of the auxiliary and of the main teacher. */
  auxEntries: TeacherEntries
  mainEntries: TeacherEntries
  /** To the end of the flow, or until training would stop, at most so many steps. */
  pretraining: PretrainingLength
}

export const PROTOCOL_FIELDS = [
  'auxEntries',
  'mainEntries',
  'pretraining',
] as const satisfies readonly (keyof SweepProtocol)[]

type Input = Readonly<Record<string, unknown>>

const shown = (value: unknown): string => `“${JSON.stringify(value).slice(0, 40)}”`

const entriesAt = (base: Input, name: 'auxEntries' | 'mainEntries'): TeacherEntries => {
  if (!Object.hasOwn(base, name)) return '1/sqrt(k)'
  const entries = TEACHER_ENTRIES.find((known) => known === base[name])
  if (entries !== undefined) return entries
  const allowed = TEACHER_ENTRIES.map((known) => `"${known}"`).join(' or ')
  throw new InputError(`base.${name} is ${shown(base[name])}, but must be ${allowed}.`)
}

const lengthAt = (base: Input): PretrainingLength => {
  const value = Object.hasOwn(base, 'pretraining') ? base.pretraining : 'end'
  if (value === 'end') return value
  const { minimum, maximum } = CONTROLS.stepLimit
  const isCount = typeof value === 'number' && Number.isInteger(value)
  if (isCount && value >= minimum && value <= maximum) return value
  throw new InputError(
    `base.pretraining is ${shown(value)}, but must be "end" or a whole number of steps from ${minimum} to ${maximum}.`,
  )
}

/** The protocol fields of a sweep's base. */
export const readProtocol = (base: Input): SweepProtocol => ({
  auxEntries: entriesAt(base, 'auxEntries'),
  mainEntries: entriesAt(base, 'mainEntries'),
  pretraining: lengthAt(base),
})
