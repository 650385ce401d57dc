/**
 * What the graphics processor still has to do, in order. The kernel is asked for any number of steps
 * at once; they wait here and are handed over a dispatch at a time, at most two of them under way,
 * so that the screen, and whoever reads, are never kept waiting for long.
 */
import type { DeviceLink } from './webgpuDevice.ts'
import type { Duration } from './webgpuPace.ts'
import { createStopwatches, type Stopwatch } from './webgpuStopwatch.ts'
import { MAP_READ, USAGE } from './webgpuUsage.ts'

const MOST_UNDER_WAY = 2

const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error)

export class DeviceQueue {
  private readonly link: DeviceLink
  private readonly now: () => number
  private readonly stopwatch?: () => Stopwatch
  private last: Promise<unknown> = Promise.resolve()
  private readonly underWay = new Set<Promise<void>>()
  private lastEnd = 0
  /** The shortest that any dispatch took, as heard of here: about what hearing of it costs. */
  private shortest = Infinity

  /** @param now milliseconds since some fixed moment */
  constructor(link: DeviceLink, now: () => number) {
    this.link = link
    const { device } = link
    if (device.features.has('timestamp-query')) this.stopwatch = createStopwatches(device)
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
   * Hands a pass over once fewer than two are under way; only within a job. `report` is told, later,
   * how long it took.
   */
  async dispatch(
    fill: (pass: GPUComputePassEncoder) => void,
    report: (duration: Duration) => void,
  ): Promise<void> {
    while (this.underWay.size >= MOST_UNDER_WAY) await Promise.race(this.underWay)
    const given = this.now()
    const measured = this.link.command(() => this.submit(fill))
    const done = this.link.wait(measured).then((duration) => {
      const heard = this.durationSince(given)
      report(duration ?? heard)
    })
    this.underWay.add(done)
    done.catch(() => undefined).finally(() => this.underWay.delete(done))
  }

  /** Settles when the pass is done, with its time where the device can measure it. */
  private submit(fill: (pass: GPUComputePassEncoder) => void): Promise<Duration | null> {
    const { device } = this.link
    const stopwatch = this.stopwatch?.()
    const encoder = device.createCommandEncoder()
    const pass = encoder.beginComputePass(
      stopwatch === undefined ? {} : { timestampWrites: stopwatch.marks() },
    )
    fill(pass)
    pass.end()
    stopwatch?.finish(encoder)
    device.queue.submit([encoder.finish()])
    return stopwatch?.read() ?? device.queue.onSubmittedWorkDone().then(() => null)
  }

  /** Of the dispatch that has just ended, as far as can be told from here. */
  private durationSince(given: number): Duration {
    const end = this.now()
    // The one before had to end first.
    const most = end - Math.max(given, this.lastEnd)
    this.lastEnd = end
    this.shortest = Math.min(this.shortest, most)
    return { least: most - this.shortest, most }
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
