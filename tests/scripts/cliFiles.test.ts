/** Files, folders and pipes of every kind, as input and as output. */
import { spawnSync } from 'node:child_process'
import {
  mkdirSync,
  readFileSync,
  truncateSync,
  writeFileSync,
  existsSync,
  symlinkSync,
} from 'node:fs'
import { hostname } from 'node:os'
import path from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { userFolder } from '../../scripts/userFolder.mjs'
import { createCliFolder } from './cliFolder.ts'

const { at, fileOf, call } = createCliFolder()

const weights = [0.1, 0.1]
const NETWORK = {
  ...{ X: [[1, 2]], y: [1] },
  ...{ wPlus: weights, wMinus: weights, vPlus: weights, vMinus: weights },
}
const SWEEP = {
  base: { inputDim: 50, auxActive: 5, auxSamples: 60, mainSamples: 8, methods: ['singleTask'] },
  sweep: { rescale: [1, 0.1] },
}

/** One sentence on one line. */
const SENTENCE = /^[^\n]+\.\n$/

afterEach(() => {
  vi.unstubAllEnvs()
})

describe('userFolder(variables, folder)', () => {
  const root = path.resolve(import.meta.dirname, '../..')

  it('is where npm was called, where npm has moved us to the package', () => {
    expect(userFolder({ INIT_CWD: '/home/me' }, root)).toBe('/home/me')
  })

  it('is where we stand, where npm has not', () => {
    expect(userFolder({}, root)).toBe(root)
    expect(userFolder({ INIT_CWD: '/home/me' }, '/home/you')).toBe('/home/you')
  })
})

describe('runCli(…) with paths', () => {
  it('they begin at the folder that the user stands in', () => {
    const folder = path.dirname(fileOf(NETWORK))
    vi.stubEnv('INIT_CWD', folder)
    vi.spyOn(process, 'cwd').mockReturnValue(path.resolve(import.meta.dirname, '../..'))
    expect(call(['endpoint', 'input.json'])).toMatchObject({ status: 0, complaint: '' })
    fileOf(SWEEP, 'sweep.json')
    expect(call(['sweep', './sweep.json', '--csv', 'out.csv'])).toMatchObject({ status: 0 })
    expect(existsSync(at('out.csv'))).toBe(true)
    vi.restoreAllMocks()
  })

  it.each([
    ['a folder', () => mkdirSync(at('x')), 'x', 'it is a folder'],
    ['nothing', () => undefined, 'none', 'there is no such file or folder'],
    ['a file as a folder', () => fileOf({}), 'input.json/x', 'a part of its path is no folder'],
    ['links in a circle', () => symlinkSync(at('x'), at('x')), 'x', 'its links lead in a circle'],
  ])('FILE is %s: exit status 2, one sentence', (...[, prepare, name, words]) => {
    prepare()
    const { status, output, complaint } = call(['endpoint', at(name)])
    expect({ status, output }).toEqual({ status: 2, output: '' })
    expect(complaint).toMatch(SENTENCE)
    expect(complaint).toContain(`cannot be read: ${words}`)
  })

  it('FILE is larger than what is read: exit status 2, one sentence', () => {
    truncateSync(fileOf(''), 2 ** 28) // a file of holes
    const { status, complaint } = call(['flow', at('input.json')])
    expect(status).toBe(2)
    expect(complaint).toMatch(/is too large: at most 128 MB are read\.\n$/)
  })

  it('FILE with nothing but white space, and with a byte order mark', () => {
    expect(call(['flow', fileOf(' \n')]).complaint).toMatch(/ is not JSON: it is empty\.\n$/)
    const marked = call(['endpoint', fileOf(`\uFEFF${JSON.stringify(NETWORK)}`)])
    expect(marked).toEqual(call(['endpoint', fileOf(NETWORK)]))
    expect(marked.status).toBe(0)
  })
})

describe('runCli(sweep) with equal values', () => {
  it.each([
    ['of a control', '"sweep": {"rescale": [0.1, 1, 1e-1]}', 'sweep.rescale[2] is 0.1 again, as'],
    ['written with another zero', '"sweep": {"rescale": [0.1, 0.10]}', 'sweep.rescale[1] is 0.1'],
    ['of two zeros', '"sweep": {"labelNoise": [0, -0]}', 'sweep.labelNoise[1] is 0 again'],
    [
      'of seeds',
      '"sweep": {"rescale": [1]}, "seeds": [1, 2, 1.0]',
      'seeds[2] is 1 again, as seeds[0]',
    ],
    [
      'of methods',
      '"base": {"methods": ["finetune", "finetune"]}, "sweep": {"rescale": [1]}',
      'each once',
    ],
  ])('%s: exit status 2, one sentence, nothing written', (_, fields, words) => {
    const { status, complaint } = call(['sweep', fileOf(`{${fields}}`), '--csv', at('out.csv')])
    expect(status).toBe(2)
    expect(complaint).toContain(words)
    expect(complaint).toMatch(SENTENCE)
    expect(existsSync(at('out.csv'))).toBe(false)
  })
})

