import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { misplaced, projectsOfFiles, testFilesIn } from '../../scripts/checkTestFiles.mjs'

const CONFIG = `export default {
  test: {
    projects: [
      { test: { name: 'one', include: ['tests/a/**/*.test.ts'] } },
      { test: { name: 'two', include: ['tests/{a/both,b}/**/*.test.ts'] } },
    ],
  },
}
`

it('finds files that would never run, and files that would run twice', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'regimes-of-reuse-files-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const write = (file: string, text = ''): void => {
    mkdirSync(path.join(folder, path.dirname(file)), { recursive: true })
    writeFileSync(path.join(folder, file), text)
  }
  write('vitest.config.mjs', CONFIG)
  const right = ['tests/a/x.test.ts', 'tests/b/deep/x.test.ts']
  const twice = 'tests/a/both/x.test.ts'
  const never = ['src/x.test.mjs', 'tests/c/x.test.ts', 'tests/b/x.spec.ts', 'tests/b/x.test.tsx']
  for (const file of [...right, twice, ...never]) write(file)
  // What is no test, and what is not ours.
  for (const file of ['tests/b/latest.ts', 'node_modules/y/x.test.ts', 'dist/x.test.js'])
    write(file)

  const files = testFilesIn(folder)
  expect(files.sort()).toEqual([...right, twice, ...never].sort())
  expect(misplaced(files, await projectsOfFiles(folder)).sort()).toEqual([
    'src/x.test.mjs never runs: no project of vitest.config.ts includes it.',
    'tests/a/both/x.test.ts runs 2 times, in the projects one, two.',
    ...['tests/b/x.spec.ts', 'tests/b/x.test.tsx', 'tests/c/x.test.ts'].map(
      (file) => `${file} never runs: no project of vitest.config.ts includes it.`,
    ),
  ])
})
