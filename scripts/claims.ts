/**
 * `npm run claims`: judges every claim of the captions of ReLU networks' presets at the presets' own
 * size, over twelve data seeds, and prints a table. Ends with code 1 if one does not hold.
 */
import { judge } from './claims/judge.ts'
import { RELU_CLAIMS } from './claims/reluClaims.ts'
import { openTrainer } from './openTrainer.ts'
import { endQuietly } from './quietEnd.mjs'
import { RELU_PRESETS } from '../src/protocol/reluPresets.ts'

const SEEDS = Array.from({ length: 12 }, (_, index) => index + 1)

const short = (value: number): string =>
  value < 0.01 ? value.toExponential(1) : value.toPrecision(2)

const secondsSince = (before: NodeJS.CpuUsage): number => {
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1e6
}

// Whoever reads only the first lines does not learn whether all claims hold.
endQuietly(1)
const runs = openTrainer()
const size = { seeds: SEEDS, reduced: {} }
const start = process.cpuUsage()
process.stdout.write('| preset | claim | lower | higher | seeds | CPU seconds | |\n')
process.stdout.write('| --- | --- | --- | --- | --- | --- | --- |\n')
for (const claim of RELU_CLAIMS) {
  const before = process.cpuUsage()
  const { lower, higher, wins, holds } = judge(claim, { runs, size })
  const label = RELU_PRESETS.find(({ id }) => id === claim.preset)?.label ?? claim.preset
  const cells = [
    label,
    claim.title,
    short(lower),
    short(higher),
    `${wins} of ${SEEDS.length}`,
    secondsSince(before).toFixed(1),
    holds ? '✓' : '✗',
  ]
  process.stdout.write(`| ${cells.join(' | ')} |\n`)
  if (!holds) process.exitCode = 1
}
process.stdout.write(`\n${secondsSince(start).toFixed(0)} CPU seconds\n`)
