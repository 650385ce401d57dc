/**
 * Runs the WebGPU kernel: programs, what is bound to them, and the cutting of steps into dispatches.
 * A dispatch takes up the weights where the last one left them, so the cuts change no bit.
 */
import type { DeviceLink } from './webgpuDevice.ts'
import { sizesOf, type Layout } from './webgpuLayout.ts'
import { createPace, type Pace, type Share } from './webgpuPace.ts'
import { USAGE, type DeviceQueue } from './webgpuQueue.ts'
import { planNumbers, shaderFor } from './webgpuShader.ts'

export interface Descent {
  layout: Layout
  steps: number
  /** 2η/N, ηλ, whether the first layer is trained (1 or 0), and nothing; of each model. */
  settings: Float32Array<ArrayBuffer>
  /** Of all models. `weights` is where the steps begin, `result` where they end. */
  buffers: Record<'weights' | 'result' | 'columns' | 'rows' | 'targets', GPUBuffer>
}

export interface Descents {
  /** Queues all steps. */
  add(descent: Descent): void
}

/** A descent with what it is run with. */
interface Running {
  link: DeviceLink
  queue: DeviceQueue
  descent: Descent
  pipeline: GPUComputePipeline
  bindings: GPUBindGroup
  plan: GPUBuffer
  pace: Pace
}

const modelsOf = ({ settings }: Descent): number => settings.length / 4

const filledBuffer = (
  { device }: DeviceLink,
  numbers: Float32Array<ArrayBuffer> | Uint32Array<ArrayBuffer>,
  usage: number,
): GPUBuffer => {
  const buffer = device.createBuffer({ size: numbers.byteLength, usage })
  device.queue.writeBuffer(buffer, 0, numbers)
  return buffer
}

const planOf = ({ layout }: Descent, firstModel: number, steps: number) =>
  planNumbers({ ...layout, firstModel, steps })

/** Hands over one dispatch: the given share, beginning with model `firstModel`. */
const dispatch = (running: Running, share: Share, firstModel: number): Promise<void> => {
  const { link, queue, descent, pipeline, bindings, plan, pace } = running
  const { device } = link
  return queue.dispatch(
    () => {
      device.queue.writeBuffer(plan, 0, planOf(descent, firstModel, share.steps))
      const encoder = device.createCommandEncoder()
      const pass = encoder.beginComputePass()
      pass.setPipeline(pipeline)
      pass.setBindGroup(0, bindings)
      pass.dispatchWorkgroups(share.models)
      pass.end()
      device.queue.submit([encoder.finish()])
    },
    (milliseconds) => pace.record(share, milliseconds),
  )
}

/** Takes all steps, round by round: in a round every model takes the same steps. */
const takeSteps = async (running: Running): Promise<void> => {
  const { descent, pace } = running
  const models = modelsOf(descent)
  let left = descent.steps
  while (left > 0) {
    const steps = Math.min(left, pace.share().steps)
    let first = 0
    while (first < models) {
      const share = { models: Math.min(models - first, pace.share().models), steps }
      await dispatch(running, share, first)
      first += share.models
    }
    left -= steps
  }
}

const copyWeights = (link: DeviceLink, { weights, result }: Descent['buffers']): void => {
  const encoder = link.device.createCommandEncoder()
  encoder.copyBufferToBuffer(weights, 0, result, 0, weights.size)
  link.device.queue.submit([encoder.finish()])
}

/** Copies the weights and binds all buffers. Returns the buffers that are its own as well. */
const prepare = (link: DeviceLink, descent: Descent, pipeline: GPUComputePipeline) =>
  link.command(() => {
    const { columns, rows, targets, result } = descent.buffers
    copyWeights(link, descent.buffers)
    const plan = filledBuffer(link, planOf(descent, 0, 0), USAGE.uniform)
    const settings = filledBuffer(link, descent.settings, USAGE.storage)
    const bindings = link.device.createBindGroup({
      layout: pipeline.getBindGroupLayout(0),
      entries: [plan, settings, columns, rows, targets, result].map((buffer, binding) => ({
        binding,
        resource: { buffer },
      })),
    })
    return { plan, settings, bindings }
  })

/** Programs by their text, each compiled once. */
const createPipelines = ({ device }: DeviceLink) => {
  const known = new Map<string, Promise<GPUComputePipeline>>()
  return (layout: Layout): Promise<GPUComputePipeline> => {
    const code = shaderFor(layout)
    const found = known.get(code)
    if (found !== undefined) return found
    const module = device.createShaderModule({ code })
    const pipeline = device.createComputePipelineAsync({ layout: 'auto', compute: { module } })
    known.set(code, pipeline)
    return pipeline
  }
}

/** How fast batches of each shape go, remembered from one call to the next. */
const createPaces = () => {
  const known = new Map<string, Pace>()
  return (layout: Layout, models: number): Pace => {
    const { rows, columns } = sizesOf(layout)
    const key = `${layout.taskCount} ${layout.groups} ${layout.paddedDim} ${models}`
    const pace = known.get(key) ?? createPace(models, rows + columns)
    known.set(key, pace)
    return pace
  }
}

export const createDescents = (link: DeviceLink, queue: DeviceQueue): Descents => {
  const pipelineFor = createPipelines(link)
  const paceFor = createPaces()
  return {
    add: (descent) =>
      queue.add(async () => {
        const pipeline = await link.wait(link.command(() => pipelineFor(descent.layout)))
        const { plan, settings, bindings } = prepare(link, descent, pipeline)
        const pace = paceFor(descent.layout, modelsOf(descent))
        await takeSteps({ link, queue, descent, pipeline, bindings, plan, pace })
        plan.destroy()
        settings.destroy()
      }),
  }
}
