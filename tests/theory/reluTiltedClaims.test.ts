/** Presets of ReLU networks whose shared units are turned from the old ones. */
import { describe } from 'vitest'
import { testClaimsOf, TILTED } from './reluClaimTests.ts'

describe('RELU_PRESETS', () => {
  testClaimsOf(TILTED)
})
