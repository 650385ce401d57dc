/**
 * Writes src/store/measuredPredictions.json: multi-task networks by the float64 reference, ReLU
 * networks by the kernel, at the presets' own size. Takes a few minutes.
 */
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { runScript } from './cli/terminal.ts'
import { measureErrors, measureShares } from './measuredPredictions.ts'
import { openTrainer } from './openTrainer.ts'

const FILE = path.resolve(import.meta.dirname, '../src/store/measuredPredictions.json')

const seeds = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1)

const runs = openTrainer()
const measured = {
  together: seeds(24).map(measureShares),
  directions: seeds(12).map((seed) => measureErrors(runs, seed)),
}
await runScript(() => writeFileSync(FILE, `${JSON.stringify(measured)}\n`))