describe('runCli(sweep) with OUT', () => {
  const sweep = (output: string) => call(['sweep', fileOf(SWEEP), '--csv', output])

  it('“-”: the whole table on standard output, as a file would hold it', () => {
    sweep(at('out.csv'))
    const { status, output, complaint } = sweep('-')
    expect({ status, complaint }).toEqual({ status: 0, complaint: '' })
    expect(output).toBe(readFileSync(at('out.csv'), 'utf8'))
    expect(existsSync(at('out.csv.lock'))).toBe(false)
  })

  it('a folder, or in a folder that does not exist: exit status 2, one sentence', () => {
    mkdirSync(at('x'))
    for (const [name, words] of [
      ['x', 'it is a folder'],
      ['no/out.csv', 'there is no such file or folder'],
    ] as const) {
      const { status, complaint } = sweep(at(name))
      expect(status).toBe(2)
      expect(complaint).toContain(words)
      expect(complaint).toMatch(SENTENCE)
    }
    expect(existsSync(at('x.lock'))).toBe(false)
  })

  it.skipIf(process.platform !== 'linux')('a full device: exit status 1, one sentence', () => {
    expect(sweep('/dev/full')).toEqual({
      status: 1,
      output: '',
      complaint: 'OUT “/dev/full” cannot be written: no space is left on the device.\n',
    })
  })

  it.skipIf(process.platform === 'win32')('a pipe that nobody reads: no waiting for ever', () => {
    spawnSync('sh', ['-c', 'mkfifo "$0"', at('pipe')])
    const { status, complaint } = sweep(at('pipe'))
    expect(status).toBe(2)
    expect(complaint).toMatch(/ cannot be written: nobody reads from this pipe\.\n$/)
  })

  it('a table whose rows have lost cells is left alone, and the line is named', () => {
    sweep(at('out.csv'))
    const [header = '', first = ''] = readFileSync(at('out.csv'), 'utf8').split('\n')
    const torn = `${header}\n${first.slice(0, first.lastIndexOf(','))}\n`
    writeFileSync(at('out.csv'), torn)
    const { status, complaint } = sweep(at('out.csv'))
    expect(status).toBe(2)
    expect(complaint).toContain('(line 2)')
    expect(readFileSync(at('out.csv'), 'utf8')).toBe(torn)
  })
})

describe('runCli(sweep) with a lock beside OUT', () => {
  const sweep = () => call(['sweep', fileOf(SWEEP), '--csv', at('out.csv')])
  const lockBy = (pid: number, host = hostname()) =>
    fileOf(JSON.stringify({ pid, host, born: '' }), 'out.csv.lock')

  it('of a process that runs: exit status 1, one sentence, nothing written', () => {
    lockBy(process.ppid)
    const { status, complaint } = sweep()
    expect(status).toBe(1)
    expect(complaint).toMatch(SENTENCE)
    expect(complaint).toContain(`is in use: another call (process ${process.ppid})`)
    expect(existsSync(at('out.csv'))).toBe(false)
    expect(existsSync(at('out.csv.lock'))).toBe(true)
  })

  it('of a process that has ended: it is taken over, and removed at the end', () => {
    const { pid } = spawnSync(process.execPath, ['-e', ''])
    lockBy(pid)
    expect(sweep()).toMatchObject({ status: 0, complaint: '' })
    expect(existsSync(at('out.csv.lock'))).toBe(false)
  })

  it.skipIf(process.platform !== 'linux')(
    'of a process whose number another one has by now: it is taken over',
    () => {
      const stale = { pid: process.ppid, host: hostname(), born: '1' }
      fileOf(JSON.stringify(stale), 'out.csv.lock')
      expect(sweep()).toMatchObject({ status: 0 })
    },
  )

  it('of another machine: the sentence says what to do', () => {
    const lock = lockBy(process.pid, 'elsewhere')
    const { status, complaint } = sweep()
    expect(status).toBe(1)
    expect(complaint).toContain(`on elsewhere (process ${process.pid})`)
    expect(complaint).toContain(`remove ${lock}`)
  })
})
