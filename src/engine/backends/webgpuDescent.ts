/**
 * Runs the WebGPU kernel: programs, what is bound to them, and the cutting of steps into dispatches.
 * A dispatch takes up the weights where the last one left them, so the cuts change no bit.
 */
import type { DeviceLink } from './webgpuDevice.ts'
import { sizesOf, type Layout } from './webgpuLayout.ts'
import { createPace, type Duration, type Pace, type Share } from './webgpuPace.ts'
import type { DeviceQueue } from './webgpuQueue.ts'
import { planNumbers, shaderFor } from './webgpuShader.ts'
import { USAGE } from './webgpuUsage.ts'

interface Descent {
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
const dispatch = (
  { link, queue, descent, pipeline, bindings, plan }: Running,
  share: Share & { firstModel: number },
  report: (duration: Duration) => void,
): Promise<void> =>
  queue.dispatch((pass) => {
    // Takes its turn after the passes handed over so far, and before this one.
    link.device.queue.writeBuffer(plan, 0, planOf(descent, share.firstModel, share.steps))
    pass.setPipeline(pipeline)
    pass.setBindGroup(0, bindings)
    pass.dispatchWorkgroups(share.models)
  }, report)

/** No steps at all: some drivers compile a program only now, which says nothing about its pace. */
const warmUp = (running: Running): Promise<void> =>
  dispatch(running, { models: 1, steps: 0, firstModel: 0 }, () => undefined)

/** Takes all steps, round by round: in a round every model takes the same steps. */
const takeSteps = async (running: Running): Promise<void> => {
  const { descent, pace } = running
  const models = modelsOf(descent)
  let left = descent.steps
  while (left > 0) {
    const steps = Math.min(left, pace.steps())
    let firstModel = 0
    while (firstModel < models) {
      const share = { models: Math.min(models - firstModel, pace.models(steps)), steps }
      await dispatch(running, { ...share, firstModel }, (duration) => pace.record(share, duration))
      firstModel += share.models
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
    const key = `${layout.taskCount} ${layout.groups} ${layout.quads} ${models}`
    const pace = known.get(key) ?? createPace(models, rows + columns)
    known.set(key, pace)
    return pace
  }
}

export const createDescents = (link: DeviceLink, queue: DeviceQueue): Descents => {
  const pipelineFor = createPipelines(link)
  const paceFor = createPaces()
  const warm = new WeakSet<GPUComputePipeline>()
  return {
    add: (descent) =>
      queue.add(async () => {
        const pipeline = await link.wait(link.command(() => pipelineFor(descent.layout)))
        const { plan, settings, bindings } = prepare(link, descent, pipeline)
        const pace = paceFor(descent.layout, modelsOf(descent))
        const running = { link, queue, descent, pipeline, bindings, plan, pace }
        if (!warm.has(pipeline)) await warmUp(running)
        warm.add(pipeline)
        await takeSteps(running)
        plan.destroy()
        settings.destroy()
      }),
  }
}
