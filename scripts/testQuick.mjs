/**
 * `npm run test:quick`: the unit tests of what has changed since the branch left `main`, committed or
 * not, and of all that imports it. No browser, and none of the files that train over many seeds.
 */
import { spawnSync } from 'node:child_process'
import path from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))

/** Each takes as long as a hundred others; `npm test` runs them. */
const LONG = [
  'tests/chapters/claims*.test.ts',
  'tests/theory/*Claims.test.ts',
  'tests/protocol/{pageLinks,linkProperties}.test.ts',
  'tests/kernels/{compiled,reluKernel,rowThreads}.test.ts',
  'tests/worker/{exercises,slideClaims}.test.ts',
]

/** Where this work began: the last commit that it shares with main, or the last one there is. */
const base = () => {
  for (const branch of ['main', 'origin/main']) {
    const { status, stdout } = spawnSync('git', ['merge-base', 'HEAD', branch], { cwd: root })
    if (status === 0) return stdout.toString().trim()
  }
  return 'HEAD'
}

const { status } = spawnSync(
  process.execPath,
  [
    path.join(root, 'node_modules/vitest/vitest.mjs'),
    'run',
    ...['pure', 'apart', 'dom'].flatMap((project) => ['--project', project]),
    ...LONG.flatMap((files) => ['--exclude', files]),
    `--changed=${base()}`,
    '--passWithNoTests',
  ],
  { cwd: root, stdio: 'inherit' },
)
process.exitCode = status ?? 1
