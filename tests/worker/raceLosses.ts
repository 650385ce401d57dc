/** The training loss of what races, by the float64 reference, divided by the zero function's. */
import { expect } from 'vitest'
import type { RunSpec } from '../../src/protocol/spec.ts'
import { anyTaskSettingsOf, startSettingsOf, taskSettingsOf } from '../../src/protocol/spec.ts'
import { createAnyTasks } from '../../src/theory/anyTasks.ts'
import { descend, measure } from '../../src/theory/descent.ts'
import { initialWeights } from '../../src/theory/diagonalNetwork.ts'
import { networkOf } from '../../src/theory/networks.ts'
import { descendRelu, measureRelu } from '../../src/theory/relu/reluDescent.ts'
import { initialReluWeights } from '../../src/theory/relu/reluNetwork.ts'
import { createTasks } from '../../src/theory/tasks.ts'

/** The loss after so many steps of the reference, from the definition. */
export const diagonalLoss = (spec: RunSpec, steps: number): number => {
  const { inputDim, main, mainTeacher } = createTasks(taskSettingsOf(spec))
  const problem = { inputDim, tasks: [main] }
  const weights = initialWeights({ ...startSettingsOf(spec), inputDim, tasks: 1 })
  const settings = { learningRate: spec.learningRate, weightDecay: 0, trainFirstLayer: true }
  descend(weights, problem, { settings, steps })
  return measure(weights, problem).loss / mainTeacher.reduce((sum, value) => sum + value ** 2, 0)
}

/** The same of a ReLU network whose main teacher is one unit of length 1. */
export const reluLoss = (spec: RunSpec, steps: number): number => {
  const { inputDim, hiddenWidth, initScale, initSeed } = spec
  const tasks = createAnyTasks(anyTaskSettingsOf(spec))
  const problem = { inputDim, hiddenWidth, tasks: [tasks.main] }
  const weights = initialReluWeights({ inputDim, hiddenWidth, tasks: 1, initScale, initSeed })
  // As in the page's training.
  const learningRate = spec.learningRate / networkOf(tasks).stepScale(weights, 'main')
  expect(learningRate).not.toBeCloseTo(spec.learningRate, 2)
  const settings = { learningRate, weightDecay: 0, trainFirstLayer: true }
  descendRelu(weights, problem, { settings, steps })
  // E relu(u·x)² = |u|²/2: half of the space, where u·x has variance 1.
  return measureRelu(weights, problem).loss / 0.5
}
