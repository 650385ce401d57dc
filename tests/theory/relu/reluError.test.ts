import { describe, expect, it } from 'vitest'
import { createRandom } from '../../../src/theory/random.ts'
import { randomBasis } from '../../../src/theory/relu/orthonormal.ts'
import {
  expectedReluError,
  relativeReluError,
  reluZeroLoss,
} from '../../../src/theory/relu/reluError.ts'
import {
  initialReluWeights,
  reluOutputs,
  reluUnits,
  type ReluUnits,
} from '../../../src/theory/relu/reluNetwork.ts'
import { createReluTasks } from '../../../src/theory/relu/reluTasks.ts'
import { drawInputs } from '../../../src/theory/tasks.ts'

const INPUT_DIM = 15
const SHAPE = { inputDim: INPUT_DIM, hiddenWidth: 60 }

const student = reluUnits(
  initialReluWeights({ ...SHAPE, tasks: 1, initScale: 1, initSeed: 4 }),
  SHAPE,
  0,
)

const { teachers } = createReluTasks({
  ...SHAPE,
  auxActive: 6,
  mainActive: 6,
  overlap: 3,
  featureCorrelation: 0.7,
  featureMagnitude: 1,
  auxSamples: 0,
  mainSamples: 0,
  labelNoise: 0,
  dataSeed: 2,
})
const teacher = teachers.main

/** All units of both, in order. */
const join = (...parts: readonly ReluUnits[]): ReluUnits => ({
  inputDim: parts[0]?.inputDim ?? 0,
  directions: Float64Array.from(parts.flatMap((part) => Array.from(part.directions))),
  readouts: Float64Array.from(parts.flatMap((part) => Array.from(part.readouts))),
})

const scaled = (units: ReluUnits, factors: { first?: number; readout?: number }): ReluUnits => ({
  ...units,
  directions: units.directions.map((value) => value * (factors.first ?? 1)),
  readouts: units.readouts.map((value) => value * (factors.readout ?? 1)),
})

// The same exact binary fractions stood in the mpmath script whose results (50 digits) are below.
const fractions = (width: number): ReluUnits => ({
  inputDim: 4,
  directions: Float64Array.from({ length: 4 * width }, (_, index) => {
    const h = Math.floor(index / 4)
    const d = index % 4
    return (((7 * h + 3 * d + h * d) % 11) - 5) / 8
  }),
  readouts: Float64Array.from({ length: width }, (_, h) => (((5 * h) % 7) - 3) / 4),
})
const SMALL_TEACHER: ReluUnits = {
  inputDim: 4,
  directions: Float64Array.of(1, 0, 0, 0, 0, 1, 0, 0, 0.5, 0.5, 0.5, 0.5),
  readouts: Float64Array.of(1, -1, 1),
}
/** Each unit of the small teacher in four quarters, whose entries are moved by up to 2^(1−digits). */
const nearTeacher = (digits: number): ReluUnits => ({
  inputDim: 4,
  directions: Float64Array.from({ length: 48 }, (_, index) => {
    const [unit, copy, d] = [Math.floor(index / 16), Math.floor(index / 4) % 4, index % 4]
    const exact = SMALL_TEACHER.directions[4 * unit + d] ?? 0
    return exact + 2 ** -digits * (((3 * unit + 2 * copy + 4 * d) % 5) - 2)
  }),
  readouts: Float64Array.from(
    { length: 12 },
    (_, index) => [1, -1, 1][Math.floor(index / 4)] ?? 0,
  ).map((value) => value / 4),
})
/** Two copies of units eight times as strong, almost cancelling each other. */
const opposedPairs = (digits: number): ReluUnits => {
  const units = fractions(12)
  const moved = units.directions.map(
    (value, index) => value + 2 ** -digits * (((index % 4) % 3) - 1),
  )
  return join(
    scaled(units, { readout: 8 }),
    scaled({ ...units, directions: moved }, { readout: -8 }),
  )
}

