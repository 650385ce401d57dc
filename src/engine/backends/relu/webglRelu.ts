/** ReLU networks on WebGL: a step of a whole batch is four draws (webglReluPrograms.ts). */
import type { MathBackendWebGL } from '@tensorflow/tfjs-backend-webgl/dist/base.js'
import type { DescentProblem } from '../../../theory/descent.ts'
import type { Batch, NetworkPart } from '../../kernel.ts'
import { checkTasks, descendWithDraws, textureLimit } from '../webglDescent.ts'
import { textureOf } from '../webglGrid.ts'
import type { StepPlan } from '../webglSteps.ts'
import { targetTexels } from '../webglTexels.ts'
import { download, upload } from '../webglTextures.ts'
import { reluLayoutOf, type ReluBatchLayout, type ReluBatchShape } from './webglReluLayout.ts'
import {
  activationSource,
  FORCES,
  forceSource,
  RELU_NAMES,
  reluResidualSource,
  reluUpdateSource,
} from './webglReluPrograms.ts'
import { reluInputTexels, reluWeightsFromTexels, reluWeightTexels } from './webglReluTexels.ts'

/** The layout of a batch in textures as large as they can be here. */
const layoutHere = (shape: ReluBatchShape): ReluBatchLayout => {
  checkTasks(shape.rows)
  return reluLayoutOf(shape, textureLimit())
}

const layoutFor = (problems: Batch<DescentProblem>): ReluBatchLayout => {
  const [first] = problems
  if (first === undefined) throw new RangeError('invalid batch: no models')
  const { inputDim, hiddenWidth = 0, tasks } = first
  const rows = tasks.map((task) => task.rows)
  return layoutHere({ models: problems.length, inputDim, hiddenWidth, rows })
}

const planFor = (layout: ReluBatchLayout): StepPlan => {
  const { taskCount, inputDim, blocks, columns, firstColumns, slices, firstSlices } = layout
  return {
    names: RELU_NAMES,
    sizes: { inputDim, blocks, columns, firstColumns, slices, firstSlices },
    draws: [
      { source: activationSource(taskCount), writes: ['switches', 'shares'] },
      { source: reluResidualSource(taskCount), writes: ['residuals'] },
      { source: forceSource(taskCount), writes: FORCES },
    ],
    update: reluUpdateSource(taskCount),
  }
}

export const webglRelu: NetworkPart<MathBackendWebGL> = {
  packProblems: (problems) => {
    const layout = layoutFor(problems)
    return {
      inputs: upload(reluInputTexels(problems, layout)),
      targets: upload(targetTexels(problems, layout)),
    }
  },
  packWeights: (weights, problems) => upload(reluWeightTexels(weights, layoutFor(problems))),
  readWeights: async (weights, problems) => {
    const layout = layoutFor(problems)
    const values = await download(weights, textureOf(layout, layout.weightTile))
    return problems.map((_, model) => reluWeightsFromTexels(values, layout, model))
  },
  descend: (call) => {
    const { attributes } = call
    const layout = layoutHere({ ...attributes, models: attributes.learningRates.length })
    const { blockTile, forceTile, residualTile } = layout
    return descendWithDraws(call, {
      layout,
      plan: planFor(layout),
      scratch: {
        ...{ switches: blockTile, shares: blockTile, residuals: residualTile },
        ...Object.fromEntries(FORCES.map((name) => [name, forceTile])),
      },
    })
  },
}
