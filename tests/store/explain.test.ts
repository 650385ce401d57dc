import { NETWORKS } from '../../src/protocol/networks.ts'
import { describe, expect, it } from 'vitest'
import {
  compareMethods,
  explainMethod,
  FITTED_LOSS,
  regimeOf,
  type MethodFacts,
  type RunFacts,
} from '../../src/store/explain.ts'

const finetuned: MethodFacts = {
  method: 'finetune',
  status: 'converged',
  error: 2e-5,
  trainingLoss: 1e-8,
  effectiveFeatures: 3,
  unusedShare: 0.02,
  reusedShare: 0.98,
  pretrained: { count: 20, kept: 3 },
  order: 1.1,
}
const alone: MethodFacts = {
  method: 'singleTask',
  status: 'converged',
  error: 0.6,
  trainingLoss: 1e-8,
  effectiveFeatures: 16.2,
  unusedShare: 0.7,
  reusedShare: null,
  pretrained: null,
  order: null,
}
const run = (...methods: MethodFacts[]): RunFacts => ({
  methods,
  needed: 3,
  words: NETWORKS.diagonal.words,
})
const explain = (changes: Partial<MethodFacts>, ...others: MethodFacts[]): string => {
  const facts = { ...finetuned, ...changes }
  return explainMethod(facts, run(...others, facts))
}

describe('explainMethod(facts, run)', () => {
  it('counts what is kept, what leaked, and names the regime with its reason', () => {
    expect(explain({})).toBe(
      'Finetuned: 3 of 20 pretrained features kept, 2 % of the weight on unused ones: nested, under a penalty that favours few (ℓ-order 1.10); error 0.00002.'.replace(
        '0.00002',
        '2.0e-5',
      ),
    )
    expect(explain({ pretrained: { count: 20, kept: 19 }, order: 1.9 })).toContain(
      '19 of 20 pretrained features kept, 2 % of the weight on unused ones: lazy, under a penalty that spreads (ℓ-order 1.90)',
    )
    expect(explain({ reusedShare: 0.05 })).toContain(': little is reused;')
  })

  it('names no regime where the numbers are not clear', () => {
    for (const unclear of [
      { reusedShare: 0.5 },
      { order: null },
      { order: 1.7 },
      { pretrained: { count: 20, kept: 15 } },
      { pretrained: { count: 0, kept: 0 } },
    ]) {
      expect(regimeOf({ ...finetuned, ...unclear })).toBeNull()
      expect(explain(unclear)).not.toMatch(/nested|lazy|reused/)
    }
  })

  it('says so where pretraining left nothing, and where all coefficients are zero', () => {
    expect(explain({ pretrained: { count: 0, kept: 0 } })).toContain(
      'pretraining left nothing to keep',
    )
    expect(explain({ effectiveFeatures: 0, error: 1 })).toContain('all coefficients are zero')
  })

  it('compares the features in use with those that are needed, without pretraining', () => {
    expect(explainMethod(alone, run(alone))).toBe(
      'Single task: 16 effective features where the task needs 3, 70 % of the weight on unused ones; error 0.6.',
    )
    const found = { ...alone, error: 1e-3, effectiveFeatures: 3.04, unusedShare: 0.001 }
    expect(explainMethod(found, run(found))).toContain(
      'finds the task: 3 effective features where the task needs 3, less than 1 % of the weight',
    )
  })

  it('speaks of negative transfer only where training alone is better', () => {
    expect(explain({ error: 1.5 }, alone)).toContain(
      'error 1.5, worse than answering zero: negative transfer',
    )
    for (const other of [
      [],
      [{ ...alone, error: 2 }],
      [{ ...alone, status: 'diverged' as const }],
    ]) {
      const text = explain({ error: 1.5 }, ...other)
      expect(text).toContain('worse than answering zero')
      expect(text).not.toContain('negative transfer')
    }
    const bad = { ...alone, error: 1.2 }
    expect(explainMethod(bad, run(bad))).not.toContain('negative transfer')
  })

  it('tells how it ended where the examples are not fitted', () => {
    const unfitted = { trainingLoss: 2 * FITTED_LOSS }
    expect(explain({ ...unfitted, status: 'stepLimit' })).toContain(
      'It reached the step limit before',
    )
    expect(explain({ ...unfitted, status: 'plateau' })).toContain(
      'It came to rest on a plateau before',
    )
    expect(explain({ ...unfitted, status: 'converged' })).toContain('It stopped before it fitted')
    expect(explain({ status: 'diverged' })).toContain(
      'It diverged: these are its last finite weights.',
    )
    expect(explain({ status: 'stepLimit' })).not.toContain('step limit')
  })
})

describe('compareMethods(run)', () => {
  it.each([
    [0.6, 'Finetuning ends 30,000 times below single-task training.'],
    [2e-5, 'Finetuning and single-task training end at the same error.'],
    [2.2e-5, 'Finetuning and single-task training end at about the same error.'],
    [1e-6, 'Finetuning ends 20 times above single-task training.'],
    [0, 'Finetuning ends with an error, single-task training without.'],
  ])('against a single-task error of %d', (error, sentence) => {
    expect(compareMethods(run({ ...alone, error }, finetuned))).toBe(sentence)
  })

  it('says so where one ends without error', () => {
    expect(compareMethods(run(alone, { ...finetuned, error: 0 }))).toBe(
      'Finetuning ends without error, single-task training does not.',
    )
  })

  it('compares what there is, and nothing that diverged or stands alone', () => {
    const both: MethodFacts = { ...alone, method: 'multiTask', error: 0.06 }
    expect(compareMethods(run(alone, both))).toBe(
      'Multi-task learning ends 10 times below single-task training.',
    )
    expect(compareMethods(run(finetuned))).toBe('')
    expect(compareMethods(run(alone, { ...finetuned, status: 'diverged' }))).toBe('')
  })
})
