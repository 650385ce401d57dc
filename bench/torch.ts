/** PyTorch at its ordinary work, where a system Python has it: the script is torchTraining.py. */
import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import type { RateProblem } from '../tests/browser/harness/rateProblems.ts'

const SCRIPT = fileURLToPath(new URL('torchTraining.py', import.meta.url))
const PYTHONS = ['python3', '/usr/bin/python3']

interface TorchRun extends RateProblem {
  milliseconds: number
}

export interface Torch {
  /** As it names itself, with the library that multiplies its matrices. */
  version: string
  /** Whether that library is a tuned one: several times as fast as the reference BLAS. */
  hasTunedBlas: boolean
  threads: number
  /** Steps of the whole batch a second. */
  rate: (run: TorchRun) => Promise<number>
  close: () => void
}

/** Lines that a process writes, one by one; null at its end. */
const linesOf = (input: Readable): (() => Promise<string | null>) => {
  const lines = createInterface({ input })[Symbol.asyncIterator]()
  return async () => {
    const line: IteratorResult<string, unknown> = await lines.next()
    return line.done === true ? null : line.value
  }
}

const TUNED_BLAS = /mkl|openblas|blis|atlas|accelerate/i

/** BLAS libraries have threads of their own, counted when they are loaded. */
const THREAD_COUNTS = ['OMP_NUM_THREADS', 'OPENBLAS_NUM_THREADS', 'MKL_NUM_THREADS']

const openWith = async (python: string, threads: number): Promise<Torch | null> => {
  const counts = Object.fromEntries(THREAD_COUNTS.map((name) => [name, String(threads)]))
  const child = spawn(python, [SCRIPT, String(threads)], {
    stdio: ['pipe', 'pipe', 'ignore'],
    env: { ...process.env, ...counts },
  })
  // A Python without PyTorch, or none at all, ends without a line.
  child.on('error', () => undefined)
  child.stdin.on('error', () => undefined)
  const next = linesOf(child.stdout)
  const first = await next()
  if (first === null) return null
  const { torch, python: version, blas } = JSON.parse(first) as Record<string, string>
  return {
    version: `PyTorch ${torch}, BLAS ${blas}, Python ${version}`,
    hasTunedBlas: TUNED_BLAS.test(String(blas)),
    threads,
    rate: async (run) => {
      child.stdin.write(`${JSON.stringify(run)}\n`)
      const answer = await next()
      if (answer === null) throw new Error('PyTorch has ended')
      const { stepsPerSecond, lossRatio } = JSON.parse(answer) as Record<string, number>
      if (stepsPerSecond === undefined || lossRatio === undefined || lossRatio >= 1) {
        throw new Error(`PyTorch trains nothing: ${answer}`)
      }
      return stepsPerSecond
    },
    close: () => child.stdin.end(),
  }
}

const openOne = async (threads: number): Promise<Torch | null> => {
  for (const python of PYTHONS) {
    const torch = await openWith(python, threads)
    if (torch !== null) return torch
  }
  return null
}

/** One for each number of threads, by the first Python that has PyTorch; none where none has it. */
export const openTorches = async (threads: readonly number[]): Promise<Torch[]> => {
  const found = await Promise.all(threads.map(openOne))
  return found.filter((torch) => torch !== null)
}
