/** Which runs a sweep consists of. */
import { CONTROLS, type NumberField } from '../../src/protocol/controls.ts'
import { SWEEP_FIELDS } from './sweepFields.ts'
import { readSpec, type RunSpec } from '../../src/protocol/spec.ts'
import type { MethodId } from '../../src/theory/methodRecipes.ts'
import { finiteNumber, InputError, listOf, recordAt } from './fields.ts'
import { PROTOCOL_FIELDS, readProtocol, type SweepProtocol } from './sweepProtocol.ts'

type Input = Readonly<Record<string, unknown>>

export interface PlannedRun {
  spec: RunSpec
  method: MethodId
  protocol: SweepProtocol
}

const MOST_CONTROLS = 2
const FIELDS: readonly string[] = ['base', 'sweep', 'seeds']
const BASE_FIELDS: readonly string[] = [
  ...SWEEP_FIELDS,
  'readoutTied',
  'methods',
  ...PROTOCOL_FIELDS,
]

/**
 * A value that stands twice in a list would be the same run twice; 0.1, 0.10 and 1e-1 are one value.
 * @throws InputError naming both places
 */
const assertDifferent = (values: readonly number[], name: string): void => {
  const places = new Map<number, number>() // which takes 0 and -0 for one
  values.forEach((value, at) => {
    const former = places.get(value)
    if (former !== undefined) {
      throw new InputError(
        `${name}[${at}] is ${value} again, as ${name}[${former}], but each value must stand once.`,
      )
    }
    places.set(value, at)
  })
}

/** The spec of a raw record; the first thing wrong with it is an error. */
const strictSpec = (raw: Input): RunSpec => {
  const { spec, problems } = readSpec(raw)
  const [problem] = problems
  // The page would go on with another value, and says which; a sweep does not.
  if (problem) throw new InputError(problem.message.replace(/: using [^:]*$/, '.'))
  return spec
}

const assertKnown = (input: Input, base: Input): void => {
  const stray = Object.keys(input).find((name) => !FIELDS.includes(name))
  if (stray !== undefined) {
    throw new InputError(`${stray} is no field of a sweep, which has base, sweep and seeds.`)
  }
  const unknown = Object.keys(base).find((name) => !BASE_FIELDS.includes(name))
  if (unknown !== undefined) throw new InputError(`base.${unknown} is no setting.`)
  // JSON has numbers that are beyond ours.
  for (const [name, value] of Object.entries(base)) {
    if (typeof value === 'number') finiteNumber(value, `base.${name}`)
  }
}

/** A readout that is set but not used would be a misunderstanding. */
const assertReadoutUsed = (base: Input, swept: ReadonlySet<string>): void => {
  const where = swept.has('readoutInit') ? 'sweep' : 'base'
  const isGiven =
    where === 'sweep' || (Object.hasOwn(base, 'readoutInit') && !Object.hasOwn(base, 'readoutTied'))
  if (!isGiven || String(base.readoutTied) === 'false') return
  throw new InputError(`${where}.readoutInit has no effect unless base.readoutTied is false.`)
}

/** The swept controls and their values, in the order of the file. */
const readSwept = (input: Input): [NumberField, number[]][] => {
  const entries = Object.entries(recordAt(input, 'sweep'))
  if (entries.length < 1 || entries.length > MOST_CONTROLS) {
    throw new InputError(`sweep names ${entries.length} controls, but must name one or two.`)
  }
  return entries.map(([name, raw]) => {
    const field = SWEEP_FIELDS.find((known) => known === name)
    if (field === undefined || field === 'dataSeed') {
      throw new InputError(`sweep.${name} is no control that can be swept.`)
    }
    const values = listOf(raw, `sweep.${name}`)
    if (values.length === 0) throw new InputError(`sweep.${name} must have at least one value.`)
    const numbers = values.map((value, at) => finiteNumber(value, `sweep.${name}[${at}]`))
    assertDifferent(numbers, `sweep.${name}`)
    return [field, numbers]
  })
}

/** Data seeds; absent, the one of the base spec. */
const readSeeds = (input: Input, base: RunSpec): number[] => {
  if (!Object.hasOwn(input, 'seeds')) return [base.dataSeed]
  const seeds = listOf(input.seeds, 'seeds')
  if (seeds.length === 0) throw new InputError('seeds must have at least one value.')
  const { minimum, maximum } = CONTROLS.dataSeed
  const numbers = seeds.map((value, at) => {
    const seed = finiteNumber(value, `seeds[${at}]`)
    if (Number.isInteger(seed) && seed >= minimum && seed <= maximum) return seed
    throw new InputError(
      `seeds[${at}] is ${seed}, but must be a whole number from ${minimum} to ${maximum}.`,
    )
  })
  assertDifferent(numbers, 'seeds')
  return numbers
}

/** Every choice of one value for each control. */
const combinations = (swept: [NumberField, number[]][]): Partial<Record<NumberField, number>>[] =>
  swept.reduce<Partial<Record<NumberField, number>>[]>(
    (sofar, [field, values]) =>
      sofar.flatMap((chosen) => values.map((value) => ({ ...chosen, [field]: value }))),
    [{}],
  )

/**
 * The runs of a sweep file {"base": settings, "sweep": {control: values, …}, "seeds": numbers}:
 * seed by seed, so that neighbours share their auxiliary rows; settings that are absent take their
 * defaults.
 */
export const planSweep = (input: Input): PlannedRun[] => {
  const base = Object.hasOwn(input, 'base') ? recordAt(input, 'base') : {}
  assertKnown(input, base)
  const swept = readSwept(input)
  // Counts that fit each other only with the swept values are judged with these.
  const names = new Set<string>([...PROTOCOL_FIELDS, ...swept.map(([field]) => field)])
  assertReadoutUsed(base, names)
  const fixed = Object.fromEntries(Object.entries(base).filter(([name]) => !names.has(name)))
  const protocol = readProtocol(base)
  const choices = combinations(swept)
  const seeds = readSeeds(input, strictSpec({ ...fixed, ...choices[0] }))
  return seeds.flatMap((dataSeed) =>
    choices.flatMap((choice) => {
      const spec = strictSpec({ ...fixed, ...choice, dataSeed })
      return spec.methods.map((method) => ({ spec, method, protocol }))
    }),
  )
}
