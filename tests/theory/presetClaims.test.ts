/** Presets of diagonal networks, and what their captions claim. */
import { describe, expect, it } from 'vitest'
import { DIAGONAL_CLAIMS } from '../../scripts/claims/diagonalPresets.ts'
import { PRESETS } from '../../src/protocol/presets.ts'
import { DEFAULT_SPEC } from '../../src/protocol/spec.ts'
import { testClaims } from '../chapters/testClaims.ts'

describe('PRESETS', () => {
  it('share the settings that pretraining depends on, so that one pretraining serves all', () => {
    const { auxActive, auxSamples, initScale, auxLearningRate, labelNoise } = DEFAULT_SPEC
    const needed = { auxActive, auxSamples, initScale, auxLearningRate, labelNoise }
    for (const { spec } of PRESETS.diagonal) expect(spec).toMatchObject(needed)
  })

  it('are exactly those whose captions are tested, and open with the factor that these name', () => {
    const ids = PRESETS.diagonal.map(({ id }) => id)
    expect(DIAGONAL_CLAIMS.map(({ place }) => place.id)).toEqual(ids)
    expect(PRESETS.diagonal.map(({ spec }) => spec.rescale)).toEqual([0.01, 3, 0.01, 1])
  })
})

testClaims('diagonal/')
