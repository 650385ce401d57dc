/**
 * What the graphics processor still has to do, in order. The kernel is asked for any number of steps
 * at once; they wait here and are handed over a dispatch at a time, at most two of them under way,
 * so that the screen, and whoever reads, are never kept waiting for long.
 */
import type { DeviceLink } from './webgpuDevice.ts'

const MOST_UNDER_WAY = 2

const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error)

export class DeviceQueue {
  private readonly link: DeviceLink
  private readonly now: () => number
  private last: Promise<unknown> = Promise.resolve()
  private readonly underWay = new Set<Promise<void>>()
  private lastEnd = 0

  /** @param now milliseconds since some fixed moment */
  constructor(link: DeviceLink, now: () => number) {
    this.link = link
    this.now = now
  }

  /** Does `job` after all jobs so far. A job that fails makes the device useless for the next ones. */
  private async enqueue<Result>(job: () => Result | Promise<Result>): Promise<Result> {
    const result = this.last.then(() => {
      this.link.check()
      return job()
    })
    this.last = result.catch((error: unknown) => this.link.fail(messageOf(error)))
    return result
  }

  /** The same for a job that nobody waits for; its failure is met by whoever waits next. */
  add(job: () => void | Promise<void>): void {
    this.enqueue(job).catch(() => undefined)
  }

  /**
   * Hands commands over once fewer than two dispatches are under way; only within a job. `report` is
   * told, later, how many milliseconds they took.
   */
  async dispatch(commands: () => void, report: (milliseconds: number) => void): Promise<void> {
    while (this.underWay.size >= MOST_UNDER_WAY) await Promise.race(this.underWay)
    const given = this.now()
    this.link.command(commands)
    const done = this.link.wait(this.link.device.queue.onSubmittedWorkDone()).then(() => {
      const end = this.now()
      // The one before has to end first.
      report(end - Math.max(given, this.lastEnd))
      this.lastEnd = end
    })
    this.underWay.add(done)
    done.catch(() => undefined).finally(() => this.underWay.delete(done))
  }

  /** Resolves when all jobs so far are done; rejects with a sentence if they never will be. */
  async settled(): Promise<void> {
    // Wrapped, so that the jobs after this one need not wait for it.
    const { done } = await this.enqueue(() => ({ done: Promise.all(this.underWay) }))
    await done
    await this.link.wait(Promise.resolve())
  }

  /** The numbers that a buffer holds after all jobs so far. */
  async read(buffer: GPUBuffer): Promise<Float32Array<ArrayBuffer>> {
    const { device } = this.link
    const { copy, mapped } = await this.enqueue(() =>
      this.link.command(() => {
        const target = device.createBuffer({ size: buffer.size, usage: USAGE.read })
        const encoder = device.createCommandEncoder()
        encoder.copyBufferToBuffer(buffer, 0, target, 0, buffer.size)
        device.queue.submit([encoder.finish()])
        return { copy: target, mapped: target.mapAsync(MAP_READ) }
      }),
    )
    try {
      await this.link.wait(mapped)
      return new Float32Array(copy.getMappedRange()).slice()
    } finally {
      copy.destroy()
    }
  }
}

const MAP_READ = 0x1
const [BUFFER_MAP_READ, COPY_SRC, COPY_DST, UNIFORM, STORAGE] = [0x1, 0x4, 0x8, 0x40, 0x80]

/** What buffers are used for. The numbers are WebGPU's own (GPUBufferUsage), which no type lists. */
export const USAGE = {
  read: BUFFER_MAP_READ | COPY_DST,
  uniform: UNIFORM | COPY_DST,
  storage: STORAGE | COPY_SRC | COPY_DST,
} as const
