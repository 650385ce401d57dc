import { beforeAll, describe, expect, it } from 'vitest'
import { cpuBackend } from '../../src/engine/backends/cpu.ts'
import { createEngineSide } from '../../src/engine/engineSide.ts'
import type { TrainingBackend } from '../../src/engine/kernel.ts'
import { createDescenderSource } from '../../src/engine/sharedDescender.ts'
import { descend } from '../../src/theory/descent.ts'
import { initialWeights } from '../../src/theory/diagonalNetwork.ts'
import { METHOD_RECIPES } from '../../src/theory/methodRecipes.ts'
import { createMethodRun, type MethodRun } from '../../src/theory/methodRun.ts'
import { hasWorthwhileTriangle, stepsToRepay } from '../../src/theory/rowReduction.ts'
import { createTasks } from '../../src/theory/tasks.ts'

beforeAll(() => cpuBackend.start())

const INPUT_DIM = 110

const newRun = (): MethodRun => {
  const tasks = createTasks({
    ...{ inputDim: INPUT_DIM, auxActive: 4, mainActive: 30, overlap: 0 },
    ...{ auxSamples: 1, mainSamples: 256, labelNoise: 0.5, dataSeed: 1 },
  })
  const weights = initialWeights({
    ...{ inputDim: INPUT_DIM, tasks: 1, initScale: 1e-2, initSpread: 0, initSeed: 1 },
  })
  const settings = {
    ...{ learningRate: 0.01, auxLearningRate: 0.01, weightDecay: 0 },
    ...{ stopLoss: 1e-12, probeLoss: 1e-3, stepLimit: 1e6 },
  }
  return createMethodRun(METHOD_RECIPES.singleTask, weights, { tasks, settings })
}

/** The cpu backend as one that profits from zeros; notes what it is given. */
const watched = (): { backend: TrainingBackend; triangles: boolean[] } => {
  const triangles: boolean[] = []
  const backend: TrainingBackend = {
    ...cpuBackend,
    skipsZeros: true,
    packProblems: (problems) => {
      triangles.push(problems[0]?.tasks[0]?.isTriangular ?? false)
      return cpuBackend.packProblems(problems)
    },
  }
  return { backend, triangles }
}

const train = async (steps: number, breathe: () => Promise<boolean>) => {
  const run = newRun()
  const { backend, triangles } = watched()
  const source = createDescenderSource(backend)
  const side = createEngineSide(run, { source, breathe, onRestart: () => undefined })
  await side.check()
  while (run.step < steps) {
    const next = Math.min(run.nextCheck, steps)
    side.advance(next - run.step)
    run.step = next
    if (run.step === run.nextCheck) await side.check()
  }
  const weights = await side.read()
  side.dispose()
  return { weights, triangles, run }
}

describe('createEngineSide(run, options)', () => {
  const { problem, phaseStart, descent } = newRun()
  const due = stepsToRepay(problem, hasWorthwhileTriangle)
  const steps = Math.ceil(1.5 * due)

  it('goes on with a triangle once that repays itself, to the same weights', async () => {
    const { weights, triangles } = await train(steps, () => Promise.resolve(true))
    expect(triangles).toEqual([false, true])
    const expected = phaseStart.slice()
    descend(expected, problem, { settings: descent, steps })
    // Rounding of the factorization, as in tests/theory/rowReduction.test.ts.
    weights.forEach((value, index) =>
      expect(Math.abs(value - (expected[index] ?? NaN))).toBeLessThan(1e-10),
    )
  })

  it('goes on with the rows where nobody waits for the triangle any more', async () => {
    const { weights, triangles } = await train(steps, () => Promise.resolve(false))
    expect(triangles).toEqual([false])
    expect(weights.every(Number.isFinite)).toBe(true)
  })

  it('keeps the rows of a short training', async () => {
    const { triangles } = await train(Math.floor(0.9 * due), () => Promise.resolve(true))
    expect(triangles).toEqual([false])
  })
})
