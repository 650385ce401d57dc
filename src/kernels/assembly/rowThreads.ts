/**
 * The rows of one network divided over threads, each an instance of this module on the same memory.
 * Every thread works through its shares of the rows and writes their gradients where all can read
 * them. After one meeting a step each adds all gradients, in one order, and updates its own copy of
 * the weights: the same bits in every thread. The gradients of two steps lie apart, so that a fast
 * thread overwrites nothing that a slow one still reads.
 *
 * Only thread 0 reserves memory.
 */
import { BLOCK, computeShares, update } from './step'

export { allocate, release, descend, descendByMoves, fillGram } from './diagonal'

/**
 * Where in the control block lie: the number of the newest job, how many have arrived at meetings
 * in all, how many of them sleep, how many helpers are there, and the job's description. Counters
 * lie far apart, or a thread that writes one would take the cache line of another from its readers.
 */
const JOB = 0
const ARRIVED = 128
const SLEEPING = 256
const READY = 384
const DESCRIPTION = 512

/** Looks at a counter before a thread lies down, about ten microseconds. */
const LOOKS = 20_000
/** Sleeps of 10 ms at most before a thread that does not come is given up. */
const NAPS = 300

/**
 * Sleeps until woken, for 10 ms at most, and not at all if the number at `address` is not `seen`. In
 * JavaScript, because V8 (in Node 20) was seen to lose a local variable over `memory.atomic.wait32`.
 */
// @ts-expect-error: a decorator of AssemblyScript
@external("env", "nap")
declare function nap(address: usize, seen: i32): void

/** Waits until all threads have arrived; false if one does not come. */
function meet(control: usize, goal: i32): bool {
  const arrived = atomic.add<i32>(control, 1, ARRIVED) + 1
  if (arrived == goal) {
    if (atomic.load<i32>(control, SLEEPING) > 0) atomic.notify(control + ARRIVED, -1)
    return true
  }
  // Counters may wrap around, their difference never does.
  for (let look = 0; look < LOOKS; ++look) {
    if (atomic.load<i32>(control, ARRIVED) - goal >= 0) return true
  }
  // Perhaps another thread needs this processor.
  atomic.add<i32>(control, 1, SLEEPING)
  let isMet = false
  for (let naps = 0; naps < NAPS && !isMet; ++naps) {
    const seen = atomic.load<i32>(control, ARRIVED)
    isMet = seen - goal >= 0
    if (!isMet) nap(control + ARRIVED, seen)
  }
  atomic.sub<i32>(control, 1, SLEEPING)
  return isMet
}

/**
 * One thread's part of the newest job. Its description: addresses of weights, table and scratch,
 * then tasks, dim, steps, trainFirstLayer, shares, threads, arrivals before it (32-bit each), then
 * at byte 40 rate and keep (float64), all as `descend` takes them.
 *
 * Scratch: for every thread 8 + 2T × dim float32 and (2 + 2T) × dim float64; then twice the
 * gradients of all shares.
 * @returns steps taken
 */
function descendShares(control: usize, thread: i32): i32 {
  const job = control + DESCRIPTION
  const given = <usize>load<u32>(job)
  const table = <usize>load<u32>(job, 4)
  const scratch = <usize>load<u32>(job, 8)
  const tasks = load<i32>(job, 12)
  const dim = load<i32>(job, 16)
  const steps = load<i32>(job, 20)
  const trainFirstLayer = load<i32>(job, 24) != 0
  const shares = load<i32>(job, 28)
  const threads = load<i32>(job, 32)
  const base = load<i32>(job, 36)
  const rate = load<f64>(job, 40)
  const keep = load<f64>(job, 48)

  const row = 4 * dim
  const weightBytes = (2 + 2 * tasks) * 8 * dim
  const ownBytes = 4 * BLOCK + 2 * tasks * row + weightBytes
  const residuals = scratch + thread * ownBytes
  const betas = residuals + 4 * BLOCK
  const gradients = betas + tasks * row
  const shared = scratch + threads * ownBytes
  const sharedBytes = tasks * shares * row
  let weights = given
  if (thread > 0) {
    weights = gradients + tasks * row
    // Thread 0 changes them only once all threads have met.
    memory.copy(weights, given, weightBytes)
  }
  const from = (shares * thread) / threads
  const to = (shares * (thread + 1)) / threads
  for (let step = 0; step < steps; ++step) {
    const partials = shared + (step & 1) * sharedBytes
    computeShares(weights, table, tasks, dim, shares, from, to, betas, partials, residuals)
    if (!meet(control, base + (step + 1) * threads)) return step
    update(weights, partials, gradients, shares, tasks, dim, rate, keep, trainFirstLayer)
  }
  return steps
}

/**
 * Takes the steps of the job that is described in the control block, with all threads.
 * @returns how many were taken; fewer than asked for where a helper did not come
 */
export function descendTogether(control: usize): i32 {
  store<i32>(control + DESCRIPTION, atomic.load<i32>(control, ARRIVED), 36)
  atomic.add<i32>(control, 1, JOB)
  atomic.notify(control + JOB, -1)
  return descendShares(control, 0)
}

/** A helper's number, from 1 on; to be asked for once by each. */
export function enlist(control: usize): i32 {
  return atomic.add<i32>(control, 1, READY) + 1
}

/** A helper's part of a job. */
export function help(control: usize, thread: i32): void {
  descendShares(control, thread)
}
