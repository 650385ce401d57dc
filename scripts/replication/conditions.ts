/** The conditions of the published experiments that are replicated, and our runs of them. */
import { geometricMean } from './statistics.ts'

/** The parts of the replication: each has tables and a place in the document of its own. */
export const PART_IDS = ['diagonal', 'probes', 'relu', 'multiTask'] as const

export type Part = (typeof PART_IDS)[number]

export const STUDY_IDS = {
  diagonal: ['rescaling', 'singleTask', 'overlap'],
  probes: ['overlapProbe', 'nestedProbe'],
  relu: ['reluOverlap', 'reluRescaling'],
  multiTask: ['reluMultiTask'],
} as const

/** Which published experiment a condition belongs to. */
export type Study = (typeof STUDY_IDS)[Part][number]

type Method = 'singleTask' | 'multiTask' | 'finetune' | 'singleTaskProbe' | 'finetuneProbe'

export const isProbe = (method: Method): boolean => method.endsWith('Probe')

export interface Condition {
  study: Study
  method: Method
  /** k₂ */
  mainActive: number
  /** o */
  overlap: number
  /** ρ of the shared units of a ReLU network; 1 for diagonal ones. */
  correlation: number
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
  overlapProbe: ['probe-overlap'],
  nestedProbe: ['probe-5', 'probe-40'],
  reluOverlap: ['relu-overlap'],
  reluRescaling: ['relu-rescaling'],
  reluMultiTask: ['relu-multi-task'],
}

export const STUDIES = Object.keys(SWEEPS) as Study[] // the keys of a literal table

export const keyOf = (condition: Condition): string => {
  const { study, method, mainActive, overlap, correlation, samples } = condition
  const rescale = method === 'finetune' ? condition.rescale : 1
  return [study, method, mainActive, overlap, correlation, rescale, samples].join(' ')
}

const METHODS: readonly Method[] = [
  ...(['singleTask', 'multiTask', 'finetune'] as const),
  ...(['singleTaskProbe', 'finetuneProbe'] as const),
]

const REQUIRED = [
  'method',
  'mainActive',
  'overlap',
  'rescale',
  'mainSamples',
  'dataSeed',
  'bestLossUntilStop',
] as const

/** A column that tables of diagonal networks do not have. */
const CORRELATION = 'featureCorrelation'

/**
 * The runs of a study in a table that a sweep has written. Rows without a loss are left out, and
 * probes where the study is of training.
 * @throws RangeError if a column is missing
 */
export const readRuns = (csv: string, study: Study): Run[] => {
  const [header = '', ...lines] = csv.trimEnd().split('\n')
  const names = header.split(',')
  const missing = REQUIRED.find((name) => !names.includes(name))
  if (missing !== undefined) throw new RangeError(`invalid table: no column ${missing}`)
  const isOfProbes = STUDY_IDS.probes.some((known) => known === study)
  return lines.flatMap((line) => {
    const cells = line.split(',')
    const cell = (name: (typeof REQUIRED)[number]): string => cells[names.indexOf(name)] ?? ''
    const loss = cell('bestLossUntilStop')
    const method = METHODS.find((known) => known === cell('method'))
    if (loss === '' || method === undefined || isProbe(method) !== isOfProbes) return []
    const condition: Condition = {
      study,
      method,
      mainActive: Number(cell('mainActive')),
      overlap: Number(cell('overlap')),
      correlation: names.includes(CORRELATION) ? Number(cells[names.indexOf(CORRELATION)]) : 1,
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
