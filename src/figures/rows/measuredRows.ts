/** The two tables of measured numbers, in full precision. */
import type { Cell, DataTable } from '../../charts/export/csv.ts'
import { METHODS } from '../../protocol/methods.ts'
import { NETWORKS } from '../../protocol/networks.ts'
import type { RunSpec } from '../../protocol/spec.ts'
import { measureMethod, measureTeacher, type Measurements } from '../../store/measurements.ts'
import type { MultiTaskNetwork, MultiTaskTruth } from '../../store/multiTaskTruth.ts'
import type { TrainingState } from '../../store/training.ts'
import { statusInWords } from '../../store/words.ts'

const measuredCells = ({ l1, l2, group, effectiveFeatures, shares }: Measurements): Cell[] => [
  ...[l1, l2, group, effectiveFeatures],
  ...[shares.auxOnly, shares.shared, shares.mainOnly, shares.unused],
]

const lossCells = (network: TrainingState['networks'][keyof TrainingState['networks']]): Cell[] =>
  network === undefined
    ? Array<Cell>(6).fill(null)
    : [
        ...[network.trainingLoss, network.generalizationLoss, network.bestGeneralizationLoss],
        ...[network.step, network.learningRate, statusInWords(network.status)],
      ]

/** One row per network, the teacher first. */
export const measurementsRows = (
  state: TrainingState,
  { methods, network }: RunSpec,
): DataTable => ({
  columns: [
    ...['network', 'l1 norm', 'l2 norm', 'l12 group norm', 'effective features'],
    ...['share of |beta|, auxiliary only', 'share of |beta|, shared', 'share of |beta|, main only'],
    `share of |beta|, ${NETWORKS[network].words.group}`,
    ...['training loss (zero function = 1)', 'error on new inputs (zero function = 1)'],
    ...['smallest error on the way (zero function = 1)', 'steps', 'learning rate', 'state'],
  ],
  rows: [
    ...(state.task === null
      ? []
      : [['Teacher', ...measuredCells(measureTeacher(state.task)), ...lossCells(undefined)]]),
    ...methods.flatMap((method): Cell[][] => {
      const measured = measureMethod(state, method)
      if (measured === null) return []
      return [
        [METHODS[method].label, ...measuredCells(measured), ...lossCells(state.networks[method])],
      ]
    }),
  ],
})

const networkCells = (network: MultiTaskNetwork): Cell[] => [
  ...['trained', network.weightDecay, network.distance, network.group],
  ...[network.excess, network.error, statusInWords(network.status)],
]

/** Trained multi-task networks and the smallest group norm. */
export const multiTaskRows = ({ now, undecayed, smallest }: MultiTaskTruth): DataTable => ({
  columns: [
    ...['network', 'weight decay', 'l2 distance from the smallest', 'l12 group norm'],
    ...['excess over the smallest (share)', 'error on new inputs (zero function = 1)', 'state'],
  ],
  rows: [
    ...[undecayed, now].flatMap((network) => (network === null ? [] : [networkCells(network)])),
    ...(smallest === null
      ? []
      : [['smallest group norm', null, 0, smallest.group, 0, smallest.error, 'exact']]),
  ],
})
