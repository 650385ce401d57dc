import { describe, expect, it } from 'vitest'
import type {
  ComputeCommand,
  ComputeReport,
  Job,
  Priority,
  SweepResult,
} from '../../src/protocol/computing.ts'
import type { Port } from '../../src/protocol/messages.ts'
import { DEFAULT_SPEC } from '../../src/protocol/spec.ts'
import type { Sliced } from '../../src/theory/sliced.ts'
import type { JobStarter } from '../../src/worker/compute/jobs.ts'
import { serveCompute } from '../../src/worker/compute/serveCompute.ts'

/** Milliseconds that one piece of work takes, in the test's time. */
const PIECE = 1

interface Bench {
  send: (command: ComputeCommand) => void
  begin: (id: number, priority?: Priority) => void
  reports: ComputeReport[]
  /** What was handed over with each report. */
  transfers: unknown[][]
  /** The job that each piece of work was for, in order; '|' where messages were looked at. */
  pieces: string[]
  /** Lets the thread look at its messages once and work for a slice. */
  slice: () => Promise<void>
  /** Until nothing is left to do. */
  finish: () => Promise<void>
}

/**
 * A thread whose time passes only as it works, and whose looks at the messages are in the test's
 * hands. A job's data seed says how many pieces of work it takes.
 */
const openBench = (
  work?: (job: Job, tell: (share: number) => void) => Sliced<SweepResult>,
): Bench => {
  let time = 0
  let look: (() => void) | null = null
  const listeners: ((event: { data: ComputeCommand }) => void)[] = []
  const pieces: string[] = []
  const bench: Pick<Bench, 'reports' | 'transfers'> = { reports: [], transfers: [] }
  const port: Port<ComputeReport, ComputeCommand> = {
    postMessage: (report, transfer) => {
      bench.reports.push(report)
      bench.transfers.push(transfer)
    },
    addEventListener: (_, listener) => void listeners.push(listener),
  }
  const start: JobStarter =
    work ??
    function* ({ spec }, tell) {
      for (let piece = 1; piece <= spec.dataSeed; piece += 1) {
        time += PIECE
        pieces.push(String(spec.mainSamples))
        tell(piece / spec.dataSeed)
        yield
      }
      return { values: Float64Array.of(spec.mainSamples) }
    }
  const timer = {
    now: () => time,
    wait: () =>
      new Promise<void>((resolve) => {
        look = resolve
      }),
  }
  serveCompute(port, timer, start)
  const send = (command: ComputeCommand): void => {
    for (const listener of listeners) listener({ data: command })
  }
  const slice = async (): Promise<void> => {
    const resolve = look
    look = null
    pieces.push('|')
    resolve?.()
    await new Promise((next) => setImmediate(next))
  }
  return {
    ...bench,
    pieces,
    send,
    begin: (id, priority = 'ladder') => send(beginOf(id, priority)),
    slice,
    finish: async () => {
      while (look !== null) await slice()
    },
  }
}

/** Job number `id`, of 12 pieces. */
const beginOf = (id: number, priority: Priority, pieces = 12): ComputeCommand => ({
  type: 'begin',
  id,
  priority,
  job: {
    type: 'sweep',
    spec: { ...DEFAULT_SPEC, dataSeed: pieces, mainSamples: id },
    points: [],
    measures: [],
  },
})

const endsOf = ({ reports }: Bench): string[] =>
  reports.filter(({ type }) => type !== 'progress').map(({ type, id }) => `${type} ${id}`)

/** Runs of equal entries, each once. */
const inTurns = (pieces: readonly string[]): string[] =>
  pieces.filter(
    (piece, at) => piece !== '|' && piece !== pieces.slice(0, at).findLast((p) => p !== '|'),
  )

