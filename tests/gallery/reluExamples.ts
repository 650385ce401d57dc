import type {
  DirectionsData,
  DirectionsGroup,
  UnitsRow,
} from '../../src/charts/directions/types.ts'
import type { PenaltyPlace } from '../../src/charts/penalty/types.ts'

/**
 * Made-up hidden units that look like trained ones: seven teacher units, six of them learned in
 * pretraining, the main task made of the last three. Every value is a fixed function of its index,
 * so that two screenshots can be compared.
 */
export const DIRECTION_GROUPS: DirectionsGroup[] = [
  { id: 'auxOnly', label: 'auxiliary only', features: [0, 1, 2, 3] },
  { id: 'shared', label: 'shared', features: [4, 5] },
  { id: 'mainOnly', label: 'main only', features: [6] },
]

export const MAIN_READOUTS = [0, 0, 0, 0, 0.577, -0.577, 0.577]
const AUXILIARY_READOUTS = [0.408, -0.408, 0.408, 0.408, 0.408, -0.408, 0]
const TEACHER_UNITS = MAIN_READOUTS.length

/** A number in [0, 1) that looks random: the fractional part of a large sine. */
const scattered = (index: number, stream: number): number => {
  const wave = 43758.5453 * Math.sin((index + 1) * 12.9898 + stream * 78.233)
  return wave - Math.floor(wave)
}

/** How one network ends: by teacher unit, how strong its units are and how near to it. */
interface Ending {
  /** Total strength of the units of each teacher unit. */
  mass: readonly number[]
  /** Typical angle of its strong units, in degrees. */
  angle: readonly number[]
  /** Which teacher units take hold of how many units. */
  crowd: readonly number[]
}

const ENDINGS = {
  singleTask: {
    mass: [0.01, 0.01, 0.02, 0.01, 1, 1, 1],
    angle: [46, 49, 42, 48, 22, 19, 26],
    crowd: [2, 1, 2, 1, 8, 9, 7],
  },
  multiTask: {
    mass: [0.1, 0.12, 0.08, 0.1, 1, 1, 1],
    angle: [9, 2, 11, 7, 2, 3, 8],
    crowd: [5, 4, 5, 4, 7, 6, 5],
  },
  finetuned: {
    mass: [0.02, 0.01, 0.03, 0.01, 1, 1, 0.8],
    angle: [14, 26, 18, 20, 1.6, 2.2, 7],
    crowd: [5, 3, 5, 5, 5, 5, 2],
  },
  base: {
    mass: [1, 1, 1, 1, 1, 1, 0.2],
    angle: [2, 1.6, 2, 2.2, 1.5, 2.4, 55],
    crowd: [5, 5, 5, 5, 5, 5, 1],
  },
} satisfies Record<string, Ending>

const pick = (shares: readonly number[], at: number): number => {
  const total = shares.reduce((sum, share) => sum + share, 0)
  let left = at * total
  return Math.max(
    0,
    shares.findIndex((share) => (left -= share) < 0),
  )
}

const radians = (degrees: number): number => (degrees * Math.PI) / 180

interface Stage {
  /** Hidden units. */
  count: number
  /** Networks of one stream have the same units at their start. */
  stream: number
  /** From 0, not trained, to 1. */
  progress: number
}

/** One unit of a network, somewhere between a random direction and its end. */
function unitOf(ending: Ending, unit: number, { count, stream, progress }: Stage) {
  const chance = (index: number): number => scattered(unit, stream + index)
  const feature = pick(ending.crowd, chance(0))
  const at = (values: readonly number[]): number => values[feature] ?? 0
  // A heavy tail: a tenth of the units carry most of the function.
  const share = Math.exp(-7 * chance(2) ** 0.7)
  const end = at(ending.angle) * (0.4 + 1.2 * chance(3)) + 50 * chance(1) ** 5 * (1 - share)
  const grown = progress ** (1 + 2 * chance(1))
  const mass = (at(ending.mass) / at(ending.crowd)) * share
  return {
    feature: grown > 0.25 ? feature : Math.floor(chance(1) * TEACHER_UNITS),
    angle: radians((1 - grown) * (45 + 35 * chance(3)) + grown * end),
    strength: (0.003 * chance(3) + mass * grown) / count,
  }
}

function unitsOf(ending: Ending, readouts: readonly number[], stage: Stage): UnitsRow {
  const units = Array.from({ length: stage.count }, (_, unit) => unitOf(ending, unit, stage))
  return {
    feature: Int32Array.from(units, ({ feature }) => feature),
    angle: Float64Array.from(units, ({ angle }) => angle),
    strength: Float64Array.from(units, ({ strength }) => strength),
    sign: Int8Array.from(units, ({ feature }) => Math.sign(readouts[feature] ?? 0)),
  }
}

/** Single-task, multi-task and finetuned units, `progress` of the way from start to end. */
export function directionsAt(progress: number, count: number): DirectionsData {
  const { singleTask, multiTask, finetuned, base } = ENDINGS
  const pretrained = unitsOf(base, AUXILIARY_READOUTS, { count, stream: 2, progress: 1 })
  const ending = unitsOf(finetuned, MAIN_READOUTS, { count, stream: 2, progress: 1 })
  return {
    rows: [
      unitsOf(singleTask, MAIN_READOUTS, { count, stream: 0, progress }),
      unitsOf(multiTask, MAIN_READOUTS, { count, stream: 1, progress }),
      between(pretrained, ending, progress),
    ],
    base: pretrained,
  }
}

function between(from: UnitsRow, to: UnitsRow, progress: number): UnitsRow {
  const mix = (a: Float64Array, b: Float64Array): Float64Array =>
    a.map((value, index) => (1 - progress) * value + progress * (b[index] ?? 0))
  const angle = mix(from.angle, to.angle)
  return {
    feature: progress > 0.5 ? to.feature : from.feature,
    angle,
    strength: mix(from.strength, to.strength),
    sign: to.sign,
    turned: angle.map((value, index) => Math.abs(value - (from.angle[index] ?? 0)) + radians(2)),
  }
}

/** Inertia for k = 1 … 12 that falls in steps until `units` clusters, and slowly from there on. */
export function inertia(units: number, rest: number): number[] {
  return Array.from({ length: 12 }, (_, index) => {
    const left = Math.max(0, 1 - index / Math.max(1, units - 1))
    return (1 - rest) * left + rest * 0.9 ** Math.max(0, index - units + 1)
  })
}

/**
 * What a finetuned unit of size β costs that pretraining left at size b, at a correlation ρ of the
 * two directions: the least (β/m)² + m² + b − 2 m √b ρ over m > 0, where m⁴ − √b ρ m³ = β².
 */
export function unitPenalty(size: number, base: number, correlation: number): number {
  const start = Math.sqrt(base)
  let length = Math.sqrt(size) + start * correlation
  for (let step = 0; step < 60 && length > 0; step += 1) {
    const slope = 4 * length ** 3 - 3 * start * correlation * length ** 2
    length -= (length ** 4 - start * correlation * length ** 3 - size ** 2) / slope
  }
  const readout = size === 0 ? 0 : (size / length) ** 2
  return readout + length ** 2 + base - 2 * length * start * correlation
}

/** Units between the curves of no and of full pretraining. */
export function penalizedUnits(cost: (size: number, base: number) => number): PenaltyPlace[] {
  return Array.from({ length: 40 }, (_, unit) => {
    const x = 0.7 * scattered(unit, 5) ** 4
    return { x, y: cost(x, 0.41 * scattered(unit, 6) ** 2) }
  })
}
