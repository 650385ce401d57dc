/** `npm run --silent cli -- COMMAND FILE`: the exact solvers and sweeps without a browser. */
import { runCli } from './cli/runCli.ts'

process.exitCode = runCli(process.argv.slice(2), {
  write: (text) => process.stdout.write(text),
  complain: (text) => process.stderr.write(text),
  isTerminal: process.stderr.isTTY,
})
