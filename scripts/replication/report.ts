/** The results as Markdown. Published means appear only as ratios and directions. */
import { COMPARISONS, directionsOf, EQUAL, type Comparison, type Direction } from './comparisons.ts'
import {
  keyOf,
  STUDIES,
  type Condition,
  type Part,
  type Study,
  type Summary,
} from './conditions.ts'
import { factorBetween } from './statistics.ts'

const TITLES: Record<Study, string> = {
  rescaling: 'Rescaling (PT+FT)',
  singleTask: 'Single-task training on the same tasks (STL)',
  overlap: 'Overlap',
  overlapProbe: 'Linear probing, overlap',
  nestedProbe: 'Linear probing, shared and disjoint features',
  reluOverlap: 'Shared units',
  reluRescaling: 'Rescaling of units (PT+FT)',
  reluMultiTask: 'Multi-task learning of shared units',
}

const NAMES: Record<Condition['method'], string> = {
  singleTask: 'STL',
  multiTask: 'MTL',
  finetune: 'PT+FT',
  singleTaskProbe: 'STL (LP)',
  finetuneProbe: 'PT+FT (LP)',
}

/** Two significant digits. */
const short = (value: number): string => {
  if (value < 0.01) return value.toExponential(1)
  return value < 100 ? value.toPrecision(2) : String(Number(value.toPrecision(2)))
}

const unitsLabel = (condition: Condition): string => {
  const { study, method, mainActive, overlap, correlation, rescale } = condition
  const units = `${mainActive} ${mainActive === 1 ? 'unit' : 'units'}`
  if (study === 'reluRescaling') return `${units}, c = ${rescale}`
  const angle = correlation === 1 ? '' : ` at ρ = ${correlation}`
  return `${NAMES[method]}, ${overlap} of ${units} shared${angle}`
}

const rowLabel = (condition: Condition): string => {
  const { study, method, mainActive, overlap, rescale } = condition
  if (study.startsWith('relu')) return unitsLabel(condition)
  if (study.startsWith('overlap')) return `${NAMES[method]}, overlap ${overlap}`
  const task = `${mainActive} ${overlap > 0 ? 'shared' : 'disjoint'} features`
  if (study === 'nestedProbe') return `${NAMES[method]}, ${task}`
  return study === 'rescaling' ? `${task}, c = ${rescale}` : task
}

const tableOf = (heads: readonly string[], rows: readonly (readonly string[])[]): string => {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
  return [line(heads), line(heads.map(() => '---')), ...rows.map(line)].join('\n')
}

interface Data {
  summaries: readonly Summary[]
  ours: ReadonlyMap<string, Summary>
  /** Absent: no ratios. */
  published: ReadonlyMap<string, number> | undefined
  samples: readonly number[]
}

const ratioOf = ({ condition, mean }: Summary, published: Data['published']) => {
  const reference = published?.get(keyOf(condition))
  return reference === undefined ? undefined : mean / reference
}

const studyTable = (study: Study, { summaries, published, samples }: Data): string => {
  const rows = new Map<string, Map<number, string>>()
  for (const summary of summaries.filter(({ condition }) => condition.study === study)) {
    const { condition, mean } = summary
    const label = rowLabel(condition)
    const cells = rows.get(label) ?? new Map<number, string>()
    const ratio = ratioOf(summary, published)
    cells.set(condition.samples, short(mean) + (ratio === undefined ? '' : ` (×${short(ratio)})`))
    rows.set(label, cells)
  }
  const heads = ['', ...samples.map((count) => `n = ${count}`)]
  return tableOf(
    heads,
    Array.from(rows, ([label, cells]) => [label, ...samples.map((n) => cells.get(n) ?? '–')]),
  )
}

const studiesIn = (summaries: readonly Summary[]): Study[] =>
  STUDIES.filter((study) => summaries.some(({ condition }) => condition.study === study))

const sharesTable = ({ summaries, published }: Data): string => {
  const row = (name: string, chosen: readonly Summary[]): string[] => {
    const factors = chosen.flatMap((summary) => {
      const ratio = ratioOf(summary, published)
      return ratio === undefined ? [] : [factorBetween(ratio, 1)]
    })
    const within = (limit: number): string =>
      `${factors.filter((factor) => factor <= limit).length} of ${factors.length}`
    return [name, within(2), within(10)]
  }
  return tableOf(
    ['', 'within a factor of 2', 'within a factor of 10'],
    [
      ...studiesIn(summaries).map((study) =>
        row(
          TITLES[study],
          summaries.filter(({ condition }) => condition.study === study),
        ),
      ),
      row('All', summaries),
    ],
  )
}

const MARKS = new Map([
  [true, ' ✓'],
  [false, ' ✗'],
])

