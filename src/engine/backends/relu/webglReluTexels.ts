/** What the texels of a batch of ReLU networks hold (where they lie: webglReluLayout.ts). */
import type { DescentProblem } from '../../../theory/descent.ts'
import { textureOf, tileStart } from '../webglGrid.ts'
import { forEachRow } from '../webglRows.ts'
import { CHANNELS, emptyTexels, type Texels } from '../webglTexels.ts'
import { QUAD, type ReluBatchLayout } from './webglReluLayout.ts'

/** Calls back for every weight of a model: its number in the array of H·(D + T), and its place. */
const forEachWeight = (
  layout: ReluBatchLayout,
  model: number,
  visit: (index: number, place: number) => void,
): void => {
  const { hiddenWidth, inputDim, taskCount, weightTile } = layout
  const { width } = textureOf(layout, weightTile)
  const start = tileStart(layout, weightTile, model)
  for (let unit = 0; unit < hiddenWidth; unit += 1) {
    const column = start + Math.floor(unit / QUAD)
    const place = (row: number): number => CHANNELS * (column + row * width) + (unit % QUAD)
    for (let d = 0; d < inputDim; d += 1) visit(unit * inputDim + d, place(d))
    for (let task = 0; task < taskCount; task += 1) {
      visit(hiddenWidth * (inputDim + task) + unit, place(inputDim + task))
    }
  }
}

/** Weights, each of shape H·(D + T), as texels. */
export const reluWeightTexels = (
  weights: readonly Float64Array[],
  layout: ReluBatchLayout,
): Texels => {
  const texels = emptyTexels(textureOf(layout, layout.weightTile))
  weights.forEach((own, model) => {
    forEachWeight(layout, model, (index, place) => {
      texels.values[place] = own[index] ?? 0
    })
  })
  return texels
}

/** The inverse: the weights of one model, from all texels. */
export const reluWeightsFromTexels = (
  values: Float32Array,
  layout: ReluBatchLayout,
  model: number,
): Float64Array => {
  const weights = new Float64Array(layout.hiddenWidth * (layout.inputDim + layout.taskCount))
  forEachWeight(layout, model, (index, place) => {
    weights[index] = values[place] ?? 0
  })
  return weights
}

/** The inputs of all models as texels. */
export const reluInputTexels = (
  problems: readonly DescentProblem[],
  layout: ReluBatchLayout,
): Texels => {
  const { inputDim, inputTile } = layout
  const texels = emptyTexels(textureOf(layout, inputTile))
  const { values, width } = texels
  problems.forEach((problem, model) => {
    const start = tileStart(layout, inputTile, model)
    forEachRow(problem, ({ task, row, group, channel }) => {
      const inputs = problem.tasks[task]?.inputs
      for (let d = 0; d < inputDim; d += 1) {
        const place = CHANNELS * (start + group + d * width) + channel
        values[place] = inputs?.[row * inputDim + d] ?? 0
      }
    })
  })
  return texels
}
