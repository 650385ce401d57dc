/** Sweeps of ReLU networks. */
import { readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { openTrainer } from '../../scripts/openTrainer.ts'
import { readRuns } from '../../scripts/replication/conditions.ts'
import { planReluSweep, runReluSweep, type ReluSweep } from '../../scripts/replication/reluSweep.ts'
import { anyTaskSettingsOf, startSettingsOf } from '../../src/protocol/spec.ts'
import { createAnyTasks } from '../../src/theory/anyTasks.ts'
import { networkOf } from '../../src/theory/networks.ts'
import { finish } from '../../src/theory/sliced.ts'
import { createCliFolder } from './cliFolder.ts'

const { at } = createCliFolder()

describe('runReluSweep(order, terminal, runs)', () => {
  const sweep: ReluSweep = {
    base: {
      ...{ inputDim: 6, auxActive: 2, hiddenWidth: 50, auxSamples: 60 },
      ...{ stopLoss: 1e-2, stepLimit: 400, methods: ['singleTask', 'finetune'] },
    },
    cases: [{}, { featureMagnitude: 0.5 }],
    mainSamples: [12],
    seeds: [1],
  }
  const terminal = { write: () => undefined, complain: () => undefined, isTerminal: false }

  it('writes undivided losses, and goes on where it was', () => {
    const output = at('relu.csv')
    runReluSweep({ sweep, output }, terminal, openTrainer())
    const whole = readFileSync(output, 'utf8')
    const runs = readRuns(whole, 'reluOverlap')
    expect(runs.map(({ condition }) => condition.method)).toEqual([
      ...['singleTask', 'finetune', 'singleTask', 'finetune'],
    ])
    const trainer = openTrainer()
    const [first] = planReluSweep(sweep)
    if (first === undefined) throw new Error('an empty plan')
    const zero = networkOf(finish(trainer.tasks(first.spec))).zeroLoss('main')
    const { best } = finish(trainer.end(first.spec, 'singleTask'))
    expect(runs[0]?.loss).toBe(best * zero)
    // Cut off in its last row but one: the rest is computed again.
    const lines = whole.trimEnd().split('\n')
    writeFileSync(output, `${lines.slice(0, 3).join('\n')}\nsingleTask,1`)
    runReluSweep({ sweep, output }, terminal, openTrainer())
    expect(readFileSync(output, 'utf8')).toBe(whole)
  })

  it('takes steps of one size, whatever the scale of the network', () => {
    const output = at('relu-step.csv')
    const step = 0.2
    runReluSweep({ sweep: { ...sweep, step }, output }, terminal, openTrainer())
    const [alone] = readRuns(readFileSync(output, 'utf8'), 'reluOverlap')
    const [planned] = planReluSweep(sweep)
    if (planned === undefined) throw new Error('an empty plan')
    const { spec } = planned
    const network = networkOf(createAnyTasks(anyTaskSettingsOf(spec)))
    const first = network.initialWeights(startSettingsOf(spec), 1)
    const scale = network.stepScale(first, 'main')
    expect(scale).toBeGreaterThan(1.4) // so that η and η over the scale are not alike
    // η is divided by the scale in training: this η leads to steps of 0.2.
    const { best } = finish(
      openTrainer().end({ ...spec, learningRate: step * scale }, 'singleTask'),
    )
    expect(alone?.loss).toBeCloseTo(best * network.zeroLoss('main'), 12)
  })

  it('refuses settings that do not exist', () => {
    const wrong = { ...sweep, base: { ...sweep.base, hiddenWidth: 1e6 } }
    expect(() => planReluSweep(wrong)).toThrow('hiddenWidth')
  })
})
