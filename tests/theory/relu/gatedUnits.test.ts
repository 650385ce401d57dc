import { describe, expect, it } from 'vitest'
import { createRandom } from '../../../src/theory/random.ts'
import {
  expectedGatedError,
  gatedOutputs,
  gatedUnits,
  type GatedUnits,
} from '../../../src/theory/relu/gatedUnits.ts'
import { expectedReluError } from '../../../src/theory/relu/reluError.ts'
import { reluOutputs, type ReluUnits } from '../../../src/theory/relu/reluNetwork.ts'
import { finish } from '../../../src/theory/sliced.ts'
import { drawInputs } from '../../../src/theory/tasks.ts'
import { INPUT_DIM, randomSlopes, START, TASKS } from './tangentProblem.ts'

const teacher = TASKS.teachers.main
const nothing: ReluUnits = { ...teacher, readouts: new Float64Array(teacher.readouts.length) }
const free: GatedUnits = { ...gatedUnits(START), slopes: randomSlopes(3) }

const errorOf = (student: GatedUnits, target = teacher): number =>
  finish(expectedGatedError(student, target))

describe('gatedOutputs(units, inputs)', () => {
  it('are those of the ReLU network that the units were made of', () => {
    const inputs = drawInputs(createRandom(1, 0), 50, INPUT_DIM)
    const expected = reluOutputs(START, inputs)
    gatedOutputs(gatedUnits(START), inputs).forEach((value, row) => {
      expect(Math.abs(value - (expected[row] ?? NaN))).toBeLessThan(1e-14)
    })
  })

  it('lets the slope act where the gate is open, by hand', () => {
    const units = { inputDim: 2, gates: Float64Array.of(1, 0), slopes: Float64Array.of(2, 3) }
    // x = (1, −2): 2 − 6; x = (−1, 5): closed.
    expect(gatedOutputs(units, Float64Array.of(1, -2, -1, 5))).toEqual(Float64Array.of(-4, 0))
  })
})

describe('expectedGatedError(student, teacher)', () => {
  it('is the mean over fresh rows, within its standard error', () => {
    const rows = 40_000
    const inputs = drawInputs(createRandom(8, 0), rows, INPUT_DIM)
    const targets = reluOutputs(teacher, inputs)
    const squares = gatedOutputs(free, inputs).map(
      (value, row) => (value - (targets[row] ?? 0)) ** 2,
    )
    const mean = squares.reduce((sum, value) => sum + value, 0) / rows
    const variance = squares.reduce((sum, value) => sum + (value - mean) ** 2, 0) / rows
    expect(Math.abs(errorOf(free) - mean)).toBeLessThan(4 * Math.sqrt(variance / rows))
    expect(Math.sqrt(variance / rows)).toBeLessThan(0.02 * mean)
  })

  it('is that of the arc-cosine kernel for ReLU networks', () => {
    const expected = expectedReluError(START, teacher)
    expect(Math.abs(errorOf(gatedUnits(START)) / expected - 1)).toBeLessThan(1e-13)
    expect(errorOf(gatedUnits(teacher))).toBeLessThan(1e-15)
  })

  it('is |c|²/2 for one unit, and ignores one that is never open', () => {
    const one = {
      inputDim: INPUT_DIM,
      gates: START.directions.slice(0, 8),
      slopes: free.slopes.slice(0, 8),
    }
    const length = Math.hypot(...one.gates)
    const unit = { ...one, gates: one.gates.map((value) => value / length) }
    const squares = unit.slopes.reduce((sum, value) => sum + value * value, 0)
    expect(errorOf(unit, nothing)).toBeCloseTo(squares / 2, 13)
    const closed = {
      inputDim: INPUT_DIM,
      gates: Float64Array.of(...unit.gates, ...new Float64Array(8)),
      slopes: Float64Array.of(...unit.slopes, ...free.slopes.slice(8, 16)),
    }
    expect(errorOf(closed, nothing)).toBe(errorOf(unit, nothing))
  })

  it.each([1e-3, 1e-6, 1e-9, 1e-12])(
    'keeps its digits for gates an angle %f apart, or opposite',
    (angle) => {
      // f = 1[a·x > 0] c·x − 1[b·x > 0] c·x is ±c·x in two wedges of the plane of a and b, each of share
      // θ/(2π): E f² = (θ/π)·E[(c·x)² | wedge]. With c orthogonal to the plane that is |c|² θ/π.
      const apart = (sign: 1 | -1): GatedUnits => {
        const gates = new Float64Array(2 * INPUT_DIM)
        gates[0] = sign
        gates[INPUT_DIM] = Math.cos(angle)
        gates[INPUT_DIM + 1] = Math.sin(angle)
        const slopes = new Float64Array(2 * INPUT_DIM)
        slopes[2] = 3
        slopes[INPUT_DIM + 2] = -3 * sign
        return { inputDim: INPUT_DIM, gates, slopes }
      }
      expect(errorOf(apart(1), nothing)).toBeCloseTo((9 * angle) / Math.PI, 14)
      // Opposite gates with the same slope: 3x₂ everywhere but twice or not at all in the wedges, which
      // makes (1 − θ/π)·9 + (θ/(2π))·4·9.
      expect(errorOf(apart(-1), nothing)).toBeCloseTo(9 * (1 + angle / Math.PI), 13)
    },
  )

  it('has all digits for slopes in the plane of nearly equal gates', () => {
    // c = e₁: (c·x)² in the wedge between the lines orthogonal to a = e₀ and b. There x = r(−sin φ,
    // cos φ) with φ in 0 … θ, E r² = 2: (1/π) ∫ 2 cos²φ dφ = (θ + ½ sin 2θ)/π.
    const angle = 1e-5
    const gates = new Float64Array(2 * INPUT_DIM)
    gates[0] = 1
    gates[INPUT_DIM] = Math.cos(angle)
    gates[INPUT_DIM + 1] = Math.sin(angle)
    const slopes = new Float64Array(2 * INPUT_DIM)
    slopes[1] = 1
    slopes[INPUT_DIM + 1] = -1
    const expected = (angle + Math.sin(2 * angle) / 2) / Math.PI
    const error = errorOf({ inputDim: INPUT_DIM, gates, slopes }, nothing)
    expect(Math.abs(error - expected)).toBeLessThan(1e-15)
  })
})
