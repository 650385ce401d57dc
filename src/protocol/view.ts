/** How a run is looked at: everything in a link that does not change the numbers. */
import { readClassCode, readStudent } from './className.ts'
import { PACES, type ClockPoint, type Pace } from './clock.ts'
import { ENGINE_CHOICES, type EngineChoice } from './engines.ts'
import { readHides, type Hidable } from './hides.ts'
import { knownWord } from './knownWords.ts'
import type { SpecProblem } from './spec.ts'
import {
  LOSS_KINDS,
  MAP_QUANTITIES,
  MAP_ROWS,
  readThresholds,
  SWEEP_CONTROLS,
  thresholdsText,
  type LossKind,
  type MapQuantity,
  type MapRow,
  type RegimeThresholds,
  type SweepControl,
} from './sweepView.ts'

export const THEMES = ['system', 'light', 'dark', 'projector'] as const
export type Theme = (typeof THEMES)[number]

export const REPLAYS = ['exact', 'fast'] as const
type Replay = (typeof REPLAYS)[number]

export const WHILE_HIDDEN = ['train', 'pause'] as const
type WhileHidden = (typeof WHILE_HIDDEN)[number]

export interface View {
  theme: Theme
  pace: Pace
  engine: EngineChoice
  /** Whether WebAssembly gives the same numbers on every processor, or trains a little faster. */
  replay: Replay
  /** What training does while the page cannot be seen. */
  hidden: WhileHidden
  /** All controls unfolded. */
  more: boolean
  /** The feature that is read out, 0 … D−1, or none. */
  feature: number | null
  /** Where the clock stands, if the run is to be shown part of the way. */
  at: ClockPoint | null
  /** The gradient step, 0 … 10⁶, at which the exact trajectory is shown; none: what was trained. */
  exactAt: number | null
  /** The control that the ladder is climbed along. */
  sweep: SweepControl
  /** Which error the ladder shows. */
  loss: LossKind
  /** The control of the regime map's rows. */
  map: MapRow
  /** What the regime map shows. */
  quantity: MapQuantity
  regimes: RegimeThresholds
  /** Controls and figures that are left out. */
  hides: readonly Hidable[]
  /** The class whose students have seeds of their own; empty: none. */
  classCode: string
  /** The student's number or short name in it; empty: not told yet. */
  student: string
}

export const DEFAULT_VIEW: View = {
  theme: 'system',
  pace: 'normal',
  engine: 'auto',
  replay: 'exact',
  hidden: 'train',
  more: false,
  feature: null,
  at: null,
  exactAt: null,
  sweep: 'rescale',
  loss: 'final',
  map: 'overlap',
  quantity: 'loss',
  regimes: { reuse: 0.5, order: 1.5, kept: 0.5 },
  hides: [],
  classCode: '',
  student: '',
}

interface Read<T> {
  value: T
  problem?: SpecProblem
}

const wrong = (field: string, raw: string, allowed: string): SpecProblem => ({
  field,
  message: `${field} is “${raw.slice(0, 40)}”, but must be ${allowed}: it was left out.`,
})

const oneOf = <T extends string>(
  field: string,
  raw: string,
  choices: { allowed: readonly T[]; initial: T },
): Read<T> => {
  const value = knownWord(choices.allowed, raw)
  if (value !== undefined) return { value }
  return { value: choices.initial, problem: wrong(field, raw, choices.allowed.join(', ')) }
}

const wholeNumber = (raw: string): number | undefined =>
  /^\d{1,7}$/.test(raw) ? Number(raw) : undefined

const readFeature = (raw: string): Read<number | null> => {
  const value = wholeNumber(raw)
  if (value !== undefined) return { value }
  return { value: null, problem: wrong('feature', raw, 'a feature’s number') }
}

const readAt = (raw: string): Read<ClockPoint | null> => {
  const [name = '', stepText = '', ...rest] = raw.split(':')
  const stage = knownWord(['pretraining', 'main'], name)
  const step = rest.length === 0 ? wholeNumber(stepText) : undefined
  if (stage !== undefined && step !== undefined && step <= 1_000_000) {
    return { value: { stage, step } }
  }
  return { value: null, problem: wrong('at', raw, 'pretraining:STEP or main:STEP') }
}

/** The last step of the exact trajectory. */
export const LAST_EXACT_STEP = 1_000_000

const readExactAt = (raw: string): Read<number | null> => {
  const step = wholeNumber(raw)
  if (step !== undefined && step <= LAST_EXACT_STEP) return { value: step }
  return { value: null, problem: wrong('exactAt', raw, 'a step from 0 to 1000000') }
}

