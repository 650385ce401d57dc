/**
 * The solvers against numbers of other programs. diagonalLimits.json and, in solverVectors.json, the
 * potentials and group norms: numpy and scipy, float64 (see exactLimits.test.ts). The penalties:
 * their formulas in 60-digit arithmetic (mpmath), because in float64 the formulas as they are
 * written lose up to ten digits where β ≪ β_aux.
 */
import { describe, expect, it } from 'vitest'
import { solveEndPoint } from '../../../src/theory/solvers/endPoint.ts'
import { solveFlow, solveProbeFlow } from '../../../src/theory/solvers/flow.ts'
import { solveGroupLasso } from '../../../src/theory/solvers/groupLasso.ts'
import type { NetworkWeights } from '../../../src/theory/solvers/growth.ts'
import { solveLinearProbe } from '../../../src/theory/solvers/linearProbe.ts'
import { finetunePenalty, multiTaskPenalty } from '../../../src/theory/solvers/penalties.ts'
import type { RegressionData } from '../../../src/theory/tasks.ts'
import limits from '../../fixtures/diagonalLimits.json'
import vectors from '../../fixtures/solverVectors.json'

type Case = (typeof limits)[number]

const dataOf = ({ n, X, y }: Case): RegressionData => ({
  rows: n,
  inputs: Float64Array.from(X.flat()),
  targets: Float64Array.from(y),
})

const uniform = ({ D }: Case, value: number): Float64Array => new Float64Array(D).fill(value)

/** The network when finetuning starts. */
const finetuned = (one: Case): NetworkWeights => ({
  wPlus: Float64Array.from(one.w_plus),
  wMinus: Float64Array.from(one.w_minus),
  vPlus: uniform(one, one.gamma),
  vMinus: uniform(one, one.gamma),
})

const fresh = (one: Case): NetworkWeights => {
  const value = uniform(one, one.alpha)
  return { wPlus: value, wMinus: value, vPlus: value, vMinus: value }
}

/** The largest difference, as a share of the largest expected entry. */
const distance = (actual: ArrayLike<number>, expected: readonly number[]): number => {
  const largest = Math.max(...expected.map(Math.abs))
  return Math.max(...expected.map((value, d) => Math.abs(value - (actual[d] ?? NaN)))) / largest
}

describe.each(limits.map((one, index) => ({ name: `case ${index + 1}`, index, one })))(
  '$name',
  ({ one, index }) => {
    const data = dataOf(one)

    it('solveEndPoint(data, weights) ends where numpy does, finetuned and from scratch', () => {
      expect(distance(solveEndPoint(data, finetuned(one)).beta, one.finetune_limit)).toBeLessThan(
        1e-8,
      )
      expect(distance(solveEndPoint(data, fresh(one)).beta, one.single_task_limit)).toBeLessThan(
        1e-8,
      )
    })

    it('its potential is Σ Q_d to 9 digits', () => {
      const expected = vectors.diagonal[index]?.finetune_potential ?? NaN
      const { potential } = solveEndPoint(data, finetuned(one))
      expect(Math.abs(potential / expected - 1)).toBeLessThan(1e-9)
    })

    it('solveLinearProbe(data, weights) is kernel regression', () => {
      const beta = solveLinearProbe(data, finetuned(one))
      expect(distance(beta, one.linear_probe_limit)).toBeLessThan(1e-8)
    })

    it('solveFlow(data, weights, times) follows the stiff solver', () => {
      const { betas } = solveFlow(data, finetuned(one), one.times)
      betas.forEach((beta, at) => {
        expect(distance(beta, one.finetune_flow[at] ?? [])).toBeLessThan(1e-5)
      })
    })

    it('solveProbeFlow(data, weights, times) comes to the end of the probe', () => {
      const { betas } = solveProbeFlow(data, finetuned(one), [1e18])
      expect(distance(betas[0] ?? [], one.linear_probe_limit)).toBeLessThan(1e-6)
    })

    it('solveGroupLasso(data, betaAux) finds the smallest group norm', () => {
      const beta = solveGroupLasso(data, Float64Array.from(one.beta_aux))
      expect(distance(beta, vectors.diagonal[index]?.group_lasso ?? [])).toBeLessThan(1e-8)
    })
  },
)

describe.each(vectors.penalties)('penalties of beta=$beta, aux=$aux', (pair) => {
  const close = (actual: number, expected: number): void => {
    expect(Math.abs(actual / expected - 1)).toBeLessThan(1e-12)
  }

  it('finetunePenalty and multiTaskPenalty have all digits, and order + dependence = 1', () => {
    const finetune = finetunePenalty(pair.beta, pair.aux)
    close(finetune.penalty, pair.finetune)
    close(finetune.order, pair.finetune_order)
    close(finetune.dependence, pair.finetune_dependence)
    const multiTask = multiTaskPenalty(pair.beta, pair.aux)
    close(multiTask.penalty, pair.multitask)
    close(multiTask.order, pair.multitask_order)
    close(multiTask.dependence, pair.multitask_dependence)
    expect(finetune.order + finetune.dependence).toBeCloseTo(1, 14)
    expect(multiTask.order + multiTask.dependence).toBeCloseTo(1, 14)
  })
})

describe('penalties at their limits', () => {
  it('are 0 for an unused feature, and finetuning from k = 0 is infinite', () => {
    expect(finetunePenalty(0, 1)).toEqual({ penalty: 0, order: 2, dependence: -1 })
    expect(finetunePenalty(0, 0).penalty).toBe(0)
    expect(finetunePenalty(1, 0)).toEqual({ penalty: Infinity, order: 1, dependence: 0 })
    expect(multiTaskPenalty(0, 0).penalty).toBe(0)
    expect(multiTaskPenalty(1, 0)).toEqual({ penalty: 1, order: 1, dependence: -0 })
  })
})
