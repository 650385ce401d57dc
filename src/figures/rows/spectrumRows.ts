/** The feature spectrum as a table: one row per feature, in the order in which they stand. */
import type { Cell, DataTable } from '../../charts/export/csv.ts'
import type { RunSpec } from '../../protocol/spec.ts'
import { METHODS } from '../../protocol/methods.ts'
import { exactMark, shownBeta, shownPretraining } from '../../store/shown.ts'
import type { TrainingState } from '../../store/training.ts'
import { spectrumGroups } from '../spectrumData.ts'

interface Column {
  name: string
  values: ArrayLike<number> | null
}

const columnsOf = (state: TrainingState, { methods }: RunSpec): Column[] => {
  const { task, smallestGroupNorm } = state
  return [
    { name: 'main teacher', values: task?.mainTeacher ?? null },
    { name: 'auxiliary teacher', values: task?.auxTeacher ?? null },
    ...methods.flatMap((method) => [
      { name: METHODS[method].label, values: shownBeta(state, method) },
      { name: `${METHODS[method].label}, exact end`, values: exactMark(state, method) },
    ]),
    {
      name: 'smallest group norm',
      values: methods.includes('multiTask') ? smallestGroupNorm : null,
    },
    { name: 'what pretraining left', values: shownPretraining(state) },
  ].filter(({ values }) => values !== null)
}

/** Coefficients of all D features, which count from 1. */
export const spectrumRows = (state: TrainingState, spec: RunSpec): DataTable => {
  const { task } = state
  const columns = columnsOf(state, spec)
  const groups = task === null ? [] : spectrumGroups(task, spec.network)
  return {
    columns: ['feature', 'group', ...columns.map(({ name }) => `${name} (coefficient)`)],
    rows: groups.flatMap(({ label, features }) =>
      features.map((feature): Cell[] => [
        feature + 1,
        label,
        ...columns.map(({ values }) => values?.[feature] ?? null),
      ]),
    ),
  }
}
