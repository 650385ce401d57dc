import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readLink, writeLink } from '../../src/protocol/link.ts'
import {
  fitCounts,
  readSpec,
  startSettingsOf,
  anyTaskSettingsOf,
  trainingSettingsOf,
  type RunSpec,
} from '../../src/protocol/spec.ts'
import { METHOD_IDS } from '../../src/theory/methodRecipes.ts'
import { pretrain, trainMethod } from '../../src/theory/referenceTrainer.ts'
import { createAnyTasks } from '../../src/theory/anyTasks.ts'
import { fields, LINK_RUNS, links, nearlyValid, SEED } from './randomLinks.ts'
import { faultsOf, leaves } from './validity.ts'

describe('readLink(hash) for random links', () => {
  it('never throws, and always gives a valid spec, a view and sentences', () => {
    let corrected = 0
    let clean = 0
    fc.assert(
      fc.property(links, (hash) => {
        const { spec, view, problems } = readLink(hash)
        expect(faultsOf(spec)).toEqual([])
        expect(view.feature === null || view.feature < spec.inputDim).toBe(true)
        expect(leaves({ spec, view })).not.toContain(NaN)
        for (const { field, message } of problems) {
          expect(field).not.toBe(undefined)
          expect(message).toMatch(/^[^]+\.$/)
        }
        if (problems.length > 0) corrected += 1
        else clean += 1
        // What it made of the link is a state that has a link of its own.
        expect(readLink(writeLink({ spec, view }))).toEqual({ spec, view, problems: [] })
      }),
      { numRuns: LINK_RUNS, seed: SEED },
    )
    // The links are a mixture: most need correction, some need none.
    expect(corrected).toBeGreaterThan(0.5 * LINK_RUNS)
    expect(clean).toBeGreaterThan(0.01 * LINK_RUNS)
  })
})

describe('readSpec(raw) for random records', () => {
  it('never throws for any values at all, and always gives a valid spec', () => {
    const records = fc.dictionary(
      fc.oneof(fields, fc.constantFrom('network', 'methods', 'readoutTied')),
      fc.oneof(fc.anything({ withBigInt: true, withNullPrototype: true }), fc.double()),
    )
    fc.assert(
      fc.property(records, (raw) => {
        const { spec } = readSpec(raw)
        expect(faultsOf(spec)).toEqual([])
        expect(fitCounts(spec)).toEqual({ spec, problems: [] })
      }),
      { numRuns: 2000, seed: SEED },
    )
  })
})

describe('a spec from a random link', () => {
  /** As small as allowed where size only costs time. */
  const shortened = (spec: RunSpec): RunSpec =>
    fitCounts({
      ...spec,
      inputDim: spec.network === 'relu' ? Math.min(spec.inputDim, 15) : 50,
      hiddenWidth: 50,
      mainSamples: Math.min(spec.mainSamples, 20),
      auxSamples: Math.min(spec.auxSamples, 40),
      stepLimit: 100,
    }).spec

  it('trains to finite numbers by every method', () => {
    const valid = fc
      .tuple(
        fc.constantFrom('', 'network=relu'),
        fc.array(nearlyValid, { minLength: 4, maxLength: 20 }),
      )
      .map(([network, parts]) => shortened(readLink([network, ...parts].join('&')).spec))
    const statuses = new Set<string>()
    fc.assert(
      fc.property(valid, (spec) => {
        const context = {
          tasks: createAnyTasks(anyTaskSettingsOf(spec)),
          start: startSettingsOf(spec),
          settings: trainingSettingsOf(spec),
        }
        const pretrained = pretrain(context).weights
        for (const method of METHOD_IDS) {
          const { run, beta, weights } = trainMethod(method, context, pretrained)
          statuses.add(run.status)
          expect(run.status).not.toBe('running')
          expect(weights.every(Number.isFinite)).toBe(true)
          expect(beta.every(Number.isFinite)).toBe(true)
          expect(leaves(run.observations).every(Number.isFinite)).toBe(true)
          expect(Number.isFinite(run.bestGeneralizationLoss)).toBe(true)
        }
      }),
      { numRuns: 150, seed: SEED },
    )
    expect([...statuses].sort()).toContain('stepLimit')
    expect(statuses.size).toBeGreaterThan(1)
  })
})
