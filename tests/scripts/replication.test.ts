import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { COMPARISONS, directionsOf } from '../../scripts/replication/comparisons.ts'
import {
  keyOf,
  PART_IDS,
  readRuns,
  STUDY_IDS,
  summarize,
  SWEEPS,
  type Condition,
} from '../../scripts/replication/conditions.ts'
import {
  countPublished,
  parsePublished,
  readPublished,
} from '../../scripts/replication/published.ts'
import { replaceResults, writeReport } from '../../scripts/replication/report.ts'
import { planSweep } from '../../scripts/cli/sweepPlan.ts'
import { planReluSweep, type ReluSweep } from '../../scripts/replication/reluSweep.ts'
import type { RunSpec } from '../../src/protocol/spec.ts'
import type { MethodId } from '../../src/theory/methodRecipes.ts'
import { createCliFolder } from './cliFolder.ts'

const { at } = createCliFolder()

const CSV = `method,mainActive,overlap,rescale,mainSamples,dataSeed,status,bestLossUntilStop
finetune,5,5,1,16,1,interpolates,0.1
finetune,5,5,1,16,2,interpolates,0.001
finetune,5,5,0.1,16,1,interpolates,1e-7
finetune,5,5,0.1,16,2,stalled; trajectory lost,
singleTaskProbe,5,5,1,16,1,converged,0.5
`

const rescaled = (rescale: number): Condition => ({
  study: 'rescaling',
  method: 'finetune',
  mainActive: 5,
  overlap: 5,
  correlation: 1,
  rescale,
  samples: 16,
})

const RELU_CSV = `method,mainActive,overlap,featureCorrelation,rescale,mainSamples,dataSeed,bestLossUntilStop
multiTask,6,6,0.9,1,64,1,0.02
singleTask,6,6,0.9,1,64,1,0.06
finetune,6,6,0.9,1,64,1,0.01
`

const inUnits = (method: Condition['method'], overlap: number, correlation: number): Condition => ({
  study: method === 'multiTask' ? 'reluMultiTask' : 'reluOverlap',
  ...{ mainActive: 6, rescale: 1, samples: 64 },
  ...{ method, overlap, correlation },
})

/** Constructed: a published table of the same form with invented numbers. */
const PUBLISHED = {
  diagonal_rescaling: [
    { setup: 'PT+FT', overlap: 'yes', active_dims: 5, w_scaling: 1, n_train: 16, geomean: 0.02 },
    { setup: 'PT+FT', overlap: 'yes', active_dims: 5, w_scaling: 0.1, n_train: 16, geomean: 4e-9 },
  ],
  diagonal_nested: [
    { setup: 'STL', overlap: 'no', active_dims: 40, n_train: 32, geomean: 0.3 },
    { setup: 'PT+FT', overlap: 'no', active_dims: 40, n_train: 32, geomean: 0.4 },
    { setup: 'STL (LR)', overlap: 'yes', active_dims: 40, n_train: 32, geomean: 0.45 },
  ],
  diagonal_overlap: [
    { setup: 'STL', overlap: 20, n_train: 64, geomean: 0.5 },
    { setup: 'PT+FT (LR)', overlap: 20, n_train: 64, geomean: 0.6 },
  ],
  relu_overlap: [
    { setup2: 'MTL', correlation: '[1.0, 1.0, 1.0, 0.0, 0.0, 0.0]', n_train: 64, geomean: 0.7 },
    { setup2: 'MTL', correlation: '[0.0, 0.0, 0.0, 0.0, 0.0, 0.0]', n_train: 64, geomean: 0.77 },
    { setup2: 'MTL', correlation: '[0.9, 0.9, 0.9, 0.9, 0.9, 0.9]', n_train: 64, geomean: 0.03 },
    { setup2: 'STL', correlation: '[0.9, 0.9, 0.9, 0.9, 0.9, 0.9]', n_train: 64, geomean: 0.09 },
    { setup2: 'STL', correlation: '[1.0, 0.9, 0.9, 0.9, 0.0, 0.0]', n_train: 64, geomean: 0.8 },
  ],
  relu_rescaling: [
    { setup2: 'PT+FT', corr: 1, n_units: 6, weight_scaling: 10, n_train: 32, geomean: 0.88 },
  ],
}

