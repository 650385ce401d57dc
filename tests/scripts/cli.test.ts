import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import cases from '../fixtures/diagonalLimits.json'
import { createCliFolder } from './cliFolder.ts'

const { at, fileOf, call } = createCliFolder()

const one = cases[0]
const network = {
  X: one?.X,
  y: one?.y,
  wPlus: one?.w_plus,
  wMinus: one?.w_minus,
  vPlus: one?.w_plus.map(() => one.gamma),
  vMinus: one?.w_plus.map(() => one.gamma),
}

interface Answer {
  beta: number[]
  iterations: number
  potential: number
  status: string
}

const answerOf = (output: string): Answer => JSON.parse(output) as Answer // what the tests check

const distance = (actual: number[], expected: number[]): number =>
  Math.max(...expected.map((value, d) => Math.abs(value - (actual[d] ?? NaN))))

describe('runCli(endpoint | flow | group-lasso | penalties)', () => {
  it('endpoint prints β, steps, potential and status', () => {
    const { status, output } = call(['endpoint', fileOf(network)])
    expect(status).toBe(0)
    const answer = answerOf(output)
    expect(distance(answer.beta, one?.finetune_limit ?? [])).toBeLessThan(1e-12)
    expect(answer.iterations).toBeGreaterThan(0)
    expect(answer.potential).toBeGreaterThan(0)
    expect(answer.status).toBe('interpolates')
  })

  it('flow prints β for each of the times, in their order', () => {
    const times = [10, 0.1, 1000]
    const { output } = call(['flow', fileOf({ ...network, times })])
    const answer = JSON.parse(output) as { times: number[]; beta: number[][] }
    expect(answer.times).toEqual(times)
    times.forEach((time, index) => {
      const expected = one?.finetune_flow[one.times.indexOf(time)] ?? []
      expect(distance(answer.beta[index] ?? [], expected)).toBeLessThan(1e-5)
    })
  })

  it('group-lasso prints a β that fits', () => {
    const { X, y } = network
    const { output } = call(['group-lasso', fileOf({ X, y, betaAux: one?.beta_aux })])
    const { beta } = answerOf(output)
    const fitted = X?.map((row) => row.reduce((sum, x, d) => sum + x * (beta[d] ?? 0), 0)) ?? []
    expect(distance(fitted, y ?? [])).toBeLessThan(1e-12)
  })

  it('penalties prints one entry per pair and one ReLU penalty per correlation', () => {
    const input = { pairs: [{ beta: 1, aux: 1 }], correlations: [1, 0] }
    const { output } = call(['penalties', fileOf(input)])
    const { pairs } = JSON.parse(output) as { pairs: Record<string, number | number[]>[] }
    const [pair] = pairs
    // q(1, 1) = 1 − √2 + asinh 1; m(1, 1) = √2 − 1; for ρ = 0 the ReLU penalty is 2|β| + |β_aux|.
    expect(pair?.finetune).toBeCloseTo(1 - Math.SQRT2 + Math.asinh(1), 12)
    expect(pair?.multitask).toBeCloseTo(Math.SQRT2 - 1, 12)
    expect((pair?.relu as number[] | undefined)?.[1]).toBeCloseTo(3, 12)
  })

  it('help explains the commands', () => {
    expect(call(['--help'])).toMatchObject({ status: 0 })
    expect(call(['--help']).output).toContain('sweep FILE --csv OUT')
  })
})

describe('runCli(…) with wrong input', () => {
  const pair = { pairs: [{ beta: 1, aux: 1 }], correlations: [2] }
  it.each([
    ['a missing field', 'endpoint', { ...network, wPlus: undefined }, 'wPlus is missing.'],
    ['a row that is too short', 'endpoint', { ...network, X: [[1, 2], [3]] }, 'X[1] has 1 entries'],
    ['an empty X', 'endpoint', { ...network, X: [] }, 'X must have'],
    ['a y of another length', 'endpoint', { ...network, y: [1] }, 'y has 1 entries'],
    ['text for a number', 'endpoint', { ...network, vPlus: ['a'] }, 'vPlus has 1 entries'],
    ['a number beyond all numbers', 'endpoint', '{"X":[[1e999]],"y":[1]}', 'X[0][0] is Infinity'],
    ['a null in y', 'flow', { ...network, y: one?.y.map(() => null) }, 'y[0] is null'],
    ['a negative time', 'flow', { ...network, times: [-1] }, 'times[0] is -1'],
    ['no times', 'flow', network, 'times is missing.'],
    ['a correlation above 1', 'penalties', pair, 'correlations[0] is 2'],
    [
      'a pair that is no object',
      'penalties',
      { ...pair, correlations: [], pairs: [1] },
      'pairs[0]',
    ],
    ['a list for an object', 'endpoint', [], 'must hold one JSON object'],
    ['no JSON', 'endpoint', '{', 'is not JSON'],
  ])('%s: exit status 2, one sentence, no output', (...[, command, input, words]) => {
    const { status, output, complaint } = call([command, fileOf(input)])
    expect({ status, output }).toEqual({ status: 2, output: '' })
    expect(complaint).toContain(words)
    expect(complaint.trimEnd()).not.toContain('\n')
  })

  it('an unknown command, a missing file and a missing --csv', () => {
    expect(call(['fly', 'x'])).toMatchObject({ status: 2, output: '' })
    expect(call([]).complaint).toContain('COMMAND')
    expect(call(['flow']).complaint).toContain('FILE is missing')
    expect(call(['flow', at('none')]).complaint).toContain('cannot be read')
    expect(call(['flow', fileOf(network), 'more']).complaint).toContain('“more”')
    expect(call(['sweep', fileOf({})]).complaint).toContain('--csv OUT')
  })
})

