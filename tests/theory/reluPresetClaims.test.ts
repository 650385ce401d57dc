/**
 * Every claim of the captions of ReLU networks' presets, over 12 data seeds and trained to the
 * product's own stopping rule, at a reduced size: a quarter of the hidden units and half of the
 * auxiliary rows. (`npm run claims` judges the same claims at the presets' own size.) One seed can
 * mislead, so medians decide, and the share of seeds that follow is asserted beside them.
 */
import { beforeAll, describe, expect, it } from 'vitest'
import { judge } from '../../scripts/claims/judge.ts'
import { RELU_CLAIMS } from '../../scripts/claims/reluClaims.ts'
import { openTrainer } from '../../scripts/openTrainer.ts'
import { RELU_PRESETS } from '../../src/protocol/reluPresets.ts'
import { DEFAULT_SPECS } from '../../src/protocol/spec.ts'
import { pretrainingKey } from '../../src/engine/runCache.ts'
import { finish } from '../../src/theory/sliced.ts'

const SIZE = {
  seeds: Array.from({ length: 12 }, (_, index) => index + 1),
  reduced: { hiddenWidth: 50, auxSamples: 512 },
}
const runs = openTrainer()

beforeAll(() => {
  for (const dataSeed of SIZE.seeds) {
    finish(runs.pretrained({ ...DEFAULT_SPECS.relu, ...SIZE.reduced, dataSeed }))
  }
})

describe('RELU_PRESETS', () => {
  it('begin with the default, and share the settings that pretraining depends on', () => {
    expect(RELU_PRESETS[0]?.spec).toEqual(DEFAULT_SPECS.relu)
    for (const { spec } of RELU_PRESETS) {
      expect(pretrainingKey(spec)).toBe(pretrainingKey(DEFAULT_SPECS.relu))
    }
  })

  it('are exactly those whose captions are tested here', () => {
    const claimed = new Set(RELU_CLAIMS.map(({ preset }) => preset))
    expect(RELU_PRESETS.map(({ id }) => id)).toEqual(Array.from(claimed))
  })

  it.each(RELU_CLAIMS)('$preset: $title', (claim) => {
    const verdict = judge(claim, { runs, size: SIZE })
    expect(verdict).toMatchObject({ holds: true })
  })
})
