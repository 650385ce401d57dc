/** Inputs at the edge of what the commands can answer: finite numbers, or null with a reason. */
import { describe, expect, it } from 'vitest'
import { createCliFolder } from './cliFolder.ts'

const { answer, call, fileOf } = createCliFolder()

const X = [
  [1, 2, 0, -1],
  [0, 1, 3, 1],
]
const y = [1, -2]

const weights = (plus: readonly number[], minus = plus) => ({
  wPlus: plus,
  wMinus: minus,
  vPlus: plus,
  vMinus: minus,
})

const small = [0.1, 0.1, 0.1, 0.1]

interface End {
  beta: number[] | null
  potential?: number | null
  residual: number | null
  status: string
  reason?: string
}

/** What the tests check. */
const endOf = (input: object, command = 'endpoint'): End =>
  answer(command, { X, y, ...input }) as End

const followed = (input: object): number[][] =>
  (answer('flow', { X, y, ...input }) as { beta: number[][] }).beta

describe('runCli(endpoint | flow) from weights of 0', () => {
  it('a network that cannot move stays at 0, at its end and at every time', () => {
    const start = weights([0, 0, 0, 0])
    expect(endOf(start)).toMatchObject({
      beta: [0, 0, 0, 0],
      potential: 0,
      status: 'leastSquares',
      residual: 2, // |y| at β = 0
    })
    expect(followed({ ...start, times: [0, 1e9] })).toEqual([
      [0, 0, 0, 0],
      [0, 0, 0, 0],
    ])
  })

  it('features that cannot move keep β = 0, and the others fit as well as they can', () => {
    // Only the first feature moves: least squares of x = (1, 0) and y = (1, −2) is 1.
    const start = weights([0.1, 0, 0, 0])
    const { beta, status, residual } = endOf(start)
    expect(status).toBe('leastSquares')
    expect(beta?.slice(1)).toEqual([0, 0, 0])
    expect(beta?.[0]).toBeCloseTo(1, 12)
    expect(residual).toBeCloseTo(2, 12)
    expect(followed({ ...start, times: [1e6] })[0]?.[0]).toBeCloseTo(1, 6)
  })

  it('says that no end was found where coefficients can only be positive and none fits', () => {
    const positive = { wPlus: [1, 1], vPlus: [1, 1], wMinus: [0, 0], vMinus: [0, 0] }
    const end = endOf({ X: [[1, 1]], y: [-1], ...positive })
    expect(end).toMatchObject({ beta: null, potential: null, residual: null, status: 'stalled' })
    expect(end.reason).toContain('only one sign')
  })
})

describe('runCli(endpoint | flow | group-lasso) on any scale', () => {
  it.each([2 ** -200, 2 ** -40, 2 ** 40, 2 ** 200])('X and y times %f keep β', (scale) => {
    const scaled = {
      X: X.map((row) => row.map((value) => value * scale)),
      y: y.map((value) => value * scale),
    }
    const betaAux = [1, 0, 0, 1]
    expect(endOf({ ...weights(small), ...scaled }).beta).toEqual(endOf(weights(small)).beta)
    expect(answer('group-lasso', { ...scaled, betaAux })).toMatchObject({
      beta: endOf({ betaAux }, 'group-lasso').beta,
      status: 'interpolates',
    })
  })

  it('the trajectory of X and y times s is s² times as fast', () => {
    const scaled = { X: X.map((row) => row.map((v) => v * 4)), y: y.map((v) => v * 4) }
    const slow = followed({ ...weights(small), times: [0.16, 1.6] })
    const fast = { ...scaled, ...weights(small), times: [0.01, 0.1] }
    expect(followed(fast)).toEqual(slow)
  })

  it('rows that contradict each other leave their least squares', () => {
    const doubled = { X: [...X, [1, 2, 0, -1]], y: [...y, 3] }
    // The first and the third row ask for 1 and 3: 2 is in the middle, 1 away from both.
    expect(endOf({ ...doubled, ...weights(small) }).residual).toBeCloseTo(1, 9)
    const answered = endOf({ ...doubled, betaAux: [0, 0, 0, 0] }, 'group-lasso')
    expect(answered.status).toBe('leastSquares')
    expect(answered.residual).toBeCloseTo(1, 9)
  })

  it('weights too large for the trajectory: one sentence', () => {
    const huge = weights([1e100, 1e100, 1e100, 1e100])
    const { status, output, complaint } = call(['flow', fileOf({ X, y, ...huge, times: [1] })])
    expect({ status, output }).toEqual({ status: 2, output: '' })
    expect(complaint).toMatch(/^times cannot all be reached: [^\n]*\.\n$/)
  })

  it('probe that is neither true nor false: one sentence', () => {
    const { status, complaint } = call(['endpoint', fileOf({ X, y, ...weights(small), probe: 1 })])
    expect({ status, complaint }).toEqual({
      status: 2,
      complaint: 'probe is 1, but must be true or false.\n',
    })
  })
})

