/**
 * A stiff initial value problem by backward differentiation: orders 1–5 in the quasi-constant step
 * form with the modified coefficients (NDF) of Shampine & Reichelt 1997, "The MATLAB ODE suite".
 * The steps, orders and differences follow that paper; its Newton matrix may be approximate.
 *
 * `as number` below stands on reads that are inside the array by construction: in these loops a
 * check (`?? 0`) was measured to cost a third of the speed.
 */

/** y' = f(y), y of shape `size`. */
export interface StiffSystem {
  size: number
  /** f(y) into `output`; must be finite for y near the solution. */
  derivative: (y: Float64Array, output: Float64Array) => void
  /** Prepares `solve` for the matrix I − c ∂f/∂y, taken at y. */
  factor: (c: number, y: Float64Array) => void
  /** Solves with the prepared matrix, in place. */
  solve: (right: Float64Array) => void
  /** The size of an error of y, where 1 is what is tolerated. */
  errorNorm: (error: Float64Array) => number
}

const LARGEST_ORDER = 5
const NEWTON_LIMIT = 4
/** Newton stops when what is left is this share of the tolerated error. */
const NEWTON_TOLERANCE = 0.01
const KAPPA = [0, -0.185, -1 / 9, -0.0823, -0.0415, 0]
const GAMMA = [0, 1, 3 / 2, 11 / 6, 25 / 12, 137 / 60]
const at = (table: readonly number[], index: number): number => table[index] ?? 0
const ALPHA = GAMMA.map((gamma, order) => (1 - at(KAPPA, order)) * gamma)
const ERROR_CONSTANT = GAMMA.map((gamma, order) => at(KAPPA, order) * gamma + 1 / (order + 1))

/** The state of an integration. */
export interface Integration {
  readonly system: StiffSystem
  time: number
  step: number
  order: number
  /** Backward differences of y at the current step, each of shape `size`; the first is y. */
  readonly differences: Float64Array[]
  equalSteps: number
  isFactored: boolean
  steps: number
  readonly predicted: Float64Array
  readonly history: Float64Array
  readonly current: Float64Array
  readonly correction: Float64Array
  readonly change: Float64Array
}

/** A first step that moves y by a hundredth of the unit of error … to the power ½ of order 1. */
const firstStep = (system: StiffSystem, start: Float64Array, slope: Float64Array): number => {
  const speed = system.errorNorm(slope)
  if (!(speed > 0)) return 1
  const trial = 0.01 / speed
  const ahead = start.map((value, i) => value + trial * (slope[i] as number))
  const slopeAhead = new Float64Array(system.size)
  system.derivative(ahead, slopeAhead)
  const bend = system.errorNorm(slopeAhead.map((value, i) => value - (slope[i] as number))) / trial
  return Math.min(100 * trial, Math.sqrt(0.01 / Math.max(bend, 1e-12 * speed)))
}

export const startIntegration = (system: StiffSystem, start: Float64Array): Integration => {
  const vector = (): Float64Array => new Float64Array(system.size)
  const slope = vector()
  system.derivative(start, slope)
  const step = firstStep(system, start, slope)
  const differences = Array.from({ length: LARGEST_ORDER + 3 }, vector)
  differences[0]?.set(start)
  differences[1]?.set(slope.map((value) => value * step))
  return {
    system,
    time: 0,
    step,
    order: 1,
    differences,
    equalSteps: 0,
    isFactored: false,
    steps: 0,
    predicted: vector(),
    history: vector(),
    current: vector(),
    correction: vector(),
    change: vector(),
  }
}

/** target ← target + factor·source */
const add = (target: Float64Array, source: Float64Array, factor = 1): void => {
  for (let i = 0; i < target.length; i += 1) {
    target[i] = (target[i] as number) + factor * (source[i] as number)
  }
}

/** The triangular matrix R of a change of the step by `factor`; shape (order+1)². */
const changeMatrix = (order: number, factor: number): number[][] => {
  const rows = [Array.from({ length: order + 1 }, () => 1)]
  for (let i = 1; i <= order; i += 1) {
    const above = rows[i - 1] ?? []
    rows.push(above.map((value, j) => (j === 0 ? 0 : (value * (i - 1 - factor * j)) / i)))
  }
  return rows
}

/** Goes over to another step: differences for the new spacing are combinations of the old. */
const changeStep = (run: Integration, factor: number): void => {
  const { order, differences } = run
  const wide = changeMatrix(order, factor)
  const unit = changeMatrix(order, 1)
  const old = differences.slice(0, order + 1).map((vector) => vector.slice())
  for (let j = 0; j <= order; j += 1) {
    const target = differences[j]
    if (target === undefined) continue
    target.fill(0)
    old.forEach((vector, i) => {
      const weight = wide[i]?.reduce((sum, value, k) => sum + value * (unit[k]?.[j] ?? 0), 0)
      add(target, vector, weight)
    })
  }
  run.step *= factor
  run.equalSteps = 0
  run.isFactored = false
}

