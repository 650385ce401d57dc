/** Writes src/store/landingRun.json: the default state, trained by the float64 reference. */
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { runScript } from './cli/terminal.ts'
import { computeLandingRun } from './landingRun.ts'

const FILE = path.resolve(import.meta.dirname, '../src/store/landingRun.json')

await runScript(() => writeFileSync(FILE, `${JSON.stringify(computeLandingRun())}\n`))
