import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { exponentsFor, growthOf, weightsAfter } from '../../../src/theory/solvers/growth.ts'
import { pretrainedBend } from '../../../src/theory/solvers/pretrainedBends.ts'

const logarithmic = (from: number, to: number) =>
  fc
    .double({ min: Math.log(from), max: Math.log(to), noNaN: true })
    .map((exponent) => Math.exp(exponent))

describe('pretrainedBend(betaAux, handover)', () => {
  it('is 2√(AB) of weights that were pretrained from α, rescaled and reset', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -2, max: 2, noNaN: true }),
        fc.record({
          initScale: logarithmic(1e-4, 1),
          rescale: logarithmic(1e-4, 10),
          readoutInit: logarithmic(1e-6, 10),
        }),
        (betaAux, { initScale, rescale, readoutInit }) => {
          const start = () => Float64Array.of(initScale)
          const begun = { wPlus: start(), wMinus: start(), vPlus: start(), vMinus: start() }
          const exponents = exponentsFor(growthOf(begun), Float64Array.of(betaAux))
          const { wPlus, wMinus } = weightsAfter(begun, exponents)
          const readout = Float64Array.of(readoutInit)
          const { plus, minus } = growthOf({
            wPlus: wPlus.map((w) => rescale * w),
            wMinus: wMinus.map((w) => rescale * w),
            vPlus: readout,
            vMinus: readout,
          })
          const s = 2 * Math.sqrt((plus[0] ?? 0) * (minus[0] ?? 0))
          const bend = pretrainedBend(betaAux, { initScale, rescale, readoutInit })
          // B is a difference of weights that may nearly cancel; then s has lost digits, not `bend`.
          const lost = (2.3e-16 * ((rescale * (wPlus[0] ?? 0)) ** 2 + readoutInit ** 2)) / s
          expect(Math.abs(bend / s - 1)).toBeLessThan(1e-9 + lost)
        },
      ),
      { seed: 20240917 },
    )
  })

  it('is ½c²|β_aux| for γ → 0 and a small start', () => {
    const handover = { initScale: 1e-9, rescale: 0.1, readoutInit: 1e-9 }
    expect(pretrainedBend(-0.3, handover)).toBeCloseTo(0.5 * 0.01 * 0.3, 15)
  })
})
