import { describe, expect, it } from 'vitest'
import type { ExactPath } from '../../src/protocol/computing.ts'
import { DEFAULT_SPEC, startSettingsOf, taskSettingsOf } from '../../src/protocol/spec.ts'
import { trainingSettingsOf, type RunSpec } from '../../src/protocol/spec.ts'
import { phasesOf, startOf, type Phase } from '../../src/store/phases.ts'
import { solvePretraining, vectorsOf } from '../../src/theory/exactPretraining.ts'
import { METHOD_RECIPES } from '../../src/theory/methodRecipes.ts'
import { startingWeights } from '../../src/theory/referenceTrainer.ts'
import { solveFlow } from '../../src/theory/solvers/flow.ts'
import { createTasks, predict } from '../../src/theory/tasks.ts'

/** The grid of a trajectory: 0, then 1 to 10⁶ with 32 steps in a decade. */
const STEPS = Float64Array.from({ length: 194 }, (_, index) =>
  index === 0 ? 0 : 10 ** ((index - 1) / 32),
)
const decadeOf = (step: number): number => (step < 1 ? -1 : Math.log10(step))

interface Curves {
  /** β of one feature at log₁₀(steps); −1 stands for step 0. */
  betas: ((decade: number) => number)[]
  loss: (decade: number) => number
}

const pathOf = ({ betas, loss }: Curves): ExactPath => ({
  betas: Float64Array.from(STEPS, decadeOf).reduce<Float64Array>(
    (all, decade, point) => {
      betas.forEach((beta, feature) => {
        all[point * betas.length + feature] = beta(decade)
      })
      return all
    },
    new Float64Array(STEPS.length * betas.length),
  ),
  trainingLoss: Float64Array.from(STEPS, (step) => loss(decadeOf(step))),
  generalizationLoss: new Float64Array(STEPS.length),
})

/** Rises from 0 to `to` between two decades, evenly in the logarithm of the steps. */
const ramp = (from: number, until: number, to: number) => (decade: number) =>
  to * Math.min(1, Math.max(0, (decade - from) / (until - from)))

const phases = (curves: Curves, stopLoss = 1e-7): Phase[] =>
  phasesOf(pathOf(curves), STEPS, stopLoss)
const picked = (list: readonly Phase[]) =>
  list.flatMap((phase) => (phase.kind === 'pickup' ? [[phase.feature, phase.step]] : []))
const flat = (list: readonly Phase[]) =>
  list.flatMap((phase) => (phase.kind === 'plateau' ? [[phase.from, phase.to]] : []))
const still: Curves['loss'] = () => 1

describe('phasesOf(path, steps, stopLoss): features that are picked up', () => {
  it('are picked up at half of their way, whatever their sign', () => {
    // From 10² to 10⁴ half of the way is 10³; from 10 to 10² it is 10^1.5 = 31.6.
    const list = phases({ betas: [ramp(2, 4, 0.5), ramp(1, 2, -0.4)], loss: still })
    expect(picked(list)).toEqual([
      [1, 32],
      [0, 1000],
    ])
  })

  it('count only above a tenth of the largest end', () => {
    const list = phases({ betas: [ramp(1, 2, 1), ramp(1, 2, 0.11), ramp(1, 2, 0.09)], loss: still })
    expect(picked(list).map(([feature]) => feature)).toEqual([0, 1])
  })

  it('are not picked up where they are from the start, and only once where they come and go', () => {
    const comesAndGoes = (decade: number): number =>
      decade > 1 && decade < 2 ? 1 : ramp(3, 5, 1)(decade)
    const list = phases({ betas: [() => 1, comesAndGoes], loss: still })
    expect(picked(list)).toEqual([[1, 10_000]])
  })

  it('of a path that stays at zero are none', () => {
    expect(picked(phases({ betas: [() => 0], loss: still }))).toEqual([])
  })

  it('may be picked up by the very first step', () => {
    expect(picked(phases({ betas: [(decade) => (decade < 0 ? 0 : 1)], loss: still }))).toEqual([
      [0, 1],
    ])
  })
})

