import { describe, expect, it } from 'vitest'
import { CONTROLS, NUMBER_FIELDS } from '../../src/protocol/controls.ts'
import { readLink, writeLink } from '../../src/protocol/link.ts'
import { isUsed, NETWORK_IDS, NETWORKS } from '../../src/protocol/networks.ts'
import { DEFAULT_SPECS, featureCountOf, fitCounts, readSpec } from '../../src/protocol/spec.ts'
import { DEFAULT_VIEW } from '../../src/protocol/view.ts'
import { createAnyTasks } from '../../src/theory/anyTasks.ts'
import { anyTaskSettingsOf } from '../../src/protocol/spec.ts'
import { networkOf } from '../../src/theory/networks.ts'
import { faultsOf } from './validity.ts'

describe('NETWORKS', () => {
  it.each(NETWORK_IDS)('%s has a default within its ranges that needs no correction', (network) => {
    const spec = DEFAULT_SPECS[network]
    expect(faultsOf(spec)).toEqual([])
    expect(fitCounts(spec)).toEqual({ spec, problems: [] })
    expect(readSpec({ ...spec })).toEqual({ spec, problems: [] })
  })

  it.each(NETWORK_IDS)('%s shows first only what it uses', (network) => {
    const { firstControls, unused } = NETWORKS[network]
    expect(firstControls.filter((field) => unused.includes(field))).toEqual([])
    expect(isUsed(network, 'rescale')).toBe(true)
  })

  it('keeps the diagonal network’s numbers as its table has them', () => {
    for (const field of NUMBER_FIELDS) {
      expect(NETWORKS.diagonal.controls[field]).toEqual(CONTROLS[field])
    }
  })
})

describe('links of a network', () => {
  it.each(NETWORK_IDS)(
    '%s: its default is written as short as can be, and read back',
    (network) => {
      const spec = DEFAULT_SPECS[network]
      const text = writeLink({ spec, view: DEFAULT_VIEW })
      expect(text).toBe(network === 'diagonal' ? '' : `v=1&network=${network}`)
      expect(readLink(text)).toEqual({ spec, view: DEFAULT_VIEW, problems: [] })
    },
  )

  it('reads numbers by the ranges of its own network', () => {
    const { spec, problems } = readLink('network=relu&inputDim=1000&rescale=100')
    expect(spec).toMatchObject({ network: 'relu', inputDim: 40, rescale: 100 })
    expect(problems.map(({ message }) => message)).toEqual([
      'inputDim is “1000”, but must be a whole number from 4 to 40: using 40.',
    ])
    expect(readLink('rescale=100').spec.rescale).toBe(10)
  })

  it('names a network that there is none of', () => {
    const { spec, problems } = readLink('network=deep')
    expect(spec.network).toBe('diagonal')
    expect(problems.map(({ message }) => message)).toEqual([
      'network is “deep”, but must be diagonal or relu: using diagonal.',
    ])
  })

  it('lowers what does not fit: all teacher units need directions of their own', () => {
    const { spec, problems } = readLink(
      'network=relu&inputDim=4&auxActive=6&mainActive=3&overlap=3',
    )
    expect(spec).toMatchObject({ inputDim: 4, mainActive: 3, auxActive: 1, overlap: 1 })
    expect(problems).toHaveLength(2)
    expect(faultsOf(spec)).toEqual([])
  })
})

describe('featureCountOf(spec)', () => {
  it.each(NETWORK_IDS)('of %s is what its pictures have', (network) => {
    const spec = { ...DEFAULT_SPECS[network], auxSamples: 2, mainSamples: 2 }
    const task = networkOf(createAnyTasks(anyTaskSettingsOf(spec))).describeTask()
    expect(featureCountOf(spec)).toBe(task.featureCount)
    expect(task.mainTeacher).toHaveLength(task.featureCount)
  })
})
