/**
 * Runs a WebGPU kernel: programs, what is bound to them, and the cutting of steps into dispatches.
 * A dispatch takes up the weights where the last one left them, so the cuts change no bit.
 */
import type { DeviceLink } from './webgpuDevice.ts'
import { createPace, type Duration, type Pace, type Share } from './webgpuPace.ts'
import type { DeviceQueue } from './webgpuQueue.ts'
import { USAGE } from './webgpuUsage.ts'

/** Steps of all models of a batch, one workgroup a model. */
export interface Descent {
  /**
   * The program in WGSL. Bound to it are, in this order: a uniform with the plan, the settings, the
   * data, and the weights, which it changes.
   */
  code: string
  /** What it has to know for some steps of the models from `firstModel` on. */
  plan: (share: { firstModel: number; steps: number }) => Uint32Array<ArrayBuffer>
  /** How many times a step of one model multiplies. */
  products: number
  steps: number
  /** 2η/N, ηλ, whether the first layer is trained (1 or 0), and nothing; of each model. */
  settings: Float32Array<ArrayBuffer>
  /** Of all models, as all buffers are. */
  data: readonly GPUBuffer[]
  /** Where the steps begin. */
  weights: GPUBuffer
  /** Where they end. */
  result: GPUBuffer
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

/** Hands over one dispatch: the given share, beginning with model `firstModel`. */
const dispatch = (
  { link, queue, descent, pipeline, bindings, plan }: Running,
  share: Share & { firstModel: number },
  report: (duration: Duration) => void,
): Promise<void> =>
  queue.dispatch((pass) => {
    // Takes its turn after the passes handed over so far, and before this one.
    link.device.queue.writeBuffer(plan, 0, descent.plan(share))
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

const copyWeights = (link: DeviceLink, { weights, result }: Descent): void => {
  const encoder = link.device.createCommandEncoder()
  encoder.copyBufferToBuffer(weights, 0, result, 0, weights.size)
  link.device.queue.submit([encoder.finish()])
}

/** Copies the weights and binds all buffers. Returns the buffers that are its own as well. */
const prepare = (link: DeviceLink, descent: Descent, pipeline: GPUComputePipeline) =>
  link.command(() => {
    copyWeights(link, descent)
    const plan = filledBuffer(link, descent.plan({ firstModel: 0, steps: 0 }), USAGE.uniform)
    const settings = filledBuffer(link, descent.settings, USAGE.storage)
    const bindings = link.device.createBindGroup({
      layout: pipeline.getBindGroupLayout(0),
      entries: [plan, settings, ...descent.data, descent.result].map((buffer, binding) => ({
        binding,
        resource: { buffer },
      })),
    })
    return { plan, settings, bindings }
  })

/** Programs by their text, each compiled once. */
const createPipelines = ({ device }: DeviceLink) => {
  const known = new Map<string, Promise<GPUComputePipeline>>()
  return (code: string): Promise<GPUComputePipeline> => {
    const found = known.get(code)
    if (found !== undefined) return found
    const module = device.createShaderModule({ code })
    const pipeline = device.createComputePipelineAsync({ layout: 'auto', compute: { module } })
    known.set(code, pipeline)
    return pipeline
  }
}

/** How fast batches of each kind and size go, remembered from one call to the next. */
const createPaces = () => {
  const known = new Map<string, Pace>()
  return (descent: Descent): Pace => {
    const { code, products } = descent
    const models = modelsOf(descent)
    const key = `${models} ${products} ${code}`
    const pace = known.get(key) ?? createPace(models, products)
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
        const pipeline = await link.wait(link.command(() => pipelineFor(descent.code)))
        const { plan, settings, bindings } = prepare(link, descent, pipeline)
        const pace = paceFor(descent)
        const running = { link, queue, descent, pipeline, bindings, plan, pace }
        if (!warm.has(pipeline)) await warmUp(running)
        warm.add(pipeline)
        await takeSteps(running)
        plan.destroy()
        settings.destroy()
      }),
  }
}
