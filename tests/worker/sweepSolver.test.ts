import { describe, expect, it } from 'vitest'
import {
  startSettingsOf,
  taskSettingsOf,
  trainingSettingsOf,
  type RunSpec,
} from '../../src/protocol/spec.ts'
import { METHOD_RECIPES, type MethodId } from '../../src/theory/methodRecipes.ts'
import { relativeGeneralizationLoss } from '../../src/theory/metrics.ts'
import { pretrain, startingWeights } from '../../src/theory/referenceTrainer.ts'
import { solveEndPoint } from '../../src/theory/solvers/endPoint.ts'
import { createTasks } from '../../src/theory/tasks.ts'
import { createSweepSolver } from '../../src/worker/sweepSolver.ts'
import { smallSpec } from './channel.ts'

/** The error at the exact end of one method, solved alone and from the start. */
const errorAlone = (spec: RunSpec, method: MethodId): number => {
  const tasks = createTasks(taskSettingsOf(spec))
  const context = {
    tasks,
    start: startSettingsOf(spec),
    settings: trainingSettingsOf(spec),
    reducesRows: true,
  }
  const recipe = METHOD_RECIPES[method]
  const weights = startingWeights(recipe, context, pretrain(context).weights)
  const vector = (row: number): Float64Array =>
    weights.subarray(row * tasks.inputDim, (row + 1) * tasks.inputDim)
  const { beta } = solveEndPoint(tasks.main, {
    wPlus: vector(0),
    wMinus: vector(1),
    vPlus: vector(2),
    vMinus: vector(3),
  })
  return relativeGeneralizationLoss(beta, tasks.mainTeacher)
}

const RESCALES = [0.01, 0.1, 1, 10]

/** Newton's method ends at the rounding floor from any start: far below eight digits. */
const DIGITS = 1e-8

const expectNear = (actual: number | undefined, expected: number): void => {
  expect(Math.abs((actual ?? NaN) - expected)).toBeLessThanOrEqual(DIGITS * expected + 1e-14)
}

describe('createSweepSolver()', () => {
  it.each([true, false])('gives the errors of solveEndPoint, readout tied: %s', (readoutTied) => {
    const solve = createSweepSolver()
    for (const dataSeed of [1, 2]) {
      const spec = smallSpec({ dataSeed, readoutTied, readoutInit: 1e-3 })
      const { errors, singleTask } = solve({ spec, rescales: RESCALES })
      expect(errors).toHaveLength(RESCALES.length)
      expectNear(singleTask, errorAlone(spec, 'singleTask'))
      RESCALES.forEach((rescale, index) =>
        expectNear(errors[index], errorAlone({ ...spec, rescale }, 'finetune')),
      )
    }
  })

  it('does not let what was asked before change a number', () => {
    const unit = { spec: smallSpec(), rescales: RESCALES }
    const fresh = createSweepSolver()(unit)
    const solve = createSweepSolver()
    solve({ spec: smallSpec({ dataSeed: 5 }), rescales: [1] })
    solve({ spec: smallSpec({ overlap: 0 }), rescales: [1] })
    expect(solve(unit)).toEqual(fresh)
    expect(solve(unit)).toEqual(fresh)
  })

  it('follows a setting that finetuning depends on', () => {
    const solve = createSweepSolver()
    const shared = solve({ spec: smallSpec({ overlap: 3 }), rescales: RESCALES })
    const separate = solve({ spec: smallSpec({ overlap: 0 }), rescales: RESCALES })
    expect(separate.errors).not.toEqual(shared.errors)
  })
})
