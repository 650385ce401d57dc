import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { cpuBackend } from '../../src/engine/backends/cpu.ts'
import type { BackendChoice } from '../../src/engine/chooseBackend.ts'
import type { TrainingBackend } from '../../src/engine/kernel.ts'
import { ENGINE_IDS, type EngineChoice, type EngineId } from '../../src/protocol/engines.ts'
import {
  cpuChoice,
  isEnd,
  isFailure,
  isNotice,
  isSnapshot,
  openLine,
  smallSpec,
  startCommand,
  type Line,
} from './channel.ts'

let line: Line

beforeAll(() => cpuBackend.start())
afterEach(() => line.close())

/** The cpu engine, until its queue is waited for more than `lasting` times. */
const failingBackend = (lasting: number): TrainingBackend => {
  let calls = 0
  return {
    ...cpuBackend,
    settled: () => {
      calls += 1
      return calls > lasting
        ? Promise.reject(new Error('The graphics card was reset'))
        : cpuBackend.settled()
    },
  }
}

/** Chooses as a browser does in which the engines `broken` fail in training; remembers its answers. */
const chooserWith = (broken: readonly EngineId[], lasting = 3) => {
  const chosen: EngineId[] = []
  const chooseBackend = async (
    preference: EngineChoice,
    failed: ReadonlySet<EngineId>,
  ): Promise<BackendChoice> => {
    const order = preference === 'auto' ? ENGINE_IDS : [preference, ...ENGINE_IDS]
    const id = order.find((one) => !failed.has(one))
    if (id === undefined) throw new Error('nothing is left')
    chosen.push(id)
    const choice = await cpuChoice(broken.includes(id) ? failingBackend(lasting) : cpuBackend)
    // A descender checks that its backend is active in tfjs, so the id can only differ in what the
    // thread is told: a getter would not survive the spread, this does.
    return { ...choice, backend: disguised(choice.backend, id) }
  }
  return { chosen, chooseBackend }
}

/** `backend` under another id wherever the thread, and not the engine, reads it. */
const disguised = (backend: TrainingBackend, id: EngineId): TrainingBackend =>
  new Proxy(backend, {
    get: (target, key) => {
      if (key !== 'id') return Reflect.get(target, key) as unknown
      // tfjs knows only the cpu here; the training loop must see that, the thread the disguise.
      return new Error().stack?.includes('descender') === true ? 'cpu' : id
    },
  })

/** Lets messages that are under way arrive and be acted on. */
const eventLoopTurns = async (): Promise<void> => {
  for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve))
}

describe('serve(port, environment): an engine that fails in training', () => {
  it('says so, begins again on the next engine, and finishes', async () => {
    const { chosen, chooseBackend } = chooserWith(['webgpu'])
    line = openLine({ chooseBackend })
    line.send(startCommand({ engine: 'auto' }))
    const end = await line.until(isEnd)
    expect(line.reports.filter(isNotice).map(({ text }) => text)).toEqual([
      'The graphics card was reset. Training begins again on another engine.',
    ])
    expect(chosen).toEqual(['webgpu', 'webgl'])
    expect(end.snapshot.runs.every(({ status }) => status === 'converged')).toBe(true)
    const engines = line.reports.filter(({ type }) => type === 'engine')
    expect(engines).toMatchObject([{ engine: { id: 'webgpu' } }, { engine: { id: 'webgl' } }])
    expect(line.reports.some(isFailure)).toBe(false)
  })

  it('does not ask a failed engine again in later runs', async () => {
    const { chosen, chooseBackend } = chooserWith(['webgpu'])
    line = openLine({ chooseBackend })
    line.send(startCommand({ run: 1, engine: 'auto' }))
    await line.until(isEnd)
    line.send(startCommand({ run: 2, engine: 'auto' }))
    await line.until((report): report is typeof report => report.run === 2 && isEnd(report))
    expect(chosen).toEqual(['webgpu', 'webgl', 'webgl'])
  })

  it('gives up with a sentence when every engine has failed', async () => {
    const { chosen, chooseBackend } = chooserWith(ENGINE_IDS, 0)
    line = openLine({ chooseBackend })
    line.send(startCommand({ engine: 'auto' }))
    const failure = await line.until(isFailure)
    expect(failure).toEqual({
      type: 'failure',
      run: 1,
      text: 'Training stopped: The graphics card was reset.',
    })
    expect(chosen).toEqual(ENGINE_IDS)
    expect(line.reports.some(isEnd)).toBe(false)
  })

  it('says that nothing can train where no engine can be chosen', async () => {
    line = openLine({ chooseBackend: () => Promise.reject(new Error('nothing to train with.')) })
    line.send(startCommand())
    const failure = await line.until(isFailure)
    expect(failure.text).toBe('Training stopped: nothing to train with.')
    expect(line.reports).toEqual([failure])
  })

  it('says nothing of a run that was replaced before its engine failed', async () => {
    let fail: (reason: Error) => void = () => undefined
    const work = new Promise<void>((_, reject) => (fail = reject))
    let tellWaiting: () => void = () => undefined
    const isWaitedFor = new Promise<void>((resolve) => (tellWaiting = resolve))
    const hanging: TrainingBackend = {
      ...cpuBackend,
      settled: () => {
        tellWaiting()
        return work
      },
    }
    let choices = 0
    line = openLine({ chooseBackend: () => cpuChoice((choices += 1) === 1 ? hanging : cpuBackend) })
    line.send(startCommand({ run: 1 }))
    await isWaitedFor
    await eventLoopTurns()
    line.send(startCommand({ run: 2 }))
    await eventLoopTurns()
    fail(new Error('The graphics card was reset'))
    const end = await line.until(isEnd)
    expect(end.run).toBe(2)
    expect(line.reports.filter((report) => isNotice(report) || isFailure(report))).toEqual([])
  })

  it('tells once why an engine was refused', async () => {
    const refusals = ['No WebGL: using plain JavaScript instead.']
    line = openLine({ chooseBackend: async () => ({ ...(await cpuChoice()), refusals }) })
    line.send(startCommand({ run: 1 }))
    await line.until(isEnd)
    line.send(startCommand({ run: 2 }))
    await line.until((report): report is typeof report => report.run === 2 && isEnd(report))
    expect(line.reports.filter(isNotice).map(({ text, run }) => [run, text])).toEqual([
      [1, refusals[0]],
    ])
  })
})

