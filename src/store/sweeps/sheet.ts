/** Numbers of many runs, seeds × points × measures, which a pool of threads fills in part by part. */
import type { Pool, Ticket } from '../../client/pool.ts'
import type { Measure, Priority, SweepPoint } from '../../protocol/computing.ts'
import type { RunSpec } from '../../protocol/spec.ts'

/** A small piece of work: some points of one seed. */
export interface SheetPart {
  /** Index into the plan's seeds. */
  seed: number
  /** Indices into the plan's points, in the order in which they are solved. */
  points: readonly number[]
}

export interface SheetPlan {
  /** Everything that the numbers depend on, as one text. */
  key: string
  /** Its data seed and what the points set are not used. */
  spec: RunSpec
  seeds: readonly number[]
  points: readonly SweepPoint[]
  measures: readonly Measure[]
  /** Every point of every seed once, in the order of computation. */
  parts: readonly SheetPart[]
}

export interface Sheet {
  plan: SheetPlan
  /** Shape seeds × points × measures; NaN where there is no number (yet). Mutable, for speed. */
  values: Float64Array
  /** 1 where a point has been answered, if only by NaN. Shape seeds × points. */
  answered: Uint8Array
  /** Points answered, of seeds × points. */
  done: number
  /** Why some points could not be computed; `null` if none failed. */
  failure: string | null
}

export const emptySheet = (plan: SheetPlan): Sheet => {
  const points = plan.seeds.length * plan.points.length
  return {
    plan,
    values: new Float64Array(points * plan.measures.length).fill(NaN),
    answered: new Uint8Array(points),
    done: 0,
    failure: null,
  }
}

export const isComplete = (sheet: Sheet): boolean => sheet.done === sheet.answered.length

/** Writes the answer to a part, shape points × measures; `null` for one that failed. */
const writePart = (sheet: Sheet, part: SheetPart, answer: Float64Array | null): void => {
  const { points, measures } = sheet.plan
  part.points.forEach((point, index) => {
    const place = part.seed * points.length + point
    sheet.done += sheet.answered[place] === 1 ? 0 : 1
    sheet.answered[place] = 1
    for (let measure = 0; measure < measures.length; measure += 1) {
      sheet.values[place * measures.length + measure] =
        answer?.[index * measures.length + measure] ?? NaN
    }
  })
}

/** The answers of all seeds that have one, at one point; may be NaN. */
export const answersAt = (sheet: Sheet, point: number, measure: Measure): number[] => {
  const { seeds, points, measures } = sheet.plan
  const column = measures.indexOf(measure)
  const answers: number[] = []
  for (let seed = 0; seed < seeds.length; seed += 1) {
    const place = seed * points.length + point
    if (sheet.answered[place] !== 1) continue
    answers.push(sheet.values[place * measures.length + column] ?? NaN)
  }
  return answers
}

interface FillOptions {
  pool: Pool
  priority: Priority
  /** Called after each part that has been written. */
  onAnswer: () => void
}

/**
 * Hands in the parts that have no answer yet. A part that fails is answered by NaN, and its reason
 * is kept. The returned function drops what is still to come.
 */
export const fillSheet = (
  sheet: Sheet,
  { pool, priority, onAnswer }: FillOptions,
): (() => void) => {
  const { spec, seeds, points, measures, parts } = sheet.plan
  const isMissing = ({ seed, points: own }: SheetPart): boolean =>
    own.some((point) => sheet.answered[seed * points.length + point] !== 1)
  const tickets = parts.filter(isMissing).map((part): Ticket => {
    const dataSeed = seeds[part.seed] ?? spec.dataSeed
    return pool.submit({
      job: {
        type: 'sweep',
        spec: { ...spec, dataSeed },
        points: part.points.map((point) => points[point] ?? {}),
        measures,
      },
      priority,
      affinity: dataSeed,
      onDone: ({ values }) => {
        writePart(sheet, part, values)
        onAnswer()
      },
      onFailed: (reason) => {
        writePart(sheet, part, null)
        sheet.failure = reason
        onAnswer()
      },
    })
  })
  return () => {
    for (const ticket of tickets) ticket.cancel()
  }
}
