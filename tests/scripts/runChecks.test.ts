import { describe, expect, it } from 'vitest'
import { checksIn, runChecks } from '../../scripts/runChecks.mjs'

describe('checksIn(scripts)', () => {
  it('lists every check, and builds right before the size is measured', () => {
    const scripts = { 'check:size': '', dev: '', 'check:types': '', check: '', 'check:new': '' }
    expect(checksIn(scripts)).toEqual(['check:types', 'check:new', 'build', 'check:size'])
  })
})

describe('runChecks(options)', () => {
  it('goes on after a failure, and prints the output of failures only', async () => {
    const printed: string[] = []
    const counts = await runChecks({
      checks: ['one', 'two', 'three'],
      run: (check) => Promise.resolve({ passed: check !== 'two', output: `output of ${check}\n` }),
      print: (text) => printed.push(text),
    })
    expect(counts).toEqual({ passed: 2, failed: 1 })
    expect(printed).toEqual([
      expect.stringMatching(/^pass {2}one +\d+\.\d s$/),
      expect.stringMatching(/^FAIL {2}two +\d+\.\d s$/),
      'output of two',
      expect.stringMatching(/^pass {2}three +\d+\.\d s$/),
    ])
  })

  it('begins with the longest, and tells of it last', async () => {
    const begun: string[] = []
    const printed: string[] = []
    await runChecks({
      checks: ['one', 'check:lint', 'two'],
      run: (check) => {
        begun.push(check)
        return Promise.resolve({ passed: true, output: '' })
      },
      print: (text) => printed.push(text.slice(6, 16).trim()),
    })
    expect(begun).toEqual(['check:lint', 'one', 'two'])
    expect(printed).toEqual(['one', 'two', 'check:lint'])
  })
})