describe('serveCompute(port, timer, startJob)', () => {
  it('works in slices of a few milliseconds and looks at its messages in between', async () => {
    const bench = openBench()
    bench.begin(1)
    await bench.finish()
    expect(endsOf(bench)).toEqual(['done 1'])
    const slices = bench.pieces
      .join('')
      .split('|')
      .map(({ length }) => length)
    expect(slices.reduce((sum, count) => sum + count, 0)).toBe(12)
    expect(Math.max(...slices) * PIECE).toBeLessThanOrEqual(8)
    expect(bench.reports.at(-1)).toEqual({
      type: 'done',
      id: 1,
      result: { values: Float64Array.of(1) },
    })
  })

  it('takes the most urgent of those that came together, then the oldest', async () => {
    const bench = openBench()
    bench.begin(1, 'map')
    bench.begin(2, 'ladder')
    bench.begin(3, 'map')
    bench.begin(4, 'pointer')
    bench.begin(5, 'answer')
    // What a run is measured against may take seconds; the trajectory does not wait for it.
    bench.begin(6, 'scrubber')
    await bench.finish()
    expect(endsOf(bench)).toEqual(['done 4', 'done 6', 'done 5', 'done 2', 'done 1', 'done 3'])
    expect(inTurns(bench.pieces)).toEqual(['4', '6', '5', '2', '1', '3'])
  })

  it('puts a job aside for a more urgent one, and goes on where it was', async () => {
    const bench = openBench()
    bench.begin(1, 'background')
    await bench.slice()
    bench.begin(2, 'pointer')
    await bench.finish()
    expect(endsOf(bench)).toEqual(['done 2', 'done 1'])
    expect(inTurns(bench.pieces)).toEqual(['1', '2', '1'])
    expect(bench.pieces.filter((piece) => piece === '1')).toHaveLength(12)
  })

  it('is not interrupted by what is no more urgent', async () => {
    const bench = openBench()
    bench.begin(1)
    await bench.slice()
    bench.begin(2, 'ladder')
    bench.begin(3, 'map')
    await bench.finish()
    expect(inTurns(bench.pieces)).toEqual(['1', '2', '3'])
  })

  it('drops a job that waits or is under way, and tells nothing of it', async () => {
    const bench = openBench()
    for (const id of [1, 2, 3]) bench.begin(id)
    await bench.slice()
    bench.send({ type: 'cancel', id: 1 })
    bench.send({ type: 'cancel', id: 2 })
    await bench.finish()
    expect(endsOf(bench)).toEqual(['done 3'])
    expect(bench.pieces.filter((piece) => piece === '1').length).toBeLessThan(12)
    expect(bench.pieces).not.toContain('2')
    // It goes on serving.
    bench.begin(4)
    await bench.finish()
    expect(endsOf(bench)).toEqual(['done 3', 'done 4'])
  })

  it('tells progress a few times a second, and not of what is done in a moment', async () => {
    const bench = openBench()
    bench.send(beginOf(1, 'map', 1000))
    await bench.finish()
    const shares = bench.reports.flatMap((report) =>
      report.type === 'progress' ? [report.share] : [],
    )
    // 1000 ms of work, told at most every 300 ms.
    expect(shares).toHaveLength(3)
    expect(shares).toEqual([...shares].sort((a, b) => a - b))
    expect(shares.every((share) => share > 0 && share < 1)).toBe(true)
    bench.begin(2)
    await bench.finish()
    expect(bench.reports.at(-1)?.type).toBe('done')
    expect(bench.reports.filter(({ type }) => type === 'progress')).toHaveLength(3)
  })

  it('makes one sentence of an error, at once or later, and goes on', async () => {
    const bench = openBench(function* ({ spec }) {
      if (spec.mainSamples === 1) throw new RangeError('invalid overlap: 9')
      yield
      if (spec.mainSamples === 2) throw new RangeError('the flow was lost')
      return { values: new Float64Array(1) }
    })
    for (const id of [1, 2, 3]) bench.begin(id)
    await bench.finish()
    expect(bench.reports).toEqual([
      { type: 'failed', id: 1, reason: 'invalid overlap: 9' },
      { type: 'failed', id: 2, reason: 'the flow was lost' },
      { type: 'done', id: 3, result: { values: new Float64Array(1) } },
    ])
  })

  it('gives the arrays of a result away instead of copying them', async () => {
    const values = Float64Array.of(1, 2)
    const bench = openBench(function* () {
      yield
      return { values }
    })
    bench.begin(1)
    await bench.finish()
    expect(bench.transfers.at(-1)).toEqual([values.buffer])
    expect(bench.transfers.at(-1)?.[0]).toBe(values.buffer)
  })
})