const directionCell = (direction: Direction | undefined): string => {
  if (direction === undefined) return '–'
  const mark = direction.agrees === null ? '' : (MARKS.get(direction.agrees) ?? '')
  return `${short(direction.ratio)}${mark}`
}

const directionsSection = ({ summaries, ours, published, samples }: Data): string[] => {
  const means = published ?? new Map<string, number>()
  const own = new Set(summaries.map(({ condition }) => condition.study))
  const isOwn = ({ pair }: Comparison): boolean => pair(0).some(({ study }) => own.has(study))
  const rows = COMPARISONS.filter(isOwn)
    .map((comparison) => ({
      title: comparison.title,
      directions: directionsOf(comparison, samples, { ours, published: means }),
    }))
    .filter(({ directions }) => directions.length > 0)
  const told = rows.flatMap(({ directions }) => directions).filter(({ agrees }) => agrees !== null)
  const agreeing = told.filter(({ agrees }) => agrees === true)
  const legend = `✓: the published means lie the same way (${agreeing.length} of ${told.length}), ✗: the other way; no mark where they are within a factor of ${EQUAL} of each other.`
  return [
    `Loss of the first divided by that of the second, ours.${published ? ` ${legend}` : ''}`,
    tableOf(
      ['', ...samples.map((count) => `n = ${count}`)],
      rows.map(({ title, directions }) => [
        title,
        ...samples.map((count) =>
          directionCell(directions.find((direction) => direction.samples === count)),
        ),
      ]),
    ),
  ]
}

/** The conditions outside a factor of two, the furthest first, with the spread over our seeds. */
const outliersTable = ({ summaries, published }: Data): string => {
  const outliers = summaries
    .map((summary) => ({ summary, ratio: ratioOf(summary, published) ?? 1 }))
    .filter(({ ratio }) => factorBetween(ratio, 1) > 2)
    .sort((one, other) => factorBetween(other.ratio, 1) - factorBetween(one.ratio, 1))
  if (outliers.length === 0) return 'None.'
  return tableOf(
    ['condition', 'n', 'ours / published', 'largest / smallest of our seeds'],
    outliers.map(({ summary, ratio }) => [
      rowLabel(summary.condition) + (summary.condition.study === 'singleTask' ? ', STL' : ''),
      String(summary.condition.samples),
      short(ratio),
      short(summary.spread),
    ]),
  )
}

const section = (title: string, ...parts: string[]): string =>
  [`#### ${title}`, ...parts].join('\n\n')

/**
 * All results; without `published` no ratios, shares and marks.
 * @param beside results of other parts, which directions may be compared with
 */
export const writeReport = (
  summaries: readonly Summary[],
  published: ReadonlyMap<string, number> | undefined,
  beside: readonly Summary[] = [],
): string => {
  const samples = Array.from(new Set(summaries.map(({ condition }) => condition.samples))).sort(
    (one, other) => one - other,
  )
  const ours = new Map(
    [...beside, ...summaries].map((summary) => [keyOf(summary.condition), summary]),
  )
  const data: Data = { summaries, ours, published, samples }
  const seeds = Array.from(new Set(summaries.map((summary) => summary.seeds))).join(' or ')
  const inBrackets = published ? ' In brackets: ours divided by the published mean.' : ''
  return [
    `Geometric means over ${seeds} data seeds of the smallest loss on new inputs over training.${inBrackets}`,
    ...studiesIn(summaries).map((study) => section(TITLES[study], studyTable(study, data))),
    section('Directions', ...directionsSection(data)),
    ...(published
      ? [
          section('Agreement', sharesTable(data)),
          section('Further than a factor of 2', outliersTable(data)),
        ]
      : []),
  ].join('\n\n')
}

/** How each part’s results are named in the comments around them. */
const MARK_NAMES: Record<Part, string> = {
  diagonal: 'results',
  probes: 'results of linear probing',
  relu: 'results of ReLU networks',
  multiTask: 'results of multi-task learning',
}

/** What stands around the results of a part. */
export const marksAround = (part: Part): { begin: string; end: string } => ({
  begin: `<!-- ${MARK_NAMES[part]}: written by npm run replicate -->`,
  end: `<!-- end of ${MARK_NAMES[part]} -->`,
})

/**
 * The document with the results of a part exchanged.
 * @throws RangeError if it has no place for them
 */
export const replaceResults = (document: string, report: string, part: Part): string => {
  const marks = marksAround(part)
  const begin = document.indexOf(marks.begin)
  const end = document.indexOf(marks.end)
  if (begin < 0 || end < begin) throw new RangeError('invalid document: no place for the results')
  return `${document.slice(0, begin + marks.begin.length)}\n\n${report}\n\n${document.slice(end)}`
}
