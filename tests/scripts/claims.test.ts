/** How claims are judged, asked for and kept. */
import { execFileSync } from 'node:child_process'
import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, it } from 'vitest'
import { ALL_CLAIMS } from '../../scripts/claims/allClaims.ts'
import { readArguments } from '../../scripts/claims/arguments.ts'
import { always, median, medianRatio, ofMedians, once, share } from '../../scripts/claims/checks.ts'
import { nameOf } from '../../scripts/claims/claim.ts'
import { judge, measureCheck } from '../../scripts/claims/judge.ts'
import { createLab } from '../../scripts/claims/lab.ts'
import { tableOf } from '../../scripts/claims/table.ts'
import { openTrainedFile } from '../../scripts/claims/trainedFile.ts'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'claims-'))
afterAll(() => rmSync(folder, { recursive: true }))

const lab = createLab()
const judged = (check: Parameters<typeof judge>[0], seeds = [1, 2, 3, 4]) =>
  judge(check, measureCheck(check, { seeds, lab }))

describe('judge(check, rows)', () => {
  // Numbers worked out by hand from the seeds 1, 2, 3, 4.
  it('takes the median, and says how far inside its bound it lies', () => {
    expect(judged(median('seed', (seed) => seed, { atLeast: 2 }))).toEqual({
      ...{ value: 2.5, bound: 'at least 2', margin: 1.25, holds: true },
    })
    expect(judged(median('seed', (seed) => seed, { atMost: 2 }))).toMatchObject({
      ...{ bound: 'at most 2', margin: 0.8, holds: false },
    })
  })
  it('divides medians, not the numbers of a seed', () => {
    const check = medianRatio('', (seed) => [seed ** 2, seed], { atLeast: 2, atMost: 3 })
    expect(judged(check)).toMatchObject({ value: 2.6, bound: '2 to 3', holds: true })
  })
  it('counts seeds, and wants all of them where it says always', () => {
    expect(judged(share('', (seed) => seed > 1, { atLeast: 0.8 }))).toMatchObject({
      ...{ value: 0.75, holds: false },
    })
    expect(judged(always('', (seed) => seed > 0))).toMatchObject({ value: 1, holds: true })
  })
  it('looks at the medians of several places', () => {
    const sum = {
      of: (seed: number) => [seed, 10],
      value: ([a = 0, b = 0]: readonly number[]) => a + b,
    }
    expect(judged(ofMedians('', sum, { atLeast: 12 }))).toMatchObject({ value: 12.5, holds: true })
  })
  it('never lets a number that is none hold', () => {
    expect(judged(once('', () => NaN, { atLeast: 0 })).holds).toBe(false)
    expect(judged(median('', () => NaN, { atMost: 1 })).holds).toBe(false)
  })
})

describe('ALL_CLAIMS', () => {
  it('have something to measure, with a bound, and a place of their own', () => {
    const names = ALL_CLAIMS.map(({ place }) => nameOf(place))
    expect(new Set(names).size).toBe(names.length)
    for (const { claims } of ALL_CLAIMS) {
      for (const { sentence, checks } of claims) {
        expect(checks, sentence).not.toEqual([])
        for (const { atLeast, atMost, measured } of checks) {
          expect(measured).not.toBe('')
          expect(atLeast ?? atMost, `${sentence}: ${measured}`).toBeDefined()
        }
      }
    }
  })
  it('are told in a table with a row for each check', () => {
    const groups = ALL_CLAIMS.slice(0, 2)
    const checks = groups.flatMap(({ claims }) => claims.flatMap((claim) => claim.checks))
    const verdict = { value: 0.5, bound: 'at least 1', margin: 0.5, holds: false }
    const table = tableOf(
      groups,
      checks.map(() => verdict),
    )
    expect(table.split('\n').filter((line) => line.endsWith('| **fails** (×0.5) |'))).toHaveLength(
      checks.length,
    )
  })
})

describe('openTrainedFile(file)', () => {
  it('finds again what was kept, also after a line that was cut off', () => {
    const file = join(folder, 'trained.jsonl')
    openTrainedFile(file).set('one', [1, NaN, 1e-300])
    appendFileSync(file, '["two",[1,')
    const again = openTrainedFile(file)
    expect(again.get('one')).toEqual([1, NaN, 1e-300])
    expect(again.get('two')).toBeUndefined()
    again.set('three', [3])
    expect(openTrainedFile(file).get('three')).toEqual([3])
    expect(openTrainedFile(file, { isFresh: true }).get('one')).toBeUndefined()
  })
})

describe('readArguments(args)', () => {
  it('judges all over 96 seeds unless told otherwise', () => {
    expect(readArguments([])).toEqual({
      ...{ seeds: 96, only: '', processes: 1, isFresh: false, out: null },
    })
  })
  it.each([['0'], ['-1'], ['1.5'], ['many'], ['']])('refuses %j seeds', (text) => {
    expect(() => readArguments([`--seeds=${text}`])).toThrow(`--seeds is “${text}”`)
  })
})

/** Exit status and output of the command, called from a folder of the user's own. */
const call = (...args: string[]): { status: number; output: string } => {
  try {
    const output = execFileSync(
      process.execPath,
      ['--import', 'tsx', join(ROOT, 'scripts/claims.ts'), ...args],
      {
        ...{ cwd: ROOT, encoding: 'utf8', stdio: 'pipe' },
        env: { ...process.env, INIT_CWD: folder },
      },
    )
    return { status: 0, output }
  } catch (error) {
    const { status, stderr } = error as { status: number; stderr: string } // of execFileSync
    return { status, output: stderr }
  }
}

describe('npm run claims', () => {
  it('prints the claims that are asked for, and writes them where the user stands', () => {
    const { status, output } = call('--seeds', '1', '--only', 'slide/law', '--out', 'found.md')
    expect(status).toBe(0)
    expect(output).toContain('1 check over data seeds 1 to 1: all hold.')
    expect(readFileSync(join(folder, 'found.md'), 'utf8')).toContain('## slide/law')
  })
  it('says what is wrong with what it was asked for, and ends with 2', () => {
    const { status, output } = call('--only', 'chapter/none')
    expect(status).toBe(2)
    expect(output).toContain('--only is “chapter/none”; no place has that name.')
  })
})
