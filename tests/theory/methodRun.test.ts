import { describe, expect, it } from 'vitest'
import { descend, measure } from '../../src/theory/descent.ts'
import { METHOD_RECIPES, type MethodRecipe } from '../../src/theory/methodRecipes.ts'
import {
  createMethodRun,
  examine,
  type Decision,
  type MethodRun,
  type TrainingSettings,
} from '../../src/theory/methodRun.ts'
import { createTasks, type TaskPair } from '../../src/theory/tasks.ts'

const INPUT_DIM = 30

const tasksWith = (labelNoise = 0, mainSamples = 10): TaskPair =>
  createTasks({
    inputDim: INPUT_DIM,
    auxActive: 6,
    mainActive: 3,
    overlap: 2,
    auxSamples: 20,
    mainSamples,
    labelNoise,
    dataSeed: 2,
  })

const SETTINGS: TrainingSettings = {
  learningRate: 0.05,
  auxLearningRate: 0.2,
  weightDecay: 0.01,
  stopLoss: 1e-6,
  probeLoss: 0.1,
  stepLimit: 20_000,
}

interface Start {
  recipe?: MethodRecipe
  tasks?: TaskPair
  settings?: Partial<TrainingSettings>
  /** The value of every weight. */
  level?: number
}

const startRun = (start: Start = {}): { run: MethodRun; weights: Float64Array } => {
  const { recipe = METHOD_RECIPES.singleTask, tasks = tasksWith(), level = 0.1 } = start
  const vectors = recipe.phases[0]?.tasks === 'both' ? 6 : 4
  const weights = new Float64Array(vectors * INPUT_DIM).fill(level)
  const settings = { ...SETTINGS, ...start.settings }
  return { run: createMethodRun(recipe, weights, { tasks, settings }), weights }
}

/** Trains to the end; returns every decision and the steps at which it was made. */
const drive = (start: Start = {}) => {
  const { run, weights: first } = startRun(start)
  const decisions: Decision[] = []
  const steps: number[] = []
  let weights = first
  while (run.status === 'running') {
    const decision = examine(run, weights)
    decisions.push(decision)
    steps.push(run.step)
    if (decision.kind === 'end') break
    weights = (decision.kind === 'continue' ? weights : decision.weights).slice()
    descend(weights, run.problem, { settings: run.descent, steps: run.nextCheck - run.step })
    run.step = run.nextCheck
  }
  return { run, decisions, steps, weights }
}

describe('examine(run, weights): how a run ends', () => {
  it('has converged at the first check at which the loss is at most the threshold', () => {
    const { run, weights } = drive()
    expect(run.status).toBe('converged')
    // The teacher has norm 1, so that relative and plain losses are the same.
    const losses = run.observations.map(({ trainingLoss }) => trainingLoss)
    expect(losses.at(-1)).toBeLessThanOrEqual(SETTINGS.stopLoss)
    expect(Math.min(...losses.slice(0, -1))).toBeGreaterThan(SETTINGS.stopLoss)
    expect(measure(weights, run.problem).loss).toBeCloseTo(losses.at(-1) ?? NaN, 12)
  })

  it('ends on a plateau where noise keeps the loss up', () => {
    // More rows than features: no β explains noisy labels.
    const { run } = drive({ tasks: tasksWith(0.5, 60) })
    expect(run.status).toBe('plateau')
    expect(run.step).toBeGreaterThanOrEqual(200)
    expect(run.step).toBeLessThan(SETTINGS.stepLimit)
  })

  it('ends exactly at the step limit', () => {
    const { run } = drive({ settings: { stepLimit: 137, stopLoss: 0 } })
    expect(run.status).toBe('stepLimit')
    expect(run.step).toBe(137)
    expect(run.observations.at(-1)?.step).toBe(137)
  })

  it('remembers the smallest generalization loss on the way', () => {
    const { run } = drive({ tasks: tasksWith(0.5, 20), level: 0.3 })
    const losses = run.observations.map(({ generalizationLoss }) => generalizationLoss)
    expect(run.bestGeneralizationLoss).toBe(Math.min(...losses))
    expect(run.bestGeneralizationLoss).toBeLessThan(losses.at(-1) ?? NaN)
  })
})

describe('examine(run, weights): the grid of checks', () => {
  it('looks at every early step, then 32 times in a decade', () => {
    const { steps } = drive({ settings: { stopLoss: 0, stepLimit: 10_000 } })
    expect(steps.slice(0, 15)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14])
    steps.slice(1).forEach((step, index) => {
      const before = steps[index] ?? NaN
      expect(step).toBeGreaterThan(before)
      // 10^(1/32) further on, rounded up: at most one step more.
      expect(step).toBeLessThanOrEqual(before * 10 ** (1 / 32) + 1)
    })
    const inLastDecade = steps.filter((step) => step > 1000).length
    expect(Math.abs(inLastDecade - 32)).toBeLessThanOrEqual(1)
  })
})