const readRegimes = (raw: string): Read<RegimeThresholds> => {
  const value = readThresholds(raw)
  if (value !== undefined) return { value }
  return { value: DEFAULT_VIEW.regimes, problem: wrong('regimes', raw, 'REUSE:ORDER:KEPT') }
}

const hidesOf = (raw: string): Read<readonly Hidable[]> => {
  const { hides, unknown } = readHides(raw)
  if (unknown.length === 0) return { value: hides }
  const names = unknown.slice(0, 3).map((name) => `“${name.slice(0, 20)}”`)
  const message = `hides is “${raw.slice(0, 40)}”, but parts of the page are not called ${names.join(', ')}: left out.`
  return { value: hides, problem: { field: 'hides', message } }
}

/** A short text, as `read` makes it. */
const shortText =
  (field: 'classCode' | 'student', read: (raw: string) => string | null, allowed: string) =>
  (raw: string): Read<string> => {
    const value = raw === '' ? '' : read(raw)
    if (value !== null) return { value }
    return { value: '', problem: wrong(field, raw, allowed) }
  }

type WordField =
  'theme' | 'pace' | 'engine' | 'replay' | 'hidden' | 'sweep' | 'loss' | 'map' | 'quantity'

/** A reader of the field's allowed words. */
const words =
  <Field extends WordField>(field: Field, allowed: readonly View[Field][]) =>
  (raw: string): Read<View[Field]> =>
    oneOf<View[Field]>(field, raw, { allowed, initial: DEFAULT_VIEW[field] })

const READERS = {
  theme: words('theme', THEMES),
  pace: words('pace', PACES),
  engine: words('engine', ENGINE_CHOICES),
  replay: words('replay', REPLAYS),
  hidden: words('hidden', WHILE_HIDDEN),
  more: (raw: string) => {
    const { value, problem } = oneOf('more', raw, { allowed: ['true', 'false'], initial: 'false' })
    return { value: value === 'true', ...(problem && { problem }) }
  },
  feature: readFeature,
  at: readAt,
  exactAt: readExactAt,
  sweep: words('sweep', SWEEP_CONTROLS),
  loss: words('loss', LOSS_KINDS),
  map: words('map', MAP_ROWS),
  quantity: words('quantity', MAP_QUANTITIES),
  regimes: readRegimes,
  hides: hidesOf,
  classCode: shortText('classCode', readClassCode, '1 to 12 letters a–z and digits'),
  student: shortText('student', readStudent, 'a number or a short name'),
} satisfies { [Field in keyof View]: (raw: string) => Read<View[Field]> }

export const VIEW_FIELDS = Object.keys(READERS) as (keyof View)[] // the keys of a literal table

/** A view from the texts of a link. Never throws. */
export const readView = (
  raw: Readonly<Record<string, string>>,
): { view: View; problems: SpecProblem[] } => {
  const problems: SpecProblem[] = []
  const view: View = { ...DEFAULT_VIEW }
  const take = <Field extends keyof View>(
    field: Field,
    reader: (raw: string) => Read<View[Field]>,
  ): void => {
    const text = raw[field]
    if (text === undefined || !Object.hasOwn(raw, field)) return
    const { value, problem } = reader(text)
    view[field] = value
    if (problem) problems.push(problem)
  }
  take('theme', READERS.theme)
  take('pace', READERS.pace)
  take('engine', READERS.engine)
  take('replay', READERS.replay)
  take('hidden', READERS.hidden)
  take('more', READERS.more)
  take('feature', READERS.feature)
  take('at', READERS.at)
  take('exactAt', READERS.exactAt)
  take('sweep', READERS.sweep)
  take('loss', READERS.loss)
  take('map', READERS.map)
  take('quantity', READERS.quantity)
  take('regimes', READERS.regimes)
  take('hides', READERS.hides)
  take('classCode', READERS.classCode)
  take('student', READERS.student)
  return { view, problems }
}

const isList = (value: object): value is readonly Hidable[] => Array.isArray(value)

const textOf = (value: View[keyof View]): string => {
  if (value === null || typeof value !== 'object') return String(value)
  if (isList(value)) return value.join('.')
  return 'stage' in value ? `${value.stage}:${value.step}` : thresholdsText(value)
}

/** The text of one view field in a link, or nothing where nothing is chosen. */
export const viewText = (view: View, field: keyof View): string | undefined => {
  const value = view[field]
  return value === null ? undefined : textOf(value)
}