describe('runCli(endpoint) with rows and weights of extreme size', () => {
  it('a row ten decades smaller than another is fitted as well', () => {
    // tests/theory/solvers/gradedRows.test.ts compares with exact solutions.
    const scaled = { X: [X[0], X[1]?.map((v) => v * 2 ** -33)], y: [y[0], (y[1] ?? 0) * 2 ** -33] }
    const { beta, status } = endOf({ ...scaled, ...weights(small) })
    const alike = endOf(weights(small)).beta ?? []
    expect(status).toBe('interpolates')
    alike.forEach((value, d) => expect(beta?.[d]).toBeCloseTo(value, 12))
  })

  it('weights whose squares underflow: the reason says so', () => {
    const { status, reason } = endOf(weights([1e-160, 1e-160, 1e-160, 1e-160]))
    expect(status).toBe('stalled')
    expect(reason).toContain('underflow')
    expect(reason).not.toContain('exactly 0')
  })
})

describe('runCli(group-lasso) where coefficients are exactly 0', () => {
  it('of near copies one takes all; of copies too, and it says that there are others', () => {
    // Σ|β| with 0.999999 β₁ + β₂ = 1 is smallest at (0, 1).
    const near = { X: [[0.999999, 1]], y: [1], betaAux: [0, 0] }
    expect(answer('group-lasso', near)).toEqual({
      ...{ beta: [0, 1], residual: 0, status: 'interpolates', unique: true },
    })
    expect(answer('group-lasso', { ...near, X: [[1, 1]] })).toMatchObject({
      ...{ status: 'interpolates', unique: false },
    })
  })
})

describe('runCli(penalties) over all sizes', () => {
  const sizes = [0, 1e-70, 1e-20, 1, 1e20, 1e70]
  const pairs = sizes.flatMap((beta) => sizes.map((aux) => ({ beta: -beta, aux })))

  it('gives finite numbers, and null only for finetuning from 0, with the reason', () => {
    const result = answer('penalties', { pairs, correlations: [-1, 0, 0.5, 1] }) as {
      pairs: Record<string, unknown>[]
    }
    for (const { beta, aux, finetune, relu, reason, ...others } of result.pairs) {
      const isInfinite = aux === 0 && beta !== 0
      expect(finetune === null).toBe(isInfinite)
      expect(reason !== undefined).toBe(isInfinite)
      for (const value of [...Object.values(others), ...(relu as unknown[])]) {
        expect(value).toEqual(expect.any(Number))
      }
    }
  })

  it('a size that would overflow: one sentence', () => {
    const input = { pairs: [{ beta: 1e80, aux: 1 }], correlations: [] }
    const { status, complaint } = call(['penalties', fileOf(input)])
    expect({ status, complaint }).toEqual({
      status: 2,
      complaint: 'pairs[0].beta is 1e+80, but must be 0 or of a size from 1e-70 to 1e+70.\n',
    })
  })
})
