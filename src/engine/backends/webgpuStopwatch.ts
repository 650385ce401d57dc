/**
 * How long the graphics processor itself works on a dispatch. What is heard of here comes later, and
 * later still on a busy machine, and two ends may be heard of at once.
 */
import type { Duration } from './webgpuPace.ts'
import { MAP_READ, USAGE } from './webgpuUsage.ts'

/** Of one dispatch under way. */
interface Watch {
  queries: GPUQuerySet
  resolved: GPUBuffer
  copy: GPUBuffer
}

const MARKS = 2
const MARK_BYTES = 8
const NANOSECONDS = 1e6

const createWatch = (device: GPUDevice): Watch => ({
  queries: device.createQuerySet({ type: 'timestamp', count: MARKS }),
  resolved: device.createBuffer({ size: MARKS * MARK_BYTES, usage: USAGE.queries }),
  copy: device.createBuffer({ size: MARKS * MARK_BYTES, usage: USAGE.read }),
})

/** Milliseconds between the two marks; null where they make no sense, which WebGPU permits. */
const elapsedOn = (marks: BigUint64Array): number | null => {
  const [begin = 0n, end = 0n] = marks
  return end > begin ? Number(end - begin) / NANOSECONDS : null
}

export interface Stopwatch {
  /** What a pass whose time is wanted begins with. */
  marks(): GPUComputePassTimestampWrites
  /** After the pass, in the same commands. */
  finish(encoder: GPUCommandEncoder): void
  /** After these have been handed over: settles when they are done. */
  read(): Promise<Duration | null>
}

/** The next free stopwatch of a device that can measure time; one for each dispatch under way. */
export const createStopwatches = (device: GPUDevice): (() => Stopwatch) => {
  const free: Watch[] = []
  return () => {
    const watch = free.pop() ?? createWatch(device)
    const { queries, resolved, copy } = watch
    return {
      marks: () => ({
        querySet: queries,
        beginningOfPassWriteIndex: 0,
        endOfPassWriteIndex: 1,
      }),
      finish: (encoder) => {
        encoder.resolveQuerySet(queries, 0, MARKS, resolved, 0)
        encoder.copyBufferToBuffer(resolved, 0, copy, 0, resolved.size)
      },
      read: async () => {
        await copy.mapAsync(MAP_READ)
        const elapsed = elapsedOn(new BigUint64Array(copy.getMappedRange()))
        copy.unmap()
        free.push(watch)
        return elapsed === null ? null : { least: elapsed, most: elapsed }
      },
    }
  }
}