describe('serve(port, environment): back-pressure', () => {
  it('has at most two pictures under way, and sends the last one in any case', async () => {
    line = openLine()
    line.draws = false
    line.send(startCommand({ pace: 'normal' }))
    const end = await line.until(isEnd)
    const sent = line.reports.filter(isSnapshot)
    expect(sent.map(({ snapshot }) => snapshot.sequence)).toEqual([1, 2, 3])
    expect(sent.at(-1)).toBe(end)
  })

  it('sends on as soon as the page has drawn', async () => {
    line = openLine()
    line.draws = false
    line.send(startCommand({ pace: 'slow' }))
    for (let sequence = 1; sequence <= 6; sequence += 1) {
      const snapshot = await line.nextSnapshot()
      expect(snapshot.sequence).toBe(sequence)
      const sent = line.reports.filter(isSnapshot).length
      // Acknowledged so far: sequence − 1.
      expect(sent).toBeLessThanOrEqual(sequence - 1 + 2)
      line.send({ type: 'drawn', run: 1, sequence })
    }
  })

  it('loses no curve point with the pictures that are left out', async () => {
    line = openLine()
    line.draws = false
    line.send(startCommand({ pace: 'normal' }))
    await line.until(isEnd)
    const points = (wanted: string): number[] => {
      const steps: number[] = []
      for (const { snapshot } of line.reports.filter(isSnapshot)) {
        for (const { key, curve, curveStart } of snapshot.runs) {
          if (key === wanted) steps.splice(curveStart, Infinity, ...curve.step)
        }
      }
      return steps
    }
    for (const key of ['pretraining', 'singleTask', 'multiTask', 'finetune']) {
      // Every early step is examined, so none may be missing.
      expect(points(key).slice(0, 11)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
    }
  })
})

describe('serve(port, environment): pretraining', () => {
  const stagesOf = (run: number): string[] =>
    line.reports
      .filter(isSnapshot)
      .filter((report) => report.run === run)
      .map(({ snapshot }) => snapshot.clock.stage)
  const endOf = (run: number) =>
    line.until((report): report is typeof report & { type: 'snapshot' } => {
      return report.run === run && isEnd(report)
    })

  it('is taken over by runs that differ only in what comes after it', async () => {
    line = openLine()
    line.send(startCommand({ run: 1 }))
    await endOf(1)
    line.send(startCommand({ run: 2, spec: smallSpec({ rescale: 2, overlap: 1 }) }))
    await endOf(2)
    expect(stagesOf(1)).toContain('pretraining')
    expect(stagesOf(2)).not.toContain('pretraining')
    const reported = (run: number) =>
      line.reports
        .filter(isSnapshot)
        .filter((report) => report.run === run)
        .flatMap(({ snapshot }) => snapshot.runs)
        .findLast(({ key }) => key === 'pretraining')
    expect(reported(2)).toEqual(reported(1))
  })

  it('is done again where its own settings differ, or where a replay asks for it', async () => {
    line = openLine()
    line.send(startCommand({ run: 1 }))
    await endOf(1)
    line.send(startCommand({ run: 2, spec: smallSpec({ dataSeed: 9 }) }))
    await endOf(2)
    line.send(startCommand({ run: 3, mayReusePretraining: false, pace: 'normal' }))
    await endOf(3)
    expect(stagesOf(2)).toContain('pretraining')
    expect(stagesOf(3)).toContain('pretraining')
  })

  it('is left out where no method needs it', async () => {
    line = openLine()
    line.send(startCommand({ spec: smallSpec({ methods: ['singleTask'] }) }))
    const end = await endOf(1)
    expect(stagesOf(1)).not.toContain('pretraining')
    expect(end.snapshot.runs.map(({ key }) => key)).toEqual(['singleTask'])
  })
})
