/** `npm run check`: every check, and exit status 1 if any failed. */
import process from 'node:process'
import { endQuietly } from './quietEnd.mjs'
import { runChecks } from './runChecks.mjs'

endQuietly(1)
const { passed, failed } = await runChecks()
console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed === 0 ? 0 : 1
