/** How many runs a sweep looks at, by what one run of a network costs. */
import type { NetworkId } from '../../protocol/networks.ts'

interface Effort {
  /** Data seeds that are looked at together. */
  seeds: number
  /** Most values of a ladder's control. */
  ladderColumns: number
  /** Most points in a part of a ladder. */
  partSize: number
  /** Of the seeds, the first ones. */
  mapSeeds: number
  /** Most columns and rows of a map, and of one whose cells all draw rows of their own. */
  map: { columns: number; rows: number }
  costlyMap: { columns: number; rows: number }
}

export const EFFORT: Record<NetworkId, Effort> = {
  // An end point is solved in a few milliseconds.
  diagonal: {
    seeds: 24,
    ladderColumns: 41,
    partSize: 12,
    mapSeeds: 8,
    map: { columns: 49, rows: 33 },
    costlyMap: { columns: 25, rows: 17 },
  },
  // It takes a second to train one.
  relu: {
    seeds: 12,
    ladderColumns: 11,
    partSize: 1,
    mapSeeds: 3,
    map: { columns: 9, rows: 5 },
    costlyMap: { columns: 5, rows: 4 },
  },
}