describe('readRuns(csv, study) and summarize(runs)', () => {
  it('take the geometric mean over the seeds that have a loss', () => {
    const summaries = summarize(readRuns(CSV, 'rescaling'))
    expect(summaries).toHaveLength(2)
    const [first, second] = summaries
    expect(first).toMatchObject({ condition: rescaled(1), seeds: 2 })
    expect(first?.mean).toBeCloseTo(0.01, 12) // √(0.1 · 0.001)
    expect(first?.spread).toBeCloseTo(100, 9)
    expect(second).toMatchObject({ condition: rescaled(0.1), seeds: 1, spread: 1 })
  })

  it('a table of something else is refused', () => {
    expect(() => readRuns('a,b\n1,2\n', 'overlap')).toThrow('no column method')
  })
})

describe('parsePublished(content)', () => {
  it('knows the replicated conditions by the keys of ours', () => {
    const means = parsePublished(PUBLISHED)
    expect(means.size).toBe(11)
    expect(means.get(keyOf(rescaled(0.1)))).toBe(4e-9)
    const alone = { method: 'singleTask', mainActive: 40, correlation: 1, rescale: 1 } as const
    // The rescaling factor does not matter to single-task training.
    const nested = {
      ...alone,
      study: 'singleTask',
      overlap: 0,
      samples: 32,
      rescale: 0.01,
    } as const
    expect(means.get(keyOf(nested))).toBe(0.3)
    expect(means.get(keyOf({ ...alone, study: 'overlap', overlap: 20, samples: 64 }))).toBe(0.5)
  })

  it('tells linear probes from trained networks', () => {
    const means = parsePublished(PUBLISHED)
    const probe = { mainActive: 40, correlation: 1, rescale: 1 } as const
    const overlapping = { ...probe, study: 'overlapProbe', overlap: 20, samples: 64 } as const
    expect(means.get(keyOf({ ...overlapping, method: 'finetuneProbe' }))).toBe(0.6)
    const nested = { ...probe, study: 'nestedProbe', overlap: 40, samples: 32 } as const
    expect(means.get(keyOf({ ...nested, method: 'singleTaskProbe' }))).toBe(0.45)
    expect(countPublished(PUBLISHED)).toMatchObject({ diagonal_nested: 3, relu_overlap: 5 })
  })

  it('knows which units of a ReLU network are shared; lists of different cosines are left out', () => {
    const means = parsePublished(PUBLISHED)
    expect(means.get(keyOf(inUnits('multiTask', 3, 1)))).toBe(0.7)
    expect(means.get(keyOf(inUnits('multiTask', 0, 1)))).toBe(0.77)
    expect(means.get(keyOf(inUnits('singleTask', 6, 0.9)))).toBe(0.09)
    expect(Array.from(means.values())).not.toContain(0.8)
    const rescaledUnits: Condition = {
      ...{ study: 'reluRescaling', method: 'finetune', mainActive: 6, overlap: 6 },
      ...{ correlation: 1, rescale: 10, samples: 32 },
    }
    expect(means.get(keyOf(rescaledUnits))).toBe(0.88)
  })

  it('is read from beside the project, and may be absent', () => {
    const root = at('project')
    mkdirSync(root)
    expect(readPublished(root)).toBeUndefined()
    mkdirSync(path.join(root, '../shared/reference'), { recursive: true })
    writeFileSync(
      path.join(root, '../shared/reference/paper-means.json'),
      JSON.stringify(PUBLISHED),
    )
    expect(readPublished(root)?.size).toBe(11)
  })
})

describe('directionsOf(comparison, samples, data)', () => {
  const [comparison] = COMPARISONS
  const directions = (published: ReadonlyMap<string, number>) => {
    const summaries = summarize(readRuns(CSV, 'rescaling'))
    const ours = new Map(summaries.map((summary) => [keyOf(summary.condition), summary]))
    return comparison ? directionsOf(comparison, [16, 32], { ours, published }) : []
  }

  it('agrees, disagrees, or cannot tell', () => {
    const means = (small: number, large: number) =>
      new Map([
        [keyOf(rescaled(0.1)), small],
        [keyOf(rescaled(1)), large],
      ])
    expect(directions(means(1, 2)).map(({ agrees }) => agrees)).toEqual([true])
    expect(directions(means(2, 1)).map(({ agrees }) => agrees)).toEqual([false])
    expect(directions(means(1, 1.05)).map(({ agrees }) => agrees)).toEqual([null])
    expect(directions(new Map()).map(({ agrees }) => agrees)).toEqual([null])
  })
})

