/**
 * The graphics processor of the WebGPU engine: opening it, and noticing that it was lost or has
 * refused something. Whatever goes wrong makes the device useless for good: numbers that come after
 * an error are not what they seem. The next `start()` opens another.
 */
import { EngineAbsent } from '../absence.ts'
import { LANES } from './webgpuLayout.ts'
import { checkPresence } from './webgpuPresence.ts'

const DEVICE_LOST = 'WebGPU lost its graphics processor (device lost)'

/** What a program of ours takes; less is allowed only in WebGPU's compatibility mode. */
const NEEDED_LIMITS = {
  maxComputeInvocationsPerWorkgroup: LANES,
  maxComputeWorkgroupSizeX: LANES,
  maxComputeWorkgroupStorageSize: 16384,
  maxStorageBuffersPerShaderStage: 5,
} as const

/** Known adapters that only imitate a graphics processor. */
const SOFTWARE = /swiftshader|llvmpipe|lavapipe|software|basic render/i
const SOFTWARE_NAMES: Record<string, string> = { swiftshader: 'SwiftShader' }

/** The name of the program that computes instead of a graphics processor; null where there is one. */
const softwareAdapter = (info: GPUAdapterInfo): string | null => {
  const { vendor, architecture, device, description } = info
  const name = SOFTWARE.exec([description, device, architecture, vendor].join(' '))?.[0]
  if (name !== undefined) return SOFTWARE_NAMES[name.toLowerCase()] ?? name
  return info.isFallbackAdapter ? 'a fallback adapter' : null
}

const checkLimits = ({ limits }: GPUAdapter): void => {
  for (const [name, needed] of Object.entries(NEEDED_LIMITS)) {
    const offered: unknown = Reflect.get(limits, name)
    if (typeof offered === 'number' && offered >= needed) continue
    throw new Error(`WebGPU here is too limited (${name} is ${String(offered)}, not ${needed})`)
  }
}

/** The first line of what a browser reports, without its full stop. */
const refusalOf = ({ message }: { message: string }): string => {
  const [line = ''] = message.split('\n')
  return `WebGPU refused a command (${line.replace(/\.$/, '')})`
}

/** Why a promise of the browser's was rejected; it calls it an abortion if the device is gone. */
const rejectionOf = (reason: unknown): string =>
  reason instanceof Error && reason.name !== 'AbortError' ? refusalOf(reason) : DEVICE_LOST

const SCOPES: readonly GPUErrorFilter[] = ['validation', 'out-of-memory', 'internal']

/** An open device, and whether it can be relied on. */
export class DeviceLink {
  readonly device: GPUDevice
  /** See `softwareAdapter`. */
  readonly software: string | null
  private reason: Error | null = null
  private readonly waiting = new Set<(reason: Error) => void>()
  private accepted: Promise<unknown> = Promise.resolve()

  constructor(device: GPUDevice, software: string | null) {
    this.device = device
    this.software = software
    void device.lost.then(() => this.fail(DEVICE_LOST))
    device.addEventListener('uncapturederror', ({ error }) => this.fail(refusalOf(error)))
  }

  /** Gives the device up: all that waits is rejected with this sentence. */
  fail(sentence: string): void {
    if (this.reason !== null) return
    this.reason = new Error(sentence)
    for (const reject of this.waiting) reject(this.reason)
    this.waiting.clear()
    this.device.destroy()
  }

  get hasFailed(): boolean {
    return this.reason !== null
  }

  /** @throws Error with a sentence if the device was lost or has refused something. */
  check(): void {
    if (this.reason !== null) throw this.reason
  }

  /** Gives commands; if any of them is refused, the device fails. */
  command<Result>(commands: () => Result): Result {
    this.check()
    SCOPES.forEach((scope) => this.device.pushErrorScope(scope))
    try {
      return commands()
    } finally {
      const verdicts = SCOPES.map(async () => {
        const error = await this.device.popErrorScope()
        if (error !== null) this.fail(refusalOf(error))
      })
      // A scope of a device that is gone may be refused; the loss itself is noticed elsewhere.
      this.accepted = Promise.allSettled([this.accepted, ...verdicts])
    }
  }

  /**
   * What `promise` gives, once it is known that all commands so far were accepted. Rejects with a
   * sentence as soon as the device fails, even if `promise` never settles.
   */
  async wait<Result>(promise: Promise<Result>): Promise<Result> {
    this.check()
    const result = await new Promise<Result>((resolve, reject) => {
      this.waiting.add(reject)
      promise
        .finally(() => this.waiting.delete(reject))
        .then(resolve, (reason: unknown) =>
          reject(new Error(rejectionOf(reason), { cause: reason })),
        )
    })
    await this.accepted
    this.check()
    return result
  }
}

/**
 * Opens a device.
 * @throws EngineAbsent if there is none here; Error if there is one that cannot train. Both with a
 *   sentence without its full stop.
 */
export const openDevice = async (): Promise<DeviceLink> => {
  checkPresence()
  const adapter = await navigator.gpu.requestAdapter({ powerPreference: 'high-performance' })
  if (adapter === null) throw new EngineAbsent('This browser has no graphics processor for WebGPU')
  checkLimits(adapter)
  // Batches with data of their own grow beyond what is granted without asking.
  const { maxBufferSize, maxStorageBufferBindingSize } = adapter.limits
  try {
    const device = await adapter.requestDevice({
      // To measure how long a dispatch takes; there is another way where it is missing.
      requiredFeatures: adapter.features.has('timestamp-query') ? ['timestamp-query'] : [],
      requiredLimits: { maxBufferSize, maxStorageBufferBindingSize },
    })
    return new DeviceLink(device, softwareAdapter(adapter.info))
  } catch (error) {
    throw new Error('WebGPU does not start in this browser', { cause: error })
  }
}