describe('expectedReluError(student, teacher)', () => {
  it('is the mean over fresh rows, within its standard error', () => {
    const rows = 40_000
    const inputs = drawInputs(createRandom(8, 0), rows, INPUT_DIM)
    const outputs = reluOutputs(student, inputs)
    const targets = reluOutputs(teacher, inputs)
    const squares = outputs.map((value, row) => (value - (targets[row] ?? 0)) ** 2)
    const mean = squares.reduce((sum, value) => sum + value, 0) / rows
    const variance = squares.reduce((sum, value) => sum + (value - mean) ** 2, 0) / rows
    const error = expectedReluError(student, teacher)
    expect(Math.abs(mean - error)).toBeLessThan(4 * Math.sqrt(variance / rows))
    // The test can tell: the standard error is below 2 % of the mean.
    expect(Math.sqrt(variance / rows)).toBeLessThan(0.02 * mean)
  })

  it('agrees with 50-digit arithmetic', () => {
    expect(reluZeroLoss(SMALL_TEACHER)).toBeCloseTo(1.1816901138162093, 15)
    expect(expectedReluError(fractions(12), SMALL_TEACHER)).toBeCloseTo(1.6710999260965187, 14)
  })

  it.each([
    [10, 1.1902532037227872e-6],
    [15, 1.1614381069055057e-9],
    [20, 1.1341887473650332e-12],
    [25, 1.1076053392925948e-15],
  ])('keeps a small error: units 2^−%i beside the teacher’s', (digits, expected) => {
    const error = expectedReluError(nearTeacher(digits), SMALL_TEACHER)
    expect(Math.abs(error - expected)).toBeLessThan(3e-16)
    expect(Math.abs(error - expected)).toBeLessThan(1e-14 + 1e-9 * expected)
  })

  it.each([
    [15, 7.793196753835625e-8],
    [20, 7.610980254668825e-11],
  ])('keeps it under strong units that cancel: 2^−%i', (digits, expected) => {
    const all = join(nearTeacher(digits), opposedPairs(digits))
    // Σ|v||w| is about 130: 1e-17 times its square, times a few.
    expect(Math.abs(expectedReluError(all, SMALL_TEACHER) - expected)).toBeLessThan(1e-12)
  })

  it('is exactly 0 for the teacher, in any order, and with w and v traded', () => {
    expect(expectedReluError(teacher, teacher)).toBe(0)
    const halves = join(
      scaled(teacher, { first: 2, readout: 0.25 }),
      scaled(student, { readout: 0 }),
      scaled(teacher, { first: 0.5, readout: 1 }),
    )
    // ½ + ½ of every unit, and silent units.
    expect(expectedReluError(halves, teacher)).toBeLessThan(1e-15)
    const reversed: ReluUnits = {
      inputDim: INPUT_DIM,
      directions: Float64Array.from(
        Array.from({ length: teacher.directions.length }, (_, index) => {
          const unit = teacher.readouts.length - 1 - Math.floor(index / INPUT_DIM)
          return teacher.directions[unit * INPUT_DIM + (index % INPUT_DIM)] ?? 0
        }),
      ),
      readouts: teacher.readouts.toReversed(),
    }
    expect(expectedReluError(reversed, teacher)).toBe(0)
    expect(expectedReluError(scaled(reversed, { first: 4, readout: 0.25 }), teacher)).toBe(0)
  })

  it('does not know in which basis x is written', () => {
    const basis = randomBasis(createRandom(3, 0), INPUT_DIM)
    const rotated = (units: ReluUnits): ReluUnits => ({
      ...units,
      directions: units.directions.map((_, index) => {
        const start = index - (index % INPUT_DIM)
        let sum = 0
        for (let d = 0; d < INPUT_DIM; d += 1) {
          sum +=
            (basis[(index % INPUT_DIM) * INPUT_DIM + d] ?? 0) * (units.directions[start + d] ?? 0)
        }
        return sum
      }),
    })
    const error = expectedReluError(student, teacher)
    const again = expectedReluError(rotated(student), rotated(teacher))
    expect(Math.abs(again / error - 1)).toBeLessThan(1e-13)
  })

  it('is (εv)²/2 for one readout that is off by ε', () => {
    // E relu(u·x)² = ½.
    const close = {
      ...teacher,
      readouts: teacher.readouts.with(0, (teacher.readouts[0] ?? 0) + 2e-8),
    }
    expect(Math.abs(expectedReluError(close, teacher) / 2e-16 - 1)).toBeLessThan(1e-8)
  })

  it('is a square: four times as large for twice both', () => {
    const error = expectedReluError(student, teacher)
    const twice = expectedReluError(scaled(student, { readout: 2 }), scaled(teacher, { first: 2 }))
    expect(Math.abs(twice / (4 * error) - 1)).toBeLessThan(1e-13)
  })

  it('ignores units without weights, and is not a number where a weight is none', () => {
    const silent = join(student, scaled(student, { first: 0 }))
    const error = expectedReluError(student, teacher)
    expect(expectedReluError(silent, teacher)).toBe(error)
    const broken = { ...student, directions: student.directions.with(0, NaN) }
    expect(expectedReluError(broken, teacher)).toBeNaN()
  })
})

describe('relativeReluError(student, teacher)', () => {
  const nothing: ReluUnits = { ...student, readouts: new Float64Array(60) }

  it('is 1 for the zero function', () => {
    expect(relativeReluError(nothing, teacher)).toBe(1)
  })

  it('is undivided where the teacher is the zero function', () => {
    const none = scaled(teacher, { readout: 0 })
    expect(reluZeroLoss(none)).toBe(0)
    expect(relativeReluError(student, none)).toBe(expectedReluError(student, none))
    expect(relativeReluError(nothing, none)).toBe(0)
  })

  it('divides by E f*² of orthonormal units with readouts ±1/√k', () => {
    // ½ Σ v² + (1/(2π)) Σ_{i≠j} v_i v_j = ½ + ((Σv)² − 1)/(2π).
    const sum = teacher.readouts.reduce((total, value) => total + value, 0)
    expect(reluZeroLoss(teacher)).toBeCloseTo(0.5 + (sum ** 2 - 1) / (2 * Math.PI), 14)
  })
})
