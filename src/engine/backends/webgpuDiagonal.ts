/** Diagonal networks on WebGPU: many steps of a model in one workgroup (webgpuShader.ts). */
import type { DescentProblem } from '../../theory/descent.ts'
import type { Batch, NetworkPart } from '../kernel.ts'
import {
  layoutOf,
  packColumns,
  packRows,
  packTargets,
  packWeights,
  sizesOf,
  unpackWeights,
  type Layout,
} from './webgpuLayout.ts'
import type { BufferBackend } from './webgpuMemory.ts'
import { PLAN, shaderFor } from './webgpuShader.ts'
import { descendWith, readModels, tensorOf } from './webgpuTensors.ts'

const layoutFor = ([problem]: Batch<DescentProblem>): Layout => {
  if (problem === undefined) throw new RangeError('invalid batch: no models')
  return layoutOf(
    problem.inputDim,
    problem.tasks.map(({ rows }) => rows),
  )
}

export const webgpuDiagonal: NetworkPart<BufferBackend> = {
  packProblems: (problems) => {
    const layout = layoutFor(problems)
    return {
      columns: tensorOf(problems.map((problem) => packColumns(problem, layout))),
      rows: tensorOf(problems.map((problem) => packRows(problem, layout))),
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
    const layout = layoutOf(call.attributes.inputDim, call.attributes.rows)
    const { rows, columns } = sizesOf(layout)
    return descendWith(call, {
      code: shaderFor(layout),
      plan: (share) => PLAN.numbers({ ...layout, ...share }),
      products: rows + columns,
      data: ['columns', 'rows', 'targets'],
    })
  },
}
