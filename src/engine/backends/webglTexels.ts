/**
 * What the texels of a batch hold (where they lie: webglLayout.ts). Of a diagonal network:
 *
 * - Weights: (w⁺, w⁻, v⁺_0, v⁻_0) of a feature, and (v⁺_t, v⁻_t, 0, 0) for each further task t.
 * - Inputs: four training rows of a feature.
 *
 * Of every kind of network:
 *
 * - Targets: four training rows (webglRows.ts).
 * - Settings, one texel for each model: (2η/N, ηλ, 1 if w is trained, 0).
 */
import type { DescentProblem, DescentSettings } from '../../theory/descent.ts'
import { textureOf, tileStart, type Extent, type Grid } from './webglGrid.ts'
import { FEATURE_FOLD, type BatchLayout } from './webglLayout.ts'
import { forEachRow, GROUP_FOLD, type RowLayout } from './webglRows.ts'

/** A texture's content, texel after texel, row after row. */
export interface Texels extends Extent {
  values: Float32Array
}

export const CHANNELS = 4

export const emptyTexels = (size: Extent): Texels => ({
  ...size,
  values: new Float32Array(CHANNELS * size.width * size.height),
})

const SETTING_TILE: Extent = { width: 1, height: 1 }

/** The place, among all numbers of a texture, of the first channel of feature d in a folded row. */
const featurePlace = (start: number, width: number, d: number): number =>
  CHANNELS * (start + (d % FEATURE_FOLD) * width + Math.floor(d / FEATURE_FOLD))

/** Calls back for every weight of a model: its number in the (2 + 2T) × D array, and its place. */
const forEachWeight = (
  layout: BatchLayout,
  model: number,
  visit: (index: number, place: number) => void,
): void => {
  const { inputDim, taskCount, weightTile } = layout
  const { width } = textureOf(layout, weightTile)
  const start = tileStart(layout, weightTile, model)
  for (let vector = 0; vector < 2 + 2 * taskCount; vector += 1) {
    const isFirstRow = vector < CHANNELS
    const task = isFirstRow ? 0 : vector / 2 - 1
    const row = start + FEATURE_FOLD * Math.floor(task) * width
    const channel = isFirstRow ? vector : vector % 2
    for (let d = 0; d < inputDim; d += 1) {
      visit(vector * inputDim + d, featurePlace(row, width, d) + channel)
    }
  }
}

/** Weights, each of shape (2 + 2T) × D, as texels. */
export const weightTexels = (weights: readonly Float64Array[], layout: BatchLayout): Texels => {
  const texels = emptyTexels(textureOf(layout, layout.weightTile))
  weights.forEach((own, model) => {
    forEachWeight(layout, model, (index, place) => {
      texels.values[place] = own[index] ?? 0
    })
  })
  return texels
}

/** The inverse: the weights of one model, from all texels. */
export const weightsFromTexels = (
  values: Float32Array,
  layout: BatchLayout,
  model: number,
): Float64Array => {
  const weights = new Float64Array((2 + 2 * layout.taskCount) * layout.inputDim)
  forEachWeight(layout, model, (index, place) => {
    weights[index] = values[place] ?? 0
  })
  return weights
}

/** The inputs of all models as texels. */
export const inputTexels = (problems: readonly DescentProblem[], layout: BatchLayout): Texels => {
  const { inputDim, inputTile } = layout
  const texels = emptyTexels(textureOf(layout, inputTile))
  const { values, width } = texels
  problems.forEach((problem, model) => {
    const start = tileStart(layout, inputTile, model)
    forEachRow(problem, ({ task, row, group, channel }) => {
      const inputs = problem.tasks[task]?.inputs
      const place = start + FEATURE_FOLD * group * width
      for (let d = 0; d < inputDim; d += 1) {
        values[featurePlace(place, width, d) + channel] = inputs?.[row * inputDim + d] ?? 0
      }
    })
  })
  return texels
}

/** The targets of all models as texels. */
export const targetTexels = (
  problems: readonly DescentProblem[],
  layout: Grid & RowLayout,
): Texels => {
  const { residualTile } = layout
  const texels = emptyTexels(textureOf(layout, residualTile))
  const { values, width } = texels
  problems.forEach((problem, model) => {
    const start = tileStart(layout, residualTile, model)
    forEachRow(problem, ({ task, row, group, channel }) => {
      const texel = start + (group % GROUP_FOLD) * width + Math.floor(group / GROUP_FOLD)
      values[CHANNELS * texel + channel] = problem.tasks[task]?.targets[row] ?? 0
    })
  })
  return texels
}

/** The settings of all models as texels; `totalRows` is N. */
export const settingTexels = (
  settings: readonly DescentSettings[],
  totalRows: number,
  layout: Grid,
): Texels => {
  const texels = emptyTexels(textureOf(layout, SETTING_TILE))
  settings.forEach(({ learningRate, weightDecay, trainFirstLayer }, model) => {
    const rate = (2 * learningRate) / totalRows
    const decay = learningRate * weightDecay
    const place = CHANNELS * tileStart(layout, SETTING_TILE, model)
    texels.values.set([rate, decay, trainFirstLayer ? 1 : 0], place)
  })
  return texels
}
