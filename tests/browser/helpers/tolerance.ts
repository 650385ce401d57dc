import type { EngineId } from '../../../src/protocol/engines.ts'

const HALF_UNIT = 2 ** -24

/**
 * How far float32 may end up from float64, in units of the largest weight. Each step rounds each
 * weight once, by at most 2⁻²⁴ of it; at worst all roundings go the same way, and training neither
 * shrinks nor magnifies what they have done. The data and the sums of the first step add a few
 * more. At 1, 10, 100 and 1000 steps this allows 5e-7, 1e-6, 6e-6 and 6e-5; measured over all cases
 * of engines.test.ts: 3e-7, 7e-7, 2e-6 and 6e-6 (roundings partly cancel).
 */
export const tolerance = (engine: EngineId, step: number): number =>
  engine === 'cpu' ? 0 : HALF_UNIT * (8 + step)
