/** What is asked of the WebGPU engine alone. */
import { chooseBackend } from '../../../src/engine/chooseBackend.ts'
import { createBatchDescender, createDescender } from '../../../src/engine/descender.ts'
import { benchProblems, startingPoint, type RateProblem } from './rateProblems.ts'
import { casesOf, deviation, messageOf, startEngine, type CasesPayload } from './jobsEngines.ts'
import type { DescentSettings } from '../../../src/theory/descent.ts'
import { referenceSteps } from '../../engine/cases.ts'

type Method = (this: unknown, ...given: unknown[]) => unknown

/** Puts `replacement` in the place of a method; it gets the original as its first argument. */
const replaceMethod = (
  prototype: object,
  name: string,
  replacement: (original: Method, self: unknown, given: unknown[]) => unknown,
): (() => void) => {
  const original = Reflect.get(prototype, name) as Method
  Reflect.set(prototype, name, function (this: unknown, ...given: unknown[]) {
    return replacement(original, this, given)
  })
  return () => void Reflect.set(prototype, name, original)
}

/** Counts buffers of the graphics processor that were made and not destroyed. */
const countBuffers = () => {
  let living = 0
  const undo = [
    replaceMethod(GPUDevice.prototype, 'createBuffer', (original, self, given) => {
      living += 1
      return original.apply(self, given)
    }),
    replaceMethod(GPUBuffer.prototype, 'destroy', (original, self, given) => {
      living -= 1
      return original.apply(self, given)
    }),
  ]
  return { living: () => living, stop: () => undo.forEach((restore) => restore()) }
}

/** The most dispatches under way at once, and how many there were. */
const watchDispatches = () => {
  let underWay = 0
  let isDispatch = false
  const seen = { most: 0, count: 0 }
  replaceMethod(GPUComputePassEncoder.prototype, 'dispatchWorkgroups', (original, self, given) => {
    isDispatch = true
    return original.apply(self, given)
  })
  replaceMethod(GPUQueue.prototype, 'submit', (original, self, given) => {
    original.apply(self, given)
    if (!isDispatch) return
    isDispatch = false
    seen.count += 1
    underWay += 1
    seen.most = Math.max(seen.most, underWay)
    void (self as GPUQueue).onSubmittedWorkDone().then(() => (underWay -= 1))
  })
  return seen
}

const firstCase = (payload: CasesPayload) => {
  const [one] = casesOf(payload)
  if (one === undefined) throw new Error('no case')
  return one
}

/** The devices that are opened from now on. */
const watchDevices = (): GPUDevice[] => {
  const devices: GPUDevice[] = []
  replaceMethod(GPUAdapter.prototype, 'requestDevice', async (original, self, given) => {
    const device = (await original.apply(self, given)) as GPUDevice
    devices.push(device)
    return device
  })
  return devices
}

/** From now on no device has a clock of its own. */
const hideClock = (): void => {
  replaceMethod(GPUSupportedFeatures.prototype, 'has', (original, self, [name]) =>
    name === 'timestamp-query' ? false : original.apply(self, [name]),
  )
}

/** Takes something away that the engine needs. */
const LACKS = {
  api: () => Reflect.deleteProperty(Reflect.getPrototypeOf(navigator) ?? {}, 'gpu'),
  adapter: () => replaceMethod(GPU.prototype, 'requestAdapter', () => Promise.resolve(null)),
  invocations: () =>
    Object.defineProperty(GPUSupportedLimits.prototype, 'maxComputeInvocationsPerWorkgroup', {
      get: () => 128,
    }),
  device: () =>
    replaceMethod(GPUAdapter.prototype, 'requestDevice', () => Promise.reject(new Error('no'))),
}

