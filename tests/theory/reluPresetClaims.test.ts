/** Presets of ReLU networks, and what their captions claim. */
import { describe, expect, it } from 'vitest'
import { RELU_CLAIMS } from '../../scripts/claims/reluClaims.ts'
import { pretrainingKey } from '../../src/engine/runCache.ts'
import { RELU_PRESETS } from '../../src/protocol/reluPresets.ts'
import { DEFAULT_SPECS } from '../../src/protocol/spec.ts'
import { testClaims } from '../chapters/testClaims.ts'

const IDS = RELU_PRESETS.map(({ id }) => id)

describe('RELU_PRESETS', () => {
  it('begin with the default, and share the settings that pretraining depends on', () => {
    expect(RELU_PRESETS[0]?.spec).toEqual(DEFAULT_SPECS.relu)
    for (const { spec } of RELU_PRESETS) {
      expect(pretrainingKey(spec)).toBe(pretrainingKey(DEFAULT_SPECS.relu))
    }
  })

  it('are exactly those whose captions are tested', () => {
    expect(IDS).toEqual(RELU_CLAIMS.map(({ place }) => place.id))
  })
})

// Chapter 6 speaks of the same networks: trained once for both, seconds for each seed.
testClaims(['relu/', 'chapter/directions'], { seeds: 3 })
