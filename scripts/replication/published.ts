/**
 * The published geometric means, read in place from a file that stands beside the project and is no
 * part of it.
 */
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { isProbe, keyOf, type Condition, type Study } from './conditions.ts'

/** Relative to the project's root. */
export const PUBLISHED_FILE = '../shared/reference/paper-means.json'

type Row = Readonly<Record<string, unknown>>

const METHODS = new Map<unknown, Condition['method']>([
  ['STL', 'singleTask'],
  ['PT+FT', 'finetune'],
  ['MTL', 'multiTask'],
  ['STL (LR)', 'singleTaskProbe'],
  ['PT+FT (LR)', 'finetuneProbe'],
])

const rowsOf = (content: Row, name: string): readonly Row[] => {
  const rows = content[name]
  if (!Array.isArray(rows)) throw new RangeError(`${PUBLISHED_FILE} has no list ${name}`)
  return rows as Row[] // a list of objects by its note
}

/** Overlap of a nested or rescaling run: all main features are shared, or none. */
const sharedOrNot = (row: Row): number => (row.overlap === 'yes' ? Number(row.active_dims) : 0)

/**
 * Overlap and correlation from a list of cosines as text, one of each main unit: 0 is a fresh unit.
 * None if the units are correlated by different amounts.
 */
const readCosines = (text: unknown): Pick<Condition, 'overlap' | 'correlation'> | undefined => {
  const cosines = (JSON.parse(String(text)) as number[]).filter((cosine) => cosine !== 0)
  const [correlation = 1] = cosines
  const isOne = cosines.every((cosine) => cosine === correlation)
  return isOne ? { overlap: cosines.length, correlation } : undefined
}

/** The study of a nested run; its finetuned runs are those of diagonal_rescaling with c = 1. */
const nestedStudy = (method: Condition['method']): Study | undefined => {
  if (isProbe(method)) return 'nestedProbe'
  return method === 'singleTask' ? 'singleTask' : undefined
}

type Reader = (
  row: Row,
  method: Condition['method'],
) => Omit<Condition, 'method' | 'samples'> | undefined

/** Condition (without method and samples) of a row of each table; none if it is not replicated. */
const READERS: Record<string, Reader> = {
  diagonal_rescaling: (row) => ({
    study: 'rescaling',
    mainActive: Number(row.active_dims),
    overlap: sharedOrNot(row),
    correlation: 1,
    rescale: Number(row.w_scaling),
  }),
  diagonal_nested: (row, method) => {
    const study = nestedStudy(method)
    const counts = { mainActive: Number(row.active_dims), overlap: sharedOrNot(row) }
    return study && { study, ...counts, correlation: 1, rescale: 1 }
  },
  diagonal_overlap: (row, method) => ({
    study: isProbe(method) ? 'overlapProbe' : 'overlap',
    mainActive: 40,
    overlap: Number(row.overlap),
    correlation: 1,
    rescale: 1,
  }),
  relu_overlap: (row, method) => {
    const shared = readCosines(row.correlation)
    const study = method === 'multiTask' ? 'reluMultiTask' : 'reluOverlap'
    return shared && { study, mainActive: 6, rescale: 1, ...shared }
  },
  relu_rescaling: (row) => ({
    study: 'reluRescaling',
    mainActive: Number(row.n_units),
    overlap: Number(row.n_units),
    correlation: Number(row.corr),
    rescale: Number(row.weight_scaling),
  }),
}

/** How many means each table holds, replicated or not. */
export const countPublished = (content: Row): Record<string, number> =>
  Object.fromEntries(Object.keys(READERS).map((name) => [name, rowsOf(content, name).length]))

/** Published geometric means by `keyOf` of their condition. */
export const parsePublished = (content: Row): Map<string, number> => {
  const means = new Map<string, number>()
  for (const [name, read] of Object.entries(READERS)) {
    for (const row of rowsOf(content, name)) {
      const method = METHODS.get(row.setup ?? row.setup2)
      const rest = method && read(row, method)
      if (method === undefined || rest === undefined) continue
      means.set(keyOf({ ...rest, method, samples: Number(row.n_train) }), Number(row.geomean))
    }
  }
  return means
}

/** The published means, or nothing where the file is absent. */
export const readPublished = (root: string): Map<string, number> | undefined => {
  const file = path.join(root, PUBLISHED_FILE)
  if (!existsSync(file)) return undefined
  return parsePublished(JSON.parse(readFileSync(file, 'utf8')) as Row)
}
