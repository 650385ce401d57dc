/** Writes src/store/landingRun.json: the default state, trained by the float64 reference. */
import { writeFileSync } from 'node:fs'
import { computeLandingRun } from './landingRun.ts'

writeFileSync('src/store/landingRun.json', `${JSON.stringify(computeLandingRun())}\n`)
