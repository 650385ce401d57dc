/** A ladder over the rescaling factor for one fixed setting: few values, and no multi-task level. */
import type { RunSpec } from '../protocol/spec.ts'
import { createControlsStore, type ControlsStore } from './controls.ts'
import { planSheet, type Ladder, type LadderRole, type LadderSubject } from './ladder.ts'
import { createSweepStore, type SweepSurroundings } from './sweeps/sweepStore.ts'

/** Controls that nobody moves. */
const fixedAt = (spec: RunSpec): ControlsStore => {
  const controls = createControlsStore('')
  controls.setSpec(spec)
  return controls
}

/** Values between two of the reader's columns on the way of the true line. */
const BETWEEN = 3

/** The columns and values evenly between them on a logarithmic axis. */
export const refined = (columns: readonly number[]): number[] =>
  columns.flatMap((column, index) => {
    const next = columns[index + 1]
    if (next === undefined) return [column]
    const shares = Array.from({ length: BETWEEN }, (_, step) => (step + 1) / (BETWEEN + 1))
    const inner = shares.map((share) => Number((column * (next / column) ** share).toPrecision(3)))
    return [column, ...inner]
  })

export const createShortLadder = (
  { pool, wait }: Pick<SweepSurroundings, 'pool' | 'wait'>,
  { spec: asked, columns }: { spec: RunSpec; columns: readonly number[] },
): Ladder =>
  createSweepStore<LadderSubject, LadderRole>({
    pool,
    wait,
    controls: fixedAt(asked),
    kept: 2,
    planOf: ({ spec }, seeds) => {
      const subject: LadderSubject = {
        network: spec.network,
        control: 'rescale',
        loss: 'final',
        grid: { values: refined(columns), scale: 'logarithmic' },
        multiTask: 'groupNorm',
      }
      const order = { spec, seeds, subject }
      return {
        subject,
        sheets: [
          planSheet({ ...order, role: 'singleTask', measures: ['singleTaskError'] }),
          planSheet({ ...order, role: 'finetune', measures: ['finetuneError'] }),
        ],
      }
    },
  })
