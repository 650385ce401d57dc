/**
 * Threads that share the rows of a large problem: a helper is another instance of the kernel on the
 * same memory, in a thread of its own, asleep between calls. See assembly/rowThreads.ts.
 */
import type { Address } from './address.ts'
import { createRowPace } from './rowPace.ts'

/** As scripts/compileKernel.mjs compiles it. */
const SHARED_PAGES = { initial: 16, maximum: 32_768 }

/** The module and memory of the build for several threads. */
export interface SharedKernel {
  module: WebAssembly.Module
  memory: WebAssembly.Memory
}

/**
 * @throws TypeError or RangeError where memory cannot be shared, or not as much be set aside
 */
export const createSharedMemory = (): WebAssembly.Memory =>
  new WebAssembly.Memory({ ...SHARED_PAGES, shared: true })

/** What a helper gets; can be posted to a worker. */
export interface HelperStart extends SharedKernel {
  control: Address
}

/** Threads beside the one that asks. */
export interface Helpers {
  count: number
  /** Opens all of them, each to call `runHelper`; returns what ends them. */
  open: (start: HelperStart) => () => void
  /** Milliseconds since some fixed moment: threads that are slower than one are left asleep. */
  now: () => number
}

/** Milliseconds; see assembly/rowThreads.ts. */
const LONGEST_NAP = 10

/** What an instance of the build for several threads imports. */
export const importsWith = (memory: WebAssembly.Memory) => ({
  env: {
    memory,
    nap: (address: Address, seen: number): void => {
      Atomics.wait(new Int32Array(memory.buffer, address, 1), 0, seen, LONGEST_NAP)
    },
  },
})

interface HelperExports {
  enlist: (control: Address) => number
  help: (control: Address, thread: number) => void
}

const isHelper = (exports: object): exports is HelperExports =>
  ['enlist', 'help'].every((name) => typeof Reflect.get(exports, name) === 'function')

/** Takes part in the work of the thread that opened this one. Never returns. */
export const runHelper = ({ module, memory, control }: HelperStart): void => {
  const { exports } = new WebAssembly.Instance(module, importsWith(memory))
  if (!isHelper(exports)) throw new TypeError('invalid kernel: an export is missing')
  // The number of the newest job is the first of the control block.
  const newest = new Int32Array(memory.buffer, control, 1)
  const thread = exports.enlist(control)
  for (let job = 0; ; job = (job + 1) | 0) {
    Atomics.wait(newest, 0, job)
    exports.help(control, thread)
  }
}

/** Numbers of one call, as `descend` of the kernel takes them. */
export interface SharedDescent {
  /** Its sizes, in words. */
  problem: string
  weights: Address
  table: Address
  tasks: number
  /** D, padded. */
  dim: number
  shares: number
  steps: number
  rate: number
  keep: number
  trainFirstLayer: boolean
}

export interface RowThreads {
  /**
   * Takes the steps, with all threads or, until the helpers are there and where threads would be
   * slower, by calling `alone`. That also takes what is left when a helper stops answering; then no
   * step is shared any more. Returns how many threads took the steps.
   */
  descend: (descent: SharedDescent, alone: (descent: SharedDescent) => void) => number
  close: () => void
}

/** The kernel, as far as it is needed here. */
interface Host extends SharedKernel {
  reserve: (bytes: number) => Address
  descendTogether: (control: Address) => number
}

/** Of the control block (assembly/rowThreads.ts). */
const CONTROL_BYTES = 640
const READY_BYTE = 384
const DESCRIPTION_BYTE = 512
const RATES_BYTE = DESCRIPTION_BYTE + 40

/** Bytes that `descendTogether` works in. */
const scratchBytes = ({ tasks, dim, shares }: SharedDescent, threads: number): number =>
  threads * (4 * 8 + 4 * 2 * tasks * dim + 8 * (2 + 2 * tasks) * dim) + 2 * 4 * tasks * shares * dim

/** Memory of the crew that is used again by the next call, and grows where it must. */
const createScratch = (reserve: Host['reserve']) => {
  let [address, size] = [0, 0]
  return (bytes: number): Address => {
    // What was too small is not given back: that a helper has stopped answering shows only later.
    if (bytes > size) [address, size] = [reserve(bytes), bytes]
    return address
  }
}

/** Helpers are opened by the first call that needs them. */
export const createRowThreads = (host: Host, helpers: Helpers): RowThreads => {
  const { module, memory } = host
  const threads = helpers.count + 1
  const scratchFor = createScratch(host.reserve)
  let control = 0
  let end: (() => void) | null = null
  let isClosed = false
  const pace = createRowPace()

  const open = (): void => {
    control = host.reserve(CONTROL_BYTES)
    new Uint8Array(memory.buffer, control, CONTROL_BYTES).fill(0)
    end = helpers.open({ module, memory, control })
  }
  const close = (): void => {
    isClosed = true
    end?.()
    end = null
  }
  const isReady = (): boolean =>
    end !== null &&
    Atomics.load(new Int32Array(memory.buffer, control + READY_BYTE, 1), 0) === helpers.count

  const describe = (descent: SharedDescent): void => {
    const { weights, table, tasks, dim, shares, steps, rate, keep, trainFirstLayer } = descent
    const scratch = scratchFor(scratchBytes(descent, threads))
    const numbers = [weights, table, scratch, tasks, dim, steps, Number(trainFirstLayer)]
    const { buffer } = memory
    new Int32Array(buffer, control + DESCRIPTION_BYTE, 9).set([...numbers, shares, threads])
    new Float64Array(buffer, control + RATES_BYTE, 2).set([rate, keep])
  }

  /** Steps taken with all threads. */
  const descendTogether = (descent: SharedDescent): number => {
    if (isClosed) return 0
    if (end === null) open()
    if (!isReady() || !pace.isWorthDividing(descent.problem)) return 0
    describe(descent)
    const taken = host.descendTogether(control)
    if (taken < descent.steps) close()
    return taken
  }

  return {
    descend: (descent, alone) => {
      const { problem, steps } = descent
      if (steps === 0) return 1
      const start = helpers.now()
      const taken = descendTogether(descent)
      if (taken < steps) alone({ ...descent, steps: steps - taken })
      const isDivided = taken > 0
      pace.note(problem, { isDivided, steps, milliseconds: helpers.now() - start })
      return isDivided ? threads : 1
    },
    close,
  }
}
