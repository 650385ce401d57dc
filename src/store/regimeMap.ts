/**
 * The regime map: exact finetuning over two controls at once, for several data seeds, coarse at once
 * and then refined. No React.
 */
import type { Measure, SweepPoint } from '../protocol/computing.ts'
import { NETWORKS, type NetworkId } from '../protocol/networks.ts'
import type { RunSpec } from '../protocol/spec.ts'
import type { MapRow, SweepControl } from '../protocol/sweepView.ts'
import type { ControlsState } from './controls.ts'
import { EFFORT } from './sweeps/effort.ts'
import { mapParts } from './sweeps/mapParts.ts'
import { sweepGrid, type SweepGrid } from './sweeps/sweepGrid.ts'
import { sweepKey } from './sweeps/sweepKeys.ts'
import {
  createSweepStore,
  type PlannedSheet,
  type SweepState,
  type SweepStore,
  type SweepSurroundings,
} from './sweeps/sweepStore.ts'

/** Maps that are remembered, of two sheets each. */
const MAPS_KEPT = 6

/** Signatures and error of finetuning; what the others reach on the same seeds. */
export type MapRole = 'finetune' | 'rivals'

const FINETUNE_MEASURES: readonly Measure[] = [
  'finetuneError',
  'reuse',
  'order',
  'keptShare',
  'effectiveFeatures',
]

/** What multi-task learning is represented by: where it must be trained, by its own end. */
export const multiTaskMeasure = ({ network }: Pick<RunSpec, 'network'>): Measure =>
  NETWORKS[network].hasExactFlow ? 'groupNormError' : 'multiTaskError'

/** The columns of a map. */
const COLUMNS: Record<MapRow, { control: SweepControl; size: 'map' | 'costlyMap' }> = {
  overlap: { control: 'rescale', size: 'map' },
  initScale: { control: 'rescale', size: 'map' },
  // Every cell draws rows of its own here, and large n take long.
  mainActive: { control: 'mainSamples', size: 'costlyMap' },
}

interface MapAxis {
  control: SweepControl
  grid: SweepGrid
}

export interface MapSubject {
  network: NetworkId
  columns: MapAxis
  rows: MapAxis
}

export type MapState = SweepState<MapSubject, MapRole>
export type RegimeMap = SweepStore<MapSubject, MapRole>

interface SheetOrder {
  role: MapRole
  spec: RunSpec
  seeds: readonly number[]
  subject: MapSubject
}

const pointsOf = ({ columns, rows }: MapSubject): SweepPoint[] =>
  rows.grid.values.flatMap((row) =>
    columns.grid.values.map((column) => ({ [rows.control]: row, [columns.control]: column })),
  )

const planSheet = ({ role, spec, seeds, subject }: SheetOrder): PlannedSheet<MapRole> => {
  const { columns, rows } = subject
  const measures =
    role === 'rivals' ? (['singleTaskError', multiTaskMeasure(spec)] as const) : FINETUNE_MEASURES
  const size = { columns: columns.grid.values.length, rows: rows.grid.values.length }
  return {
    role,
    key: `${sweepKey(spec, measures, [columns.control, rows.control])} from ${String(seeds[0])}`,
    plan: () => ({
      spec,
      seeds,
      points: pointsOf(subject),
      measures,
      parts: mapParts(size, seeds.length),
    }),
    priority: 'map',
    keepsFilling: false,
  }
}

const planMap = ({ spec, view }: ControlsState, shown: readonly number[]) => {
  const { control, size } = COLUMNS[view.map]
  const { mapSeeds, [size]: most } = EFFORT[spec.network]
  const subject: MapSubject = {
    network: spec.network,
    columns: { control, grid: sweepGrid(control, spec, most.columns) },
    rows: { control: view.map, grid: sweepGrid(view.map, spec, most.rows) },
  }
  const seeds = shown.slice(0, mapSeeds)
  const roles: MapRole[] = view.quantity === 'winner' ? ['finetune', 'rivals'] : ['finetune']
  return { subject, sheets: roles.map((role) => planSheet({ role, spec, seeds, subject })) }
}

export const createRegimeMap = (surroundings: SweepSurroundings): RegimeMap =>
  createSweepStore<MapSubject, MapRole>({
    ...surroundings,
    planOf: planMap,
    kept: 2 * MAPS_KEPT,
  })
