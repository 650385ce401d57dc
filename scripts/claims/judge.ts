/** Judges a claim over seeds. */
import { RELU_PRESETS } from '../../src/protocol/reluPresets.ts'
import type { RunSpec } from '../../src/protocol/spec.ts'
import { finish } from '../../src/theory/sliced.ts'
import type { PreparedRuns } from '../../src/worker/compute/trained/preparedRuns.ts'
import { median } from '../replication/statistics.ts'
import type { Claim, Condition } from './reluClaims.ts'

/** How a claim is looked at. */
export interface Size {
  seeds: readonly number[]
  /** What of the presets' settings is different. */
  reduced: Partial<RunSpec>
}

export interface Verdict {
  /** Medians over seeds of the final error relative to the zero function's. */
  lower: number
  higher: number
  /** In how many seeds the lower one is below the higher one. */
  wins: number
  holds: boolean
}

/** The final errors of a condition, seed by seed. */
const errorsOf = (
  preset: string,
  { method, changes }: Condition,
  { runs, size }: { runs: PreparedRuns; size: Size },
): number[] => {
  const found = RELU_PRESETS.find(({ id }) => id === preset)
  if (found === undefined) throw new RangeError(`invalid claim: no preset ${preset}`)
  return size.seeds.map((dataSeed) => {
    const spec = { ...found.spec, ...size.reduced, ...changes, dataSeed }
    return finish(runs.end(spec, method)).final
  })
}

export const judge = (claim: Claim, context: { runs: PreparedRuns; size: Size }): Verdict => {
  const lowers = errorsOf(claim.preset, claim.lower, context)
  const highers = errorsOf(claim.preset, claim.higher, context)
  const [lower, higher] = [median(lowers), median(highers)]
  const wins = lowers.filter((error, seed) => error < (highers[seed] ?? NaN)).length
  const ratio = higher / lower
  const isFarEnough = ratio >= claim.atLeast && ratio <= (claim.atMost ?? Infinity)
  return { lower, higher, wins, holds: isFarEnough && wins >= (claim.share ?? 0) * lowers.length }
}
