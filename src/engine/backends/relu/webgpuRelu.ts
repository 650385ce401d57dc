/** ReLU networks on WebGPU: many steps of a model in one workgroup (webgpuReluShader.ts). */
import type { DescentProblem } from '../../../theory/descent.ts'
import type { Batch, NetworkPart } from '../../kernel.ts'
import type { BufferBackend } from '../webgpuMemory.ts'
import { descendWith, readModels, tensorOf } from '../webgpuTensors.ts'
import {
  packInputs,
  packTargets,
  packWeights,
  productsOf,
  reluLayoutOf,
  unpackWeights,
  type ReluLayout,
} from './webgpuReluLayout.ts'
import { RELU_PLAN, reluShaderFor } from './webgpuReluShader.ts'

const layoutFor = ([problem]: Batch<DescentProblem>): ReluLayout => {
  if (problem === undefined) throw new RangeError('invalid batch: no models')
  const { inputDim, hiddenWidth = 0, tasks } = problem
  return reluLayoutOf(
    inputDim,
    hiddenWidth,
    tasks.map(({ rows }) => rows),
  )
}

export const webgpuRelu: NetworkPart<BufferBackend> = {
  packProblems: (problems) => {
    const layout = layoutFor(problems)
    return {
      inputs: tensorOf(problems.map((problem) => packInputs(problem, layout))),
      targets: tensorOf(problems.map((problem) => packTargets(problem, layout))),
    }
  },
  packWeights: (weights, problems) => {
    const layout = layoutFor(problems)
    return tensorOf(weights.map((own) => packWeights(own, layout)))
  },
  readWeights: async (tensor, problems) => {
    const layout = layoutFor(problems)
    const models = await readModels(tensor, problems.length)
    return models.map((values) => unpackWeights(values, layout))
  },
  descend: (call) => {
    const { inputDim, hiddenWidth, rows } = call.attributes
    const layout = reluLayoutOf(inputDim, hiddenWidth, rows)
    return descendWith(call, {
      code: reluShaderFor(layout),
      plan: (share) => RELU_PLAN.numbers({ ...layout, ...share }),
      products: productsOf(layout),
      data: ['inputs', 'targets'],
    })
  },
}