describe('examine(run, weights): divergence', () => {
  it('begins again from the first weights with a tenth of the learning rate', () => {
    const { run, decisions } = drive({ level: 1, settings: { learningRate: 3 } })
    const restarts = decisions.filter((decision) => decision.kind === 'restart')
    expect(restarts.length).toBeGreaterThan(0)
    restarts.forEach(({ learningRate, weights }, index) => {
      expect(learningRate).toBeCloseTo(3 / 10 ** (index + 1), 12)
      expect(weights).toEqual(new Float64Array(4 * INPUT_DIM).fill(1))
    })
    expect(run.restarts).toBe(restarts.length)
    expect(run.status).toBe('converged')
    // The curve holds the last attempt only.
    const steps = run.observations.map(({ step }) => step)
    expect(steps).toEqual([...new Set(steps)].sort((a, b) => a - b))
    expect(steps[0]).toBe(0)
  })

  it('gives up as diverged, at the first weights, after twelve restarts', () => {
    const { run, weights } = startRun()
    const broken = weights.map(() => NaN)
    for (let attempt = 1; attempt <= 12; attempt += 1) {
      expect(examine(run, weights).kind).toBe('continue')
      run.step = run.nextCheck
      expect(examine(run, broken)).toMatchObject({ kind: 'restart', weights })
      expect(run.step).toBe(0)
    }
    examine(run, weights)
    run.step = run.nextCheck
    expect(examine(run, broken)).toEqual({ kind: 'end', status: 'diverged', weights })
    expect(run.status).toBe('diverged')
    expect(run.observations.every(({ trainingLoss }) => Number.isFinite(trainingLoss))).toBe(true)
  })

  it.each([
    // β = 0: the loss is the mean of y², below 10, so that 100 decides.
    ['100, from a small first loss', 0.1, 100],
    ['ten times a large first loss', 6, undefined],
  ])('takes a loss above %s for divergence', (_, level, givenBound) => {
    const { run, weights } = startRun({ level })
    // Unequal paths, or β would be 0.
    weights.fill(0, INPUT_DIM, 2 * INPUT_DIM)
    const first = measure(weights, run.problem).loss
    const bound = givenBound ?? 10 * first
    expect(bound).toBeGreaterThanOrEqual(100)
    examine(run, weights)
    // β grows in proportion to w⁺: find the sizes with losses just below and above the bound.
    const lossAt = (size: number): number =>
      measure(
        weights.map((value) => value * size),
        run.problem,
      ).loss
    let [low, high] = [1, 1000]
    for (let halving = 0; halving < 60; halving += 1) {
      const middle = (low + high) / 2
      if (lossAt(middle) < bound) low = middle
      else high = middle
    }
    const at = (size: number): Float64Array => weights.map((value) => value * size)
    run.step = 1
    expect(examine(run, at(low * (1 - 1e-9))).kind).toBe('continue')
    run.step = 2
    expect(examine(run, at(high * (1 + 1e-9))).kind).toBe('restart')
  })
})

describe('createMethodRun(recipe, weights, context)', () => {
  it('uses η on the main task alone; η₁ and weight decay with auxiliary rows', () => {
    const descentOf = (recipe: MethodRecipe) => startRun({ recipe }).run.descent
    const free = { trainFirstLayer: true }
    expect(descentOf(METHOD_RECIPES.singleTask)).toEqual({
      ...free,
      learningRate: 0.05,
      weightDecay: 0,
    })
    expect(descentOf(METHOD_RECIPES.multiTask)).toEqual({
      ...free,
      learningRate: 0.2,
      weightDecay: 0.01,
    })
  })

  it('divides a probe’s learning rate by the mean diagonal of its kernel', () => {
    const { run } = startRun({ recipe: METHOD_RECIPES.singleTaskProbe, level: 0.1 })
    // W_d = 2·0.1² for every feature and |x|² = D: κ = 0.02·30.
    expect(run.descent.learningRate).toBeCloseTo(0.05 / (0.02 * INPUT_DIM), 12)
    expect(run.descent.trainFirstLayer).toBe(false)
  })

  it('throws a RangeError for weights of the wrong shape and for a recipe without phases', () => {
    const context = { tasks: tasksWith(), settings: SETTINGS }
    const weights = new Float64Array(6 * INPUT_DIM)
    expect(() => createMethodRun(METHOD_RECIPES.singleTask, weights, context)).toThrow(
      new RangeError('invalid weights: 180 numbers, expected 120'),
    )
    expect(() =>
      createMethodRun({ startsFrom: 'initialization', phases: [] }, weights, context),
    ).toThrow(new RangeError('invalid recipe: no phases'))
  })
})
