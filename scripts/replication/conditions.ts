/** The conditions of the published experiments that are replicated, and our runs of them. */
import { geometricMean } from './statistics.ts'

/** Which published experiment a condition belongs to. */
export type Study = 'rescaling' | 'singleTask' | 'overlap'

type Method = 'singleTask' | 'finetune'

export interface Condition {
  study: Study
  method: Method
  /** k₂ */
  mainActive: number
  /** o */
  overlap: number
  /** c; on single-task training it has no influence. */
  rescale: number
  /** n */
  samples: number
}

export interface Run {
  condition: Condition
  seed: number
  /** The smallest loss on new inputs until training would stop. */
  loss: number
}

/** The sweep files of each study, without their ending. */
export const SWEEPS: Record<Study, readonly string[]> = {
  rescaling: [
    'rescaling-5-shared',
    'rescaling-40-shared',
    'rescaling-5-disjoint',
    'rescaling-40-disjoint',
  ],
  singleTask: ['single-task-5', 'single-task-40'],
  overlap: ['overlap'],
}

export const STUDIES = Object.keys(SWEEPS) as Study[] // the keys of a literal table

export const keyOf = (condition: Condition): string => {
  const { study, method, mainActive, overlap, samples } = condition
  const rescale = method === 'finetune' ? condition.rescale : 1
  return [study, method, mainActive, overlap, rescale, samples].join(' ')
}

const REQUIRED = [
  'method',
  'mainActive',
  'overlap',
  'rescale',
  'mainSamples',
  'dataSeed',
  'bestLossUntilStop',
] as const

/**
 * The runs in a table that `sweep` has written. Rows without a loss are left out.
 * @throws RangeError if a column is missing
 */
export const readRuns = (csv: string, study: Study): Run[] => {
  const [header = '', ...lines] = csv.trimEnd().split('\n')
  const names = header.split(',')
  const missing = REQUIRED.find((name) => !names.includes(name))
  if (missing !== undefined) throw new RangeError(`invalid table: no column ${missing}`)
  return lines.flatMap((line) => {
    const cells = line.split(',')
    const cell = (name: (typeof REQUIRED)[number]): string => cells[names.indexOf(name)] ?? ''
    const loss = cell('bestLossUntilStop')
    const method = cell('method')
    if (loss === '' || (method !== 'singleTask' && method !== 'finetune')) return []
    const condition: Condition = {
      study,
      method,
      mainActive: Number(cell('mainActive')),
      overlap: Number(cell('overlap')),
      rescale: Number(cell('rescale')),
      samples: Number(cell('mainSamples')),
    }
    return [{ condition, seed: Number(cell('dataSeed')), loss: Number(loss) }]
  })
}

export interface Summary {
  condition: Condition
  /** Geometric mean over seeds. */
  mean: number
  /** Largest over smallest loss of a seed. */
  spread: number
  seeds: number
}

/** One summary per condition, in the order in which conditions come first. */
export const summarize = (runs: readonly Run[]): Summary[] => {
  const groups = new Map<string, Run[]>()
  for (const run of runs) {
    const key = keyOf(run.condition)
    groups.set(key, [...(groups.get(key) ?? []), run])
  }
  return Array.from(groups.values()).flatMap((group) => {
    const [first] = group
    if (first === undefined) return []
    const losses = group.map(({ loss }) => loss)
    return {
      condition: first.condition,
      mean: geometricMean(losses),
      spread: Math.max(...losses) / Math.min(...losses),
      seeds: group.length,
    }
  })
}