describe('phasesOf(path, steps, stopLoss): plateaus', () => {
  const betas = [() => 0]
  /** A loss that is `high` but between these decades, where it falls to `low`. */
  const falling =
    (from: number, until: number, [high, low]: [number, number]) =>
    (decade: number): number =>
      high * (low / high) ** Math.min(1, Math.max(0, (decade - from) / (until - from)))

  it('are where each half-decade changes the loss by less than 5 %, from the start on', () => {
    // 1 → 10⁻² in one decade falls by 5 % within 0.011 decades, less than a step of the grid, so
    // that the last flat half-decade before it ends within a point (0.03 decades) of 10².
    const [first, second] = flat(phases({ betas, loss: falling(2, 3, [1, 0.01]) }))
    expect(first?.[0]).toBe(0)
    expect(Math.abs(Math.log10(first?.[1] ?? 0) - 2)).toBeLessThanOrEqual(1 / 32)
    expect(Math.abs(Math.log10(second?.[0] ?? 0) - 3)).toBeLessThanOrEqual(1 / 32)
    expect(second?.[1]).toBe(1_000_000)
  })

  it('are no shorter than half a decade', () => {
    const stairs = (width: number) => (decade: number) => 0.9 ** Math.floor(decade / width)
    expect(flat(phases({ betas, loss: stairs(0.45) }))).toEqual([])
    expect(flat(phases({ betas, loss: stairs(0.6) })).length).toBeGreaterThan(5)
  })

  it('are none where the loss falls by more than 5 % in half a decade, however slowly', () => {
    // 11 % in a decade: 5.7 % in half of one.
    expect(flat(phases({ betas, loss: (decade) => 0.89 ** decade }))).toEqual([])
    expect(flat(phases({ betas, loss: (decade) => 0.91 ** Math.max(0, decade) }))).toEqual([
      [0, 1_000_000],
    ])
  })

  it('are none below the stop loss', () => {
    const list = phases({ betas, loss: falling(2, 3, [1, 1e-9]) })
    expect(flat(list)).toHaveLength(1)
  })
})

describe('phasesOf(path, steps, stopLoss): convergence', () => {
  const betas = [() => 0]
  const converged = (loss: Curves['loss'], stopLoss?: number) =>
    phases({ betas, loss }, stopLoss).flatMap((phase) =>
      phase.kind === 'converged' ? [phase.step] : [],
    )

  it('is the first step of the grid from which on the loss stays at or below the stop loss', () => {
    expect(converged((decade) => (decade >= 3 ? 1e-7 : 1))).toEqual([1000])
    const again = (decade: number): number =>
      decade > 2 && decade < 3 ? 1e-9 : 10 ** (2 - 2 * decade)
    expect(converged(again, 1e-6)).toEqual([10_000])
  })

  it('does not come where the loss stays above', () => {
    expect(converged(() => 1e-3)).toEqual([])
  })
})

/** The phases of gradient flow itself, as the solver threads compute it. */
const exactPhases = (spec: RunSpec, method: 'singleTask' | 'finetune') => {
  const settings = taskSettingsOf(spec)
  const tasks = createTasks(settings)
  const context = {
    tasks,
    start: startSettingsOf(spec),
    settings: trainingSettingsOf(spec),
    reducesRows: true,
  }
  const pretrained = solvePretraining(context, settings, () => tasks.aux)
  const weights = startingWeights(METHOD_RECIPES[method], context, pretrained)
  const times = STEPS.map((step) => step * spec.learningRate)
  const { betas } = solveFlow(tasks.main, vectorsOf(weights), times)
  const lossOf = (beta: Float64Array): number =>
    predict(tasks.main.inputs, beta).reduce(
      (sum, value, row) => sum + (value - (tasks.main.targets[row] ?? 0)) ** 2,
      0,
    ) / tasks.main.rows
  const path: ExactPath = {
    betas: Float64Array.from(betas.flatMap((beta) => [...beta])),
    trainingLoss: Float64Array.from(betas, lossOf),
    generalizationLoss: new Float64Array(STEPS.length),
  }
  return { groups: tasks.groups, list: phasesOf(path, STEPS, spec.stopLoss) }
}

describe('the phases of the default preset', () => {
  it('PT+FT leaves a plateau, picks up the three shared features and no other, and converges', () => {
    const { groups, list } = exactPhases(DEFAULT_SPEC, 'finetune')
    expect(list.map(({ kind }) => kind)).toEqual([
      'plateau',
      'pickup',
      'pickup',
      'pickup',
      'converged',
    ])
    const features = picked(list).map(([feature = -1]) => feature)
    const inOrder = (numbers: Iterable<number>) => [...numbers].sort((a, b) => a - b)
    expect(inOrder(features)).toEqual(inOrder(groups.shared))
    const starts = list.map(startOf)
    expect(starts).toEqual(starts.toSorted((a, b) => a - b))
  })

  it('STL picks up unused features too', () => {
    const { groups, list } = exactPhases(DEFAULT_SPEC, 'singleTask')
    const features = picked(list).map(([feature = -1]) => feature)
    expect(features.filter((feature) => groups.unused.includes(feature)).length).toBeGreaterThan(3)
    expect(list.at(-1)?.kind).toBe('converged')
  })
})
