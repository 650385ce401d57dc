import { describe, expect, it } from 'vitest'
import { closingLine, countsOf, sum } from '../../scripts/testCounts.mjs'

const report = {
  numPassedTests: 5,
  numFailedTests: 0,
  numPendingTests: 1,
  numTodoTests: 1,
  testResults: [{ status: 'passed', assertionResults: [{}] }],
}

describe('countsOf(report, exitStatus)', () => {
  it('counts passed, failed and skipped tests', () => {
    expect(countsOf(report, 0)).toEqual({ passed: 5, failed: 0, skipped: 2 })
    expect(countsOf({ ...report, numFailedTests: 3 }, 1)).toEqual({
      passed: 5,
      failed: 3,
      skipped: 2,
    })
  })

  it('counts a file that could not be loaded as a failure', () => {
    const testResults = [{ status: 'failed', assertionResults: [] }]
    expect(countsOf({ ...report, testResults }, 1).failed).toBe(1)
  })

  it('counts an error outside every test, and a missing report, as a failure', () => {
    expect(countsOf(report, 1).failed).toBe(1)
    expect(countsOf(report, null).failed).toBe(1)
    expect(countsOf(undefined, 0).failed).toBe(1)
  })
})

describe('closingLine(counts)', () => {
  it('counts all three, also where nothing was skipped', () => {
    const counts = { passed: 5, failed: 1, skipped: 0 }
    expect(closingLine(counts)).toBe('5 passed, 1 failed, 0 skipped')
    expect(closingLine(sum([counts, { passed: 1, failed: 0, skipped: 2 }]))).toBe(
      '6 passed, 1 failed, 2 skipped',
    )
  })
})
