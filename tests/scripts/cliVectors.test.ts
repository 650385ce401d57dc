/**
 * The command line against the numbers of other programs (see theory/solvers/vectors.test.ts), as a
 * stranger would call it: wPlus and wMinus are what they are when finetuning starts, already
 * rescaled; vPlus and vMinus are γ.
 */
import { describe, expect, it } from 'vitest'
import limits from '../fixtures/diagonalLimits.json'
import vectors from '../fixtures/solverVectors.json'
import { createCliFolder } from './cliFolder.ts'

const { answer } = createCliFolder()

type Case = (typeof limits)[number]

/** The largest difference, as a share of the largest expected entry. */
const distance = (actual: readonly number[], expected: readonly number[]): number =>
  Math.max(...expected.map((value, d) => Math.abs(value - (actual[d] ?? NaN)))) /
  Math.max(...expected.map(Math.abs))

const finetuned = ({ X, y, w_plus, w_minus, gamma, D }: Case) => {
  const readout = new Array<number>(D).fill(gamma)
  return { X, y, wPlus: w_plus, wMinus: w_minus, vPlus: readout, vMinus: readout }
}

const fresh = ({ X, y, alpha, D }: Case) => {
  const weights = new Array<number>(D).fill(alpha)
  return { X, y, wPlus: weights, wMinus: weights, vPlus: weights, vMinus: weights }
}

interface End {
  beta: number[]
  potential: number
  status: string
}

/** What the tests check. */
const endOf = (command: string, input: object): End => answer(command, input) as End

describe.each(limits.map((one, index) => ({ name: `case ${index + 1}`, one, index })))(
  'runCli(…) on $name',
  ({ one, index }) => {
    it('endpoint: finetuned, from scratch and probing to 1e-8, the potential to 1e-9', () => {
      const end = endOf('endpoint', finetuned(one))
      expect(end.status).toBe('interpolates')
      expect(distance(end.beta, one.finetune_limit)).toBeLessThan(1e-8)
      const expected = vectors.diagonal[index]?.finetune_potential ?? NaN
      expect(Math.abs(end.potential / expected - 1)).toBeLessThan(1e-9)
      const { beta } = endOf('endpoint', fresh(one))
      expect(distance(beta, one.single_task_limit)).toBeLessThan(1e-8)
      const probed = endOf('endpoint', { ...finetuned(one), probe: true })
      expect(distance(probed.beta, one.linear_probe_limit)).toBeLessThan(1e-8)
    })

    it('flow: every time to 1e-5', () => {
      const input = { ...finetuned(one), times: one.times }
      const { beta } = answer('flow', input) as { beta: number[][] }
      expect(beta).toHaveLength(one.finetune_flow.length)
      one.finetune_flow.forEach((expected, at) => {
        expect(distance(beta[at] ?? [], expected)).toBeLessThan(1e-5)
      })
    })

    it('group-lasso: to 1e-8', () => {
      const { beta } = endOf('group-lasso', { X: one.X, y: one.y, betaAux: one.beta_aux })
      expect(distance(beta, vectors.diagonal[index]?.group_lasso ?? [])).toBeLessThan(1e-8)
    })
  },
)

describe('runCli(penalties)', () => {
  it('has every penalty, order and dependence to 1e-10', () => {
    const correlations = [1, 0.99, 0.9, 0, -0.5]
    const pairs = vectors.penalties.map(({ beta, aux }) => ({ beta, aux }))
    const result = answer('penalties', { pairs, correlations }) as {
      pairs: typeof vectors.penalties
    }
    vectors.penalties.forEach((expected, at) => {
      const { relu, ...numbers } = expected
      const actual = result.pairs[at]
      for (const name of Object.keys(numbers) as (keyof typeof numbers)[]) {
        expect(Math.abs((actual?.[name] ?? NaN) / numbers[name] - 1)).toBeLessThan(1e-10)
      }
      relu.forEach((value, index) => {
        expect(Math.abs((actual?.relu[index] ?? NaN) / value - 1)).toBeLessThan(1e-10)
      })
    })
  })
})