export const webgpuJobs = {
  /** What is said where WebGPU lacks something: if it was asked for, and if not. */
  webgpuWithout: async ({ lacking }: { lacking: keyof typeof LACKS }) => {
    LACKS[lacking]()
    const asked = await chooseBackend('webgpu')
    const automatic = await chooseBackend('auto')
    return { asked: asked.refusals, automatic: automatic.refusals }
  },

  /** Whether this browser gives a WebGPU adapter to workers. */
  hasWebgpu: async (): Promise<boolean> =>
    'gpu' in navigator && (await navigator.gpu.requestAdapter()) !== null,

  /** How far each model of a batch is from the same model trained alone. */
  batchDifferences: async (
    payload: RateProblem & { settings: DescentSettings[]; steps: number },
  ) => {
    const backend = await startEngine('webgpu')
    const { settings, steps } = payload
    const problems = benchProblems(payload)
    const starts = problems.map(startingPoint)
    const batch = createBatchDescender(backend, problems, starts)
    batch.advance(settings, steps)
    const together = await batch.read()
    batch.dispose()
    const found: { alone: number; reference: number }[] = []
    for (const [index, problem] of problems.entries()) {
      const start = starts[index] ?? startingPoint(problem)
      const descent = settings[index] ?? { learningRate: 0, weightDecay: 0, trainFirstLayer: true }
      const single = createDescender(backend, problem, start)
      single.advance(descent, steps)
      const alone = await single.read()
      single.dispose()
      const reference = referenceSteps(problem, start, { settings: descent, steps })
      const own = together[index] ?? start
      found.push({ alone: deviation(own, alone), reference: deviation(own, reference) })
    }
    return found
  },

  /** Buffers of the graphics processor: after the first steps, after many more, and at the end. */
  bufferLife: async (payload: CasesPayload & { hasClock: boolean }) => {
    if (!payload.hasClock) hideClock()
    const backend = await startEngine('webgpu')
    const one = firstCase(payload)
    // Until then, buffers of the first measurements are still being destroyed.
    await backend.settled()
    const buffers = countBuffers()
    const seen = watchDispatches()
    const descender = createDescender(backend, one.problem, one.weights)
    const train = async (rounds: number): Promise<number> => {
      for (let round = 0; round < rounds; round += 1) {
        descender.advance(one.descent, 3)
        await descender.read()
      }
      await descender.settled()
      return buffers.living()
    }
    const early = await train(1)
    const late = await train(20)
    descender.advance(one.descent, 800)
    descender.dispose()
    await backend.settled()
    const left = buffers.living()
    buffers.stop()
    return { early, late, left, dispatches: seen }
  },

  /** What is said when the graphics processor goes away in mid-training, and what comes after. */
  loseDevice: async (payload: CasesPayload) => {
    const devices = watchDevices()
    const backend = await startEngine('webgpu')
    const one = firstCase(payload)
    const descender = createDescender(backend, one.problem, one.weights)
    descender.advance(one.descent, 100_000)
    const waiting = messageOf(() => descender.read())
    const settling = messageOf(() => descender.settled())
    devices.forEach((device) => device.destroy())
    const said = { waiting: await waiting, settling: await settling }
    const afterwards = await messageOf(() => descender.advance(one.descent, 10))
    descender.dispose()
    const { backend: next, refusals } = await chooseBackend('webgpu')
    const again = createDescender(next, one.problem, one.weights)
    again.advance(one.descent, 10)
    const plan = { settings: one.descent, steps: 10 }
    const reference = referenceSteps(one.problem, one.weights, plan)
    const trained = deviation(await again.read(), reference)
    again.dispose()
    return { ...said, afterwards, next: next.id, refusals, devices: devices.length, trained }
  },

  /** What is said when the browser finds a command invalid. */
  refuseCommand: async (payload: CasesPayload & { broken: 'setBindGroup' | 'createBuffer' }) => {
    const backend = await startEngine('webgpu')
    const one = firstCase(payload)
    const descender = createDescender(backend, one.problem, one.weights)
    const restore =
      payload.broken === 'setBindGroup'
        ? replaceMethod(GPUComputePassEncoder.prototype, 'setBindGroup', () => undefined)
        : replaceMethod(GPUDevice.prototype, 'createBuffer', (original, self, [descriptor]) =>
            original.apply(self, [{ ...(descriptor as object), usage: 1 }]),
          )
    descender.advance(one.descent, 10)
    const reading = await messageOf(() => descender.read())
    restore()
    descender.dispose()
    const { backend: next } = await chooseBackend('webgpu')
    return { reading, next: next.id }
  },
}