const SWEEP = {
  base: { inputDim: 50, auxActive: 5, auxSamples: 60, mainSamples: 8, stepLimit: 400 },
  sweep: { rescale: [1, 0.01], overlap: [0, 3] },
  seeds: [1, 2],
}

const linesOf = (file: string): string[] => readFileSync(file, 'utf8').trimEnd().split('\n')

describe('runCli(sweep)', () => {
  const output = (): string => at('out.csv')
  const sweep = (input: unknown = SWEEP, options = {}) =>
    call(['sweep', fileOf(input), '--csv', output()], options)

  it('writes one row per run, with every setting and the losses', () => {
    expect(sweep()).toEqual({ status: 0, output: '', complaint: '' })
    const [header = '', ...rows] = linesOf(output())
    expect(rows).toHaveLength(2 * 4 * 3)
    const names = header.split(',')
    const entries = rows.map((row) => {
      const cells = row.split(',')
      expect(cells).toHaveLength(names.length)
      return Object.fromEntries(names.map((name, index) => [name, cells[index] ?? '']))
    })
    for (const entry of entries) {
      expect(Number(entry.bestLoss)).toBeLessThanOrEqual(Number(entry.finalLoss))
      expect(Number(entry.bestLoss)).toBeLessThanOrEqual(Number(entry.bestLossUntilStop))
      expect(Number(entry.relativeFinalLoss)).toBeGreaterThan(0)
      expect(entry.inputDim).toBe('50')
      const count = entry.solver === 'exact' ? entry.iterations : entry.steps
      expect(Number(count)).toBeGreaterThan(0)
    }
    expect(new Set(entries.map((entry) => entry.method))).toEqual(
      new Set(['singleTask', 'multiTask', 'finetune']),
    )
  })

  it('goes on where it was cut off, in the middle of a line too, and gives the same file', () => {
    sweep()
    const whole = readFileSync(output(), 'utf8')
    for (const length of [10, whole.length / 3, whole.lastIndexOf('\n')].map(Math.floor)) {
      writeFileSync(output(), whole.slice(0, length))
      expect(sweep().status).toBe(0)
      expect(readFileSync(output(), 'utf8')).toBe(whole)
    }
  }, 20_000)

  it('shows its progress on a terminal only', () => {
    const small = { ...SWEEP, sweep: { rescale: [1] }, seeds: [1] }
    expect(sweep(small, { isTerminal: true }).complaint).toContain('3/3 runs')
  })

  it('solves the probes and trains the rest', () => {
    const methods = ['singleTaskProbe', 'finetuneProbe', 'probeThenFinetune']
    sweep({ base: { ...SWEEP.base, methods }, sweep: { rescale: [1] } })
    const solvers = linesOf(output())
      .slice(1)
      .map((row) => row.includes(',exact,'))
    expect(solvers).toEqual([true, true, false])
  })

  it.each([
    ['a setting that does not exist', { ...SWEEP, base: { depth: 2 } }, 'base.depth'],
    ['a setting out of range', { ...SWEEP, base: { inputDim: 7 } }, 'inputDim is “7”'],
    ['a swept value out of range', { ...SWEEP, sweep: { rescale: [99] } }, 'rescale is “99”'],
    ['counts that do not fit', { base: {}, sweep: { overlap: [9] } }, 'overlap is 9'],
    ['no swept control', { base: {} }, 'sweep is missing'],
    ['three swept controls', { sweep: { rescale: [1], overlap: [1], stopLoss: [1e-7] } }, 'sweep'],
    ['a control that cannot be swept', { sweep: { methods: ['singleTask'] } }, 'sweep.methods'],
    ['an empty list of values', { sweep: { rescale: [] } }, 'sweep.rescale'],
    ['a seed that is no number', { ...SWEEP, seeds: ['a'] }, 'seeds[0]'],
    ['a seed out of range', { ...SWEEP, seeds: [-1] }, 'seeds[0] is -1'],
    ['no seeds', { ...SWEEP, seeds: [] }, 'seeds must'],
    ['a field that a sweep does not have', { ...SWEEP, seed: 1 }, 'seed is no field'],
    [
      'a readout that would not be used',
      { ...SWEEP, base: { readoutInit: 1 } },
      'base.readoutInit',
    ],
    [
      'a swept readout that would not be used',
      { sweep: { readoutInit: [1] } },
      'sweep.readoutInit',
    ],
    ['unknown entries', { ...SWEEP, base: { auxEntries: 'k' } }, 'base.auxEntries is “"k"”'],
    ['too few steps of pretraining', { ...SWEEP, base: { pretraining: 3 } }, 'base.pretraining is'],
    [
      'a number beyond all numbers',
      '{"sweep":{"rescale":[1e999]}}',
      'sweep.rescale[0] is Infinity',
    ],
    ['such a setting', '{"base":{"initScale":1e999},"sweep":{}}', 'base.initScale is Infinity'],
  ])('%s: exit status 2, one sentence, nothing written', (_, input, words) => {
    const { status, complaint } = sweep(input)
    expect(status).toBe(2)
    expect(complaint).toContain(words)
    expect(complaint.trimEnd()).not.toContain('\n')
    expect(existsSync(output())).toBe(false)
  })

  it('leaves a file alone that belongs to something else', () => {
    writeFileSync(output(), 'my diary\n')
    expect(sweep()).toMatchObject({ status: 2 })
    expect(readFileSync(output(), 'utf8')).toBe('my diary\n')
    expect(call(['sweep', fileOf(SWEEP), '--csv', at('no/out.csv')]).status).toBe(2)
  })
})
