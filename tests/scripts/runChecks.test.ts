import { describe, expect, it } from 'vitest'
import { checksIn, runChecks, startChecks } from '../../scripts/runChecks.mjs'

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

  it('begins with the longest, and runs the others beside it', async () => {
    const begun: string[] = []
    const printed: string[] = []
    let endLongest = (): void => undefined
    const { longest, quick } = startChecks({
      checks: ['one', 'check:format', 'two'],
      run: async (check) => {
        begun.push(check)
        if (check === 'check:format') await new Promise<void>((resolve) => (endLongest = resolve))
        return { passed: check !== 'two', output: '' }
      },
      print: (text) => printed.push(text.slice(6, 18).trim()),
    })
    expect(await quick).toEqual({ passed: 1, failed: 1 })
    expect(begun).toEqual(['check:format', 'one', 'two'])
    endLongest()
    expect(await longest).toEqual({ passed: 1, failed: 0 })
    expect(printed.filter((line) => line !== '')).toEqual(['one', 'two', 'check:format'])
  })
})
