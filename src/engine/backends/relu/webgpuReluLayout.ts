/**
 * How weights and data of ReLU networks lie in the buffers of the WebGPU kernel, and how its 256
 * invocations share the work of one model.
 *
 * - A unit has a record of numbers, padded to whole quads: its w, then its readout for each task.
 *   Invocation i owns units i, i + 256 …
 * - Rows stand in groups of four; each task begins a new group, missing rows are zero. A quad of the
 *   inputs holds one input of the four rows of a group; a group's inputs lie one after the other.
 * - For the residuals, Q groups form a block: invocation q + Q·c sums, for group q of the block,
 *   units c, c + C, c + 2C …
 */
import type { DescentProblem } from '../../../theory/descent.ts'
import { eachRow, GROUP_ROWS, groupCount, LANES, QUAD } from '../webgpuLayout.ts'

export interface ReluLayout {
  inputDim: number
  hiddenWidth: number
  taskCount: number
  /** Of a unit's record. */
  quads: number
  /** G, groups of four rows of all tasks, and those of the first task. */
  groups: number
  firstGroups: number
  /** Q */
  groupsOfBlock: number
  blocks: number
  /** C */
  chunks: number
}

/** The residuals of all rows lie in workgroup memory, three quarters of the 16 KiB. */
export const MOST_GROUPS = 768
/** A unit's weights and derivatives have to fit the registers of an invocation. */
const MOST_INPUTS = 64

/** @throws RangeError if the kernel has no room for so many inputs, tasks or rows */
export const reluLayoutOf = (
  inputDim: number,
  hiddenWidth: number,
  rows: readonly number[],
): ReluLayout => {
  if (inputDim > MOST_INPUTS) {
    throw new RangeError(`invalid D: ${inputDim}, more than ${MOST_INPUTS}`)
  }
  if (rows.length < 1 || rows.length > 2) throw new RangeError(`invalid tasks: ${rows.length}`)
  const groups = rows.reduce((sum, count) => sum + groupCount(count), 0)
  if (groups > MOST_GROUPS) {
    throw new RangeError(`invalid rows: ${rows.join(' + ')}, more than ${MOST_GROUPS * GROUP_ROWS}`)
  }
  const blocks = Math.ceil(groups / LANES)
  const groupsOfBlock = Math.ceil(groups / blocks)
  // Each invocation sums H/C units, D products each, then one adds C of these sums: shortest for
  // C = √(H·D).
  const most = Math.min(hiddenWidth, Math.ceil(Math.sqrt(hiddenWidth * inputDim)))
  return {
    ...{ inputDim, hiddenWidth, taskCount: rows.length },
    quads: Math.ceil((inputDim + rows.length) / QUAD),
    ...{ groups, firstGroups: groupCount(rows[0] ?? 0), groupsOfBlock, blocks },
    chunks: Math.min(Math.floor(LANES / groupsOfBlock), most),
  }
}

/** How many times a step multiplies. */
export const productsOf = ({ inputDim, hiddenWidth, groups }: ReluLayout): number =>
  3 * inputDim * hiddenWidth * GROUP_ROWS * groups

/** X, for each group D quads of one input. */
export const packInputs = (
  problem: DescentProblem,
  { inputDim, groups }: ReluLayout,
): Float32Array<ArrayBuffer> => {
  const values = new Float32Array(GROUP_ROWS * inputDim * groups)
  eachRow(problem, (place, { inputs }, row) => {
    const group = Math.floor(place / GROUP_ROWS)
    const start = GROUP_ROWS * inputDim * group + (place % GROUP_ROWS)
    for (let d = 0; d < inputDim; d += 1) {
      values[start + GROUP_ROWS * d] = inputs[row * inputDim + d] ?? 0
    }
  })
  return values
}

/** y, by the same groups of rows. */
export const packTargets = (
  problem: DescentProblem,
  { groups }: ReluLayout,
): Float32Array<ArrayBuffer> => {
  const values = new Float32Array(GROUP_ROWS * groups)
  eachRow(problem, (place, { targets }, row) => {
    values[place] = targets[row] ?? 0
  })
  return values
}

/** Calls back for every weight: its number in the array of H·(D + T), and its place in the records. */
const eachWeight = (
  { inputDim, hiddenWidth, taskCount, quads }: ReluLayout,
  visit: (index: number, place: number) => void,
): void => {
  for (let unit = 0; unit < hiddenWidth; unit += 1) {
    const record = unit * quads * QUAD
    for (let d = 0; d < inputDim; d += 1) visit(unit * inputDim + d, record + d)
    for (let task = 0; task < taskCount; task += 1) {
      visit(hiddenWidth * (inputDim + task) + unit, record + inputDim + task)
    }
  }
}

/** Weights of shape H·(D + T) as records. */
export const packWeights = (
  weights: Float64Array,
  layout: ReluLayout,
): Float32Array<ArrayBuffer> => {
  const values = new Float32Array(layout.hiddenWidth * layout.quads * QUAD)
  eachWeight(layout, (index, place) => {
    values[place] = weights[index] ?? 0
  })
  return values
}

/** The inverse of `packWeights`. */
export const unpackWeights = (values: Float32Array, layout: ReluLayout): Float64Array => {
  const { inputDim, hiddenWidth, taskCount } = layout
  const weights = new Float64Array(hiddenWidth * (inputDim + taskCount))
  eachWeight(layout, (index, place) => {
    weights[index] = values[place] ?? 0
  })
  return weights
}
