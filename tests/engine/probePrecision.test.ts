import { beforeAll, describe, expect, it } from 'vitest'
import { cpuBackend } from '../../src/engine/backends/cpu.ts'
import type { TrainingBackend } from '../../src/engine/kernel.ts'
import { probePrecision } from '../../src/engine/probePrecision.ts'

beforeAll(() => cpuBackend.start())

/** The cpu backend with its result rounded, as a device with fewer bits would give it. */
const roundedBy = (round: (value: number) => number): TrainingBackend => ({
  ...cpuBackend,
  readWeights: async (tensor, problem) =>
    (await cpuBackend.readWeights(tensor, problem)).map((weights) => weights.map(round)),
})

/** Rounds to 10 bits after the leading one and, below 2⁻¹⁴, to multiples of 2⁻²⁴ (IEEE 754 half). */
const roundToHalf = (value: number): number => {
  const exponent = Math.max(-14, Math.floor(Math.log2(Math.abs(value))))
  const unit = 2 ** (exponent - 10)
  const steps = value / unit
  // Ties to even, so that 1 + 2⁻¹¹ becomes 1.
  const nearest = Math.round(steps)
  return (Math.abs(steps - Math.trunc(steps)) === 0.5 && nearest % 2 ? nearest - 1 : nearest) * unit
}

describe('probePrecision(backend)', () => {
  it('measures 2⁻⁵² in float64', async () => {
    expect(await probePrecision(cpuBackend)).toEqual({
      epsilon: 2 ** -52,
      dataEpsilon: 2 ** -52,
      keepsSmallWeights: true,
    })
  })

  it('measures 2⁻²³ if results are rounded to float32', async () => {
    expect(await probePrecision(roundedBy(Math.fround))).toEqual({
      epsilon: 2 ** -23,
      dataEpsilon: 2 ** -23,
      keepsSmallWeights: true,
    })
  })

  it('measures 2⁻¹⁰ and a distorted 1e-7 if results are rounded to half precision', async () => {
    expect(await probePrecision(roundedBy(roundToHalf))).toEqual({
      epsilon: 2 ** -10,
      dataEpsilon: 2 ** -10,
      keepsSmallWeights: false,
    })
  })

  it('notices that small weights are flushed to zero', async () => {
    const flushed = roundedBy((value) => (Math.abs(value) < 1e-6 ? 0 : Math.fround(value)))
    expect(await probePrecision(flushed)).toMatchObject({
      epsilon: 2 ** -23,
      keepsSmallWeights: false,
    })
  })
})