/** Predicted y, and the part of the implicit equation that the past fixes. */
const predict = (run: Integration): void => {
  const { order, differences, predicted, history } = run
  predicted.fill(0)
  history.fill(0)
  for (let k = order; k >= 0; k -= 1) {
    const difference = differences[k]
    if (difference === undefined) continue
    add(predicted, difference)
    add(history, difference, at(GAMMA, k) / at(ALPHA, order))
  }
}

/** Newton's iteration for the implicit equation; how many rounds it took, or nothing. */
const correct = (run: Integration): number | undefined => {
  const { system, predicted, history, current, correction, change } = run
  const c = run.step / at(ALPHA, run.order)
  current.set(predicted)
  correction.fill(0)
  let before = NaN
  for (let round = 0; round < NEWTON_LIMIT; round += 1) {
    system.derivative(current, change)
    for (let i = 0; i < change.length; i += 1) {
      change[i] = c * (change[i] as number) - (history[i] as number) - (correction[i] as number)
    }
    system.solve(change)
    const size = system.errorNorm(change)
    const rate = size / before
    const expected = (rate ** (NEWTON_LIMIT - round) / (1 - rate)) * size
    if (!Number.isFinite(size) || rate >= 1 || expected > NEWTON_TOLERANCE) return undefined
    add(current, change)
    add(correction, change)
    if (size === 0 || (rate / (1 - rate)) * size < NEWTON_TOLERANCE) return round + 1
    before = size
  }
  return undefined
}

/** Updates the differences with the correction of an accepted step. */
const accept = (run: Integration): void => {
  const { order, differences, correction } = run
  const top = differences[order + 2]
  const next = differences[order + 1]
  if (top === undefined || next === undefined) return
  for (let i = 0; i < top.length; i += 1) top[i] = (correction[i] as number) - (next[i] as number)
  next.set(correction)
  for (let k = order; k >= 0; k -= 1) {
    const target = differences[k]
    const source = differences[k + 1]
    if (target && source) add(target, source)
  }
  run.time += run.step
  run.equalSteps += 1
  run.steps += 1
}

/** The order and step that promise most, once enough equal steps tell. */
const adapt = (run: Integration, safety: number, error: number): void => {
  const { order, differences, system } = run
  if (run.equalSteps < order + 1) return
  const errorAt = (candidate: number): number => {
    const vector = differences[candidate + 1]
    if (candidate < 1 || candidate > LARGEST_ORDER || vector === undefined) return Infinity
    return at(ERROR_CONSTANT, candidate) * system.errorNorm(vector)
  }
  const factors = [errorAt(order - 1), error, errorAt(order + 1)].map(
    (value, index) => value ** (-1 / (order + index)),
  )
  const best = factors.indexOf(Math.max(...factors))
  run.order += best - 1
  changeStep(run, Math.min(10, safety * (factors[best] as number)))
}

/** One accepted step; false if the step has shrunk to nothing. */
export const advance = (run: Integration): boolean => {
  const { system } = run
  for (;;) {
    if (!(run.time + run.step > run.time)) return false
    predict(run)
    const wasFactored = run.isFactored
    if (!wasFactored) system.factor(run.step / at(ALPHA, run.order), run.predicted)
    run.isFactored = true
    const rounds = correct(run)
    if (rounds === undefined) {
      if (wasFactored) run.isFactored = false
      else changeStep(run, 0.5)
      continue
    }
    const safety = (0.9 * (2 * NEWTON_LIMIT + 1)) / (2 * NEWTON_LIMIT + rounds)
    const error = at(ERROR_CONSTANT, run.order) * system.errorNorm(run.correction)
    if (error > 1) {
      changeStep(run, Math.max(0.2, safety * error ** (-1 / (run.order + 1))))
      continue
    }
    accept(run)
    adapt(run, safety, error)
    return true
  }
}

/** y at a time inside the last step, into `output`, by the polynomial of the differences. */
export const interpolate = (run: Integration, time: number, output: Float64Array): void => {
  const { differences, order, step } = run
  output.set(differences[0] ?? [])
  let product = 1
  for (let k = 0; k < order; k += 1) {
    product *= (time - run.time + k * step) / (step * (k + 1))
    const difference = differences[k + 1]
    if (difference) add(output, difference, product)
  }
}
