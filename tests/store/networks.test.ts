import { describe, expect, it } from 'vitest'
import { NETWORKS } from '../../src/protocol/networks.ts'
import { DEFAULT_SPECS, type RunSpec } from '../../src/protocol/spec.ts'
import { SWEEP_CONTROLS } from '../../src/protocol/sweepView.ts'
import { createControlsStore } from '../../src/store/controls.ts'
import { sweepGrid } from '../../src/store/sweeps/sweepGrid.ts'
import { sweepKey } from '../../src/store/sweeps/sweepKeys.ts'
import { describeTask } from '../../src/store/words.ts'

describe('controls.setNetwork(network)', () => {
  it('finds the settings of each network again', () => {
    const controls = createControlsStore('#rescale=0.3')
    controls.setNetwork('relu')
    expect(controls.getState().spec).toEqual(DEFAULT_SPECS.relu)
    controls.setNumber('rescale', 100)
    controls.setNetwork('diagonal')
    expect(controls.getState().spec).toEqual({ ...DEFAULT_SPECS.diagonal, rescale: 0.3 })
    controls.setNetwork('relu')
    expect(controls.getState().spec.rescale).toBe(100)
    expect(controls.getState().problems).toEqual([])
  })

  it('lets go of a feature that the other network does not have', () => {
    const controls = createControlsStore('#feature=100')
    controls.setNetwork('relu')
    expect(controls.getState().view.feature).toBeNull()
  })
})

describe('sweepGrid of ReLU networks', () => {
  it.each(SWEEP_CONTROLS)('has values of %s that need no correction', (control) => {
    const { spec } = createControlsStore('#network=relu').getState()
    const { values } = sweepGrid(control, spec, 11)
    expect(values.length).toBeGreaterThan(1)
    for (const value of values) {
      const controls = createControlsStore('#network=relu')
      controls.setSpec({ ...spec, [control]: value })
      expect(controls.getState().spec[control]).toBe(value)
      const { minimum, maximum } = NETWORKS.relu.controls[control]
      expect(value).toBeGreaterThanOrEqual(minimum)
      expect(value).toBeLessThanOrEqual(maximum)
    }
  })
})

describe('sweepKey(spec, measures, swept)', () => {
  const key = (spec: RunSpec): string => sweepKey(spec, ['finetuneError'], ['rescale'])

  it('of trained ends depends on how they are trained; of solved ones it does not', () => {
    const { relu, diagonal } = DEFAULT_SPECS
    expect(key({ ...relu, stepLimit: 100 })).not.toBe(key(relu))
    expect(key({ ...diagonal, stepLimit: 100 })).toBe(key(diagonal))
    expect(key({ ...relu, rescale: 0.1, dataSeed: 9 })).toBe(key(relu))
    expect(key({ ...diagonal, network: 'relu' })).not.toBe(key(diagonal))
  })

  it('of single-task errors knows no rescaling on either network', () => {
    const { relu } = DEFAULT_SPECS
    const single = (spec: RunSpec): string => sweepKey(spec, ['singleTaskError'], [])
    expect(single({ ...relu, rescale: 0.1, readoutInit: 1 })).toBe(single(relu))
  })
})

describe('describeTask(spec) of ReLU networks', () => {
  const words = (changes: Partial<RunSpec>): string =>
    describeTask({ ...DEFAULT_SPECS.relu, auxActive: 6, mainSamples: 64, ...changes })

  it.each([
    [{ mainActive: 1, overlap: 1 }, 'The new task needs one of those 6, and has 64 examples.'],
    [{ mainActive: 6, overlap: 6 }, 'The new task needs 6 of those 6, and has 64 examples.'],
    [{ mainActive: 2, overlap: 0 }, 'The new task needs 2 others, and has 64 examples.'],
    [{ mainActive: 6, overlap: 3 }, 'The new task needs 6 directions, 3 of them old, and has'],
    [
      { mainActive: 6, overlap: 6, featureCorrelation: 0.9, featureMagnitude: 0.1 },
      'needs 6 turned by 26° from old ones, 0.1 times as strong, and has',
    ],
  ] as const)('of %j says "%s"', (changes, expected) => {
    expect(words({ featureCorrelation: 1, featureMagnitude: 1, ...changes })).toContain(expected)
    expect(words(changes)).toContain('Pretrained on a task of 6 directions in 15 inputs.')
  })
})
