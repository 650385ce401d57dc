/** PyTorch at its ordinary work, where a system Python has it: the script is torchTraining.py. */
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { RateProblem } from '../tests/browser/harness/rateProblems.ts'

const SCRIPT = fileURLToPath(new URL('torchTraining.py', import.meta.url))
const PYTHONS = ['python3', '/usr/bin/python3']

interface TorchRun extends RateProblem {
  threads: number
  milliseconds: number
}

export interface Torch {
  /** As it names itself. */
  version: string
  /** Steps of the whole batch a second. */
  rate: (run: TorchRun) => Promise<number>
  close: () => void
}

/** Lines that a process writes, one by one; null at its end. */
const linesOf = (child: ChildProcessWithoutNullStreams): (() => Promise<string | null>) => {
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  return async () => {
    const line: IteratorResult<string, unknown> = await lines.next()
    return line.done === true ? null : line.value
  }
}

const openWith = async (python: string): Promise<Torch | null> => {
  const child = spawn(python, [SCRIPT], { stdio: ['pipe', 'pipe', 'pipe'] })
  // A Python without PyTorch, or none at all, ends without a line.
  child.on('error', () => undefined)
  child.stdin.on('error', () => undefined)
  const next = linesOf(child)
  const first = await next()
  if (first === null) return null
  const { torch, python: version } = JSON.parse(first) as { torch: string; python: string }
  return {
    version: `PyTorch ${torch}, Python ${version}`,
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

/** The first Python that has PyTorch; null where there is none. */
export const openTorch = async (): Promise<Torch | null> => {
  for (const python of PYTHONS) {
    const torch = await openWith(python)
    if (torch !== null) return torch
  }
  return null
}
