/** `npm run --silent cli -- COMMAND FILE`: the exact solvers and sweeps without a browser. */
import { runCli } from './cli/runCli.ts'
import { ownTerminal } from './cli/terminal.ts'

process.exitCode = runCli(process.argv.slice(2), ownTerminal)
