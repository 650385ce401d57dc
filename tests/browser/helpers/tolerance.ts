import type { EngineId } from '../../../src/protocol/engines.ts'
import type { NetworkId } from '../../../src/theory/network.ts'

const HALF_UNIT = 2 ** -24

/**
 * How many times further each step may lead a ReLU network. A unit whose activation on a row passes 0
 * may do so a step earlier or later, and each time what it learns changes by one row's share. At 1,
 * 10, 100 and 1000 steps this allows 2e-6, 2e-5, 2e-4 and 2e-3; measured at most 2e-7, 5e-7, 5e-6 and
 * 6e-4.
 */
const RELU_FACTOR = 32

/**
 * How far float32 may end up from float64, in units of the largest weight. Each step rounds each
 * weight once, by at most 2⁻²⁴ of it; at worst all roundings go the same way, and training neither
 * shrinks nor magnifies what they have done. The data and the sums of the first step add a few
 * more. At 1, 10, 100 and 1000 steps this allows 5e-7, 1e-6, 6e-6 and 6e-5; measured over all cases
 * of engines.test.ts with diagonal networks: 3e-7, 7e-7, 2e-6 and 6e-6 (roundings partly cancel).
 */
export const tolerance = (
  engine: EngineId,
  step: number,
  network: NetworkId = 'diagonal',
): number => {
  if (engine === 'cpu') return 0
  return HALF_UNIT * (8 + (network === 'relu' ? RELU_FACTOR : 1) * step)
}
