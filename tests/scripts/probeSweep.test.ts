/** Linear probing with a step of the published size. */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { planSweep } from '../../scripts/cli/sweepPlan.ts'
import { readRuns } from '../../scripts/replication/conditions.ts'
import { createProbeRunner, runProbeSweep } from '../../scripts/replication/probeSweep.ts'
import { taskSettingsOf } from '../../src/protocol/spec.ts'
import { createTasks } from '../../src/theory/tasks.ts'
import { createCliFolder } from './cliFolder.ts'

const { at } = createCliFolder()

const INPUT = {
  base: {
    ...{ inputDim: 60, auxActive: 6, mainActive: 3, auxSamples: 80, initScale: 0.1 },
    ...{ learningRate: 0.01, auxLearningRate: 0.1, stopLoss: 1e-8, stepLimit: 1000 },
    rescale: 1,
    methods: ['singleTaskProbe', 'finetuneProbe'],
  },
  sweep: { overlap: [0, 3], mainSamples: [20] },
  seeds: [1],
}

/** Second implementation: gradient descent on v with w = v = α, step by step. */
const descend = (): number => {
  const [planned] = planSweep(INPUT)
  if (planned === undefined) throw new Error('an empty plan')
  const { spec } = planned
  const { main, mainTeacher } = createTasks(taskSettingsOf(spec))
  const { inputDim, learningRate, initScale } = spec
  const beta = new Float64Array(inputDim)
  let best = Infinity
  for (let step = 0; step < spec.stepLimit; step += 1) {
    const force = new Float64Array(inputDim)
    for (let row = 0; row < main.rows; row += 1) {
      const inputs = main.inputs.subarray(row * inputDim, (row + 1) * inputDim)
      const residual =
        inputs.reduce((sum, value, d) => sum + value * (beta[d] ?? 0), 0) - (main.targets[row] ?? 0)
      inputs.forEach((value, d) => {
        force[d] = (force[d] ?? 0) + (2 / main.rows) * residual * value
      })
    }
    // β = w⁺v⁺ − w⁻v⁻ moves by −η(w⁺² + w⁻²)·force.
    force.forEach((value, d) => {
      beta[d] = (beta[d] ?? 0) - learningRate * 2 * initScale ** 2 * value
    })
    const loss = beta.reduce((sum, value, d) => sum + (value - (mainTeacher[d] ?? 0)) ** 2, 0)
    best = Math.min(best, loss)
  }
  return best
}

describe('runProbeSweep(order, terminal, run)', () => {
  it('follows descent with steps of η, not of η over the scale of the features', () => {
    const output = at('probes.csv')
    const terminal = { write: () => undefined, complain: () => undefined, isTerminal: false }
    runProbeSweep({ input: INPUT, output }, terminal, createProbeRunner())
    const table = readFileSync(output, 'utf8')
    const runs = readRuns(table, 'overlapProbe')
    expect(runs.map(({ condition }) => condition.method)).toEqual([
      ...['singleTaskProbe', 'finetuneProbe', 'singleTaskProbe', 'finetuneProbe'],
    ])
    // A thousand steps of the flow and of descent: they differ by the order of η·curvature.
    expect(runs[0]?.loss).toBeCloseTo(descend(), 4)
    // Where all features of the task are shared, pretrained features leave less.
    expect(runs[3]?.loss).toBeLessThan(runs[2]?.loss ?? NaN)
    // Trained networks are no part of a study of probes, nor probes of one of training.
    expect(readRuns(table, 'overlap')).toEqual([])
  })
})