describe('writeReport(summaries, published)', () => {
  const summaries = summarize(readRuns(CSV, 'rescaling'))

  it('shows our means, ratios, shares, directions and outliers, and no published mean', () => {
    const report = writeReport(summaries, parsePublished(PUBLISHED))
    expect(report).toContain('| 5 shared features, c = 1 | 0.010 (×0.50) |')
    expect(report).toContain('| 5 shared features, c = 0.1 | 1.0e-7 (×25) |')
    expect(report).toContain('| c = 0.1 against 1, 5 shared features | 1.0e-5 ✓ |')
    expect(report).toContain('lie the same way (1 of 1)')
    expect(report).toContain('| Rescaling (PT+FT) | 1 of 2 | 1 of 2 |')
    expect(report).toContain('| 5 shared features, c = 0.1 | 16 | 25 | 1.0 |')
    for (const secret of ['0.02', '4e-9', '4.0e-9']) expect(report).not.toContain(secret)
  })

  it('has no comparison where the published means are absent', () => {
    const report = writeReport(summaries, undefined)
    expect(report).toContain('| 5 shared features, c = 1 | 0.010 |')
    expect(report).toContain('| c = 0.1 against 1, 5 shared features | 1.0e-5 |')
    for (const word of ['×', '✓', 'published', 'Agreement']) expect(report).not.toContain(word)
  })
})

describe('writeReport(summaries, published, beside) of ReLU networks', () => {
  const isMultiTask = (line: string): boolean => line.startsWith('multiTask')
  const [header = '', ...lines] = RELU_CSV.trimEnd().split('\n')
  const csvOf = (rows: readonly string[]): string => [header, ...rows].join('\n')

  it('names units, and compares with the other parts', () => {
    const report = writeReport(
      summarize(readRuns(csvOf(lines.filter(isMultiTask)), 'reluMultiTask')),
      parsePublished(PUBLISHED),
      summarize(readRuns(csvOf(lines.filter((line) => !isMultiTask(line))), 'reluOverlap')),
    )
    expect(report).toContain('| MTL, 6 of 6 units shared at ρ = 0.9 | 0.020 (×0.67) |')
    expect(report).toContain('| 6 units at ρ = 0.9: MTL against STL | 0.33 ✓ |') // 0.03 < 0.09 too
    expect(report).toContain('| 6 units at ρ = 0.9: PT+FT against MTL | 0.50 |')
    expect(report).toContain('#### Multi-task learning of shared units')
    expect(report).not.toContain('PT+FT against STL')
    for (const other of ['#### Overlap', '#### Rescaling (', '| Overlap', '#### Shared units']) {
      expect(report).not.toContain(other)
    }
  })
})

describe('replaceResults(document, report, network)', () => {
  const begin = '<!-- results: written by npm run replicate -->'
  const end = '<!-- end of results -->'

  it('exchanges what stands between the marks, again and again', () => {
    const document = `# Before\n\n${begin}\nold\n${end}\nAfter\n`
    const once = replaceResults(document, 'new', 'diagonal')
    expect(once).toBe(`# Before\n\n${begin}\n\nnew\n\n${end}\nAfter\n`)
    expect(replaceResults(once, 'new', 'diagonal')).toBe(once)
    expect(() => replaceResults(once, 'new', 'relu')).toThrow(RangeError)
  })

  it('refuses a document without a place for them', () => {
    expect(() => replaceResults('# Nothing', 'new', 'diagonal')).toThrow(RangeError)
  })
})

const readSweep = (name: string): unknown =>
  JSON.parse(
    readFileSync(new URL(`../../scripts/replication/sweeps/${name}.json`, import.meta.url), 'utf8'),
  )

const diagonalRuns = (name: string): { spec: RunSpec; method: MethodId }[] => {
  const plan = planSweep(readSweep(name) as Record<string, unknown>)
  expect(new Set(plan.map(({ spec }) => spec.dataSeed)).size).toBeGreaterThanOrEqual(6)
  return plan
}

const isRelu = (name: string): boolean => name.startsWith('relu')

describe('scripts/replication/sweeps', () => {
  it('are valid, and cover what the comparisons compare', () => {
    const keys = new Set<string>()
    for (const study of PART_IDS.flatMap((part) => STUDY_IDS[part])) {
      for (const name of SWEEPS[study]) {
        const plan = isRelu(name) ? planReluSweep(readSweep(name) as ReluSweep) : diagonalRuns(name)
        for (const { spec, method } of plan) {
          if (method === 'probeThenFinetune') throw new Error(method)
          const correlation = spec.featureCorrelation
          keys.add(keyOf({ ...spec, correlation, study, method, samples: spec.mainSamples }))
        }
      }
    }
    for (const { pair } of COMPARISONS) {
      for (const condition of pair(64)) expect(keys).toContain(keyOf(condition))
    }
  })
})
