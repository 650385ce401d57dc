/**
 * The ladder: where finetuning ends over the values of one control, for several data seeds, beside
 * single-task and multi-task learning on the same seeds. No React.
 */
import type { Measure, SweepPoint } from '../protocol/computing.ts'
import { isUsed, NETWORKS, type NetworkId } from '../protocol/networks.ts'
import type { RunSpec } from '../protocol/spec.ts'
import type { LossKind, SweepControl } from '../protocol/sweepView.ts'
import type { ControlsState } from './controls.ts'
import { EFFORT } from './sweeps/effort.ts'
import type { SheetPart } from './sweeps/sheet.ts'
import { stagesOf, sweepGrid, type SweepGrid } from './sweeps/sweepGrid.ts'
import { isBlindToRescaling, sweepKey } from './sweeps/sweepKeys.ts'
import {
  createSweepStore,
  type PlannedSheet,
  type SweepState,
  type SweepStore,
  type SweepSurroundings,
} from './sweeps/sweepStore.ts'

/** Every so many columns come first. */
const COARSEST = 4
/** Ladders that are remembered, of three sheets each. */
const LADDERS_KEPT = 12
/** Numbers in the rows that a step of multi-task learning looks at: most that are trained here. */
const AFFORDABLE = 150_000

export type LadderRole = 'finetune' | 'singleTask' | 'multiTask'

export interface LadderSubject {
  network: NetworkId
  control: SweepControl
  loss: LossKind
  grid: SweepGrid
  /** What multi-task learning is represented by: trained, or the smallest group norm. */
  multiTask: 'trained' | 'groupNorm'
}

export type LadderState = SweepState<LadderSubject, LadderRole>
export type Ladder = SweepStore<LadderSubject, LadderRole>

/**
 * Multi-task learning has no exact end, and its training takes seconds. So it is trained only where
 * one number for each seed is enough (over c, which it does not know) and its steps are short. Of
 * many auxiliary rows training sees a factor, of about 2.5·D rows at most.
 */
const isTrained = (control: SweepControl, spec: RunSpec): boolean => {
  const { network, inputDim, auxSamples, mainSamples } = spec
  // Nothing else stands for it where no norm is known to be minimized.
  if (!NETWORKS[network].hasExactFlow) return true
  const rows = mainSamples + Math.min(auxSamples, 2.5 * inputDim)
  return control === 'rescale' && inputDim * rows <= AFFORDABLE
}

const MEASURES: Record<LossKind, { finetune: Measure; singleTask: Measure }> = {
  final: { finetune: 'finetuneError', singleTask: 'singleTaskError' },
  best: { finetune: 'finetuneBest', singleTask: 'singleTaskBest' },
}

const inParts = (columns: readonly number[], partSize: number): number[][] => {
  const count = Math.ceil(columns.length / partSize)
  const size = Math.ceil(columns.length / Math.max(1, count))
  return Array.from({ length: count }, (_, part) => columns.slice(part * size, (part + 1) * size))
}

/** Coarse columns of every seed first. */
const partsOf = (columns: number, seeds: readonly number[], partSize: number): SheetPart[] =>
  stagesOf(columns, COARSEST)
    .flatMap((stage) => inParts(stage, partSize))
    .flatMap((points) => seeds.map((_, seed) => ({ seed, points })))

interface SheetOrder {
  role: LadderRole
  measures: readonly Measure[]
  spec: RunSpec
  seeds: readonly number[]
  subject: LadderSubject
}

/** One point for each seed where the control is c and the measures do not know it. */
export const planSheet = (order: SheetOrder): PlannedSheet<LadderRole> => {
  const { role, measures, spec, seeds, subject } = order
  const { control, grid } = subject
  const { partSize } = EFFORT[spec.network]
  const isLevel = control === 'rescale' && measures.every(isBlindToRescaling)
  const points: SweepPoint[] = isLevel ? [{}] : grid.values.map((value) => ({ [control]: value }))
  const isTraining = role === 'multiTask' && subject.multiTask === 'trained'
  return {
    role,
    key: `${sweepKey(spec, measures, [control])} from ${String(seeds[0])}`,
    plan: () => ({ spec, seeds, points, measures, parts: partsOf(points.length, seeds, partSize) }),
    // A level to compare with is not waited for: a map comes before it.
    priority: isTraining ? 'background' : role === 'multiTask' ? 'map' : 'ladder',
    keepsFilling: !isTraining,
  }
}

/** The reader's control, if the network has it. */
const controlFor = ({ spec, view }: ControlsState): SweepControl =>
  isUsed(spec.network, view.sweep) ? view.sweep : 'rescale'

const planLadder = (state: ControlsState, seeds: readonly number[]) => {
  const { spec, view } = state
  const { loss } = view
  const control = controlFor(state)
  const isMultiTaskTrained = isTrained(control, spec)
  const subject: LadderSubject = {
    network: spec.network,
    control,
    loss,
    grid: sweepGrid(control, spec, EFFORT[spec.network].ladderColumns),
    multiTask: isMultiTaskTrained ? 'trained' : 'groupNorm',
  }
  const order = { spec, seeds, subject }
  const finetune = [MEASURES[loss].finetune]
  const singleTask = [MEASURES[loss].singleTask]
  const multiTask: Measure[] = isMultiTaskTrained
    ? ['multiTaskError', 'multiTaskBest']
    : ['groupNormError']
  return {
    subject,
    sheets: [
      planSheet({ ...order, role: 'finetune', measures: finetune }),
      planSheet({ ...order, role: 'singleTask', measures: singleTask }),
      planSheet({ ...order, role: 'multiTask', measures: multiTask }),
    ],
  }
}

export const createLadder = (surroundings: SweepSurroundings): Ladder =>
  createSweepStore<LadderSubject, LadderRole>({
    ...surroundings,
    planOf: planLadder,
    kept: 3 * LADDERS_KEPT,
  })
