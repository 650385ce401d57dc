/**
 * Diagonal networks on WebGL: a step of a whole batch is two draws, one for the residuals and one
 * for gradient and update together.
 */
import type { MathBackendWebGL } from '@tensorflow/tfjs-backend-webgl/dist/base.js'
import type { DescentProblem } from '../../theory/descent.ts'
import type { Batch, NetworkPart } from '../kernel.ts'
import { checkTasks, descendWithDraws, textureLimit } from './webglDescent.ts'
import { textureOf } from './webglGrid.ts'
import { layoutOf, type BatchLayout, type BatchShape } from './webglLayout.ts'
import { DIAGONAL_NAMES, residualSource, updateSource } from './webglPrograms.ts'
import type { StepPlan } from './webglSteps.ts'
import { inputTexels, targetTexels, weightsFromTexels, weightTexels } from './webglTexels.ts'
import { download, upload } from './webglTextures.ts'

/** The layout of a batch in textures as large as they can be here. */
const layoutHere = (shape: BatchShape): BatchLayout => {
  checkTasks(shape.rows)
  return layoutOf(shape, textureLimit())
}

const layoutFor = (problems: Batch<DescentProblem>): BatchLayout => {
  const [first] = problems
  if (first === undefined) throw new RangeError('invalid batch: no models')
  const rows = first.tasks.map((task) => task.rows)
  return layoutHere({ models: problems.length, inputDim: first.inputDim, rows })
}

const planFor = ({ taskCount, weightTile, columns, firstColumns }: BatchLayout): StepPlan => ({
  names: DIAGONAL_NAMES,
  sizes: { width: weightTile.width, columns, firstColumns },
  draws: [{ source: residualSource(taskCount), writes: ['residuals'] }],
  update: updateSource(taskCount),
})

export const webglDiagonal: NetworkPart<MathBackendWebGL> = {
  packProblems: (problems) => {
    const layout = layoutFor(problems)
    return {
      inputs: upload(inputTexels(problems, layout)),
      targets: upload(targetTexels(problems, layout)),
    }
  },
  packWeights: (weights, problems) => upload(weightTexels(weights, layoutFor(problems))),
  readWeights: async (weights, problems) => {
    const layout = layoutFor(problems)
    const values = await download(weights, textureOf(layout, layout.weightTile))
    return problems.map((_, model) => weightsFromTexels(values, layout, model))
  },
  descend: (call) => {
    const { attributes } = call
    const layout = layoutHere({ ...attributes, models: attributes.learningRates.length })
    return descendWithDraws(call, {
      layout,
      plan: planFor(layout),
      scratch: { residuals: layout.residualTile },
    })
  },
}
