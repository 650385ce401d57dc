import { memory } from '@tensorflow/tfjs-core'
import { afterEach, describe, expect, it } from 'vitest'
import type { RunSnapshot } from '../../src/protocol/messages.ts'
import {
  createTestTimer,
  isEnd,
  isSnapshot,
  openLine,
  smallSpec,
  startCommand,
  type Line,
} from './channel.ts'

let line: Line

afterEach(() => line.close())

const clockOf = ({ snapshot }: { snapshot: { clock: { stage: string; step: number } } }): string =>
  `${snapshot.clock.stage}:${snapshot.clock.step}`

const snapshots = () => line.reports.filter(isSnapshot)

describe('serve(port, environment): one run', () => {
  it('tells engine, task, pictures in order, and the end', async () => {
    line = openLine()
    line.send(startCommand())
    const end = await line.until(isEnd)
    expect(line.reports.slice(0, 3).map(({ type }) => type)).toEqual(['engine', 'task', 'snapshot'])
    expect(line.reports[0]).toMatchObject({ run: 1, engine: { id: 'cpu', precision: 'float64' } })
    expect(line.reports[1]).toMatchObject({ run: 1, task: { featureCount: 50 } })
    expect(snapshots().map(({ snapshot }) => snapshot.sequence)).toEqual(
      snapshots().map((_, index) => index + 1),
    )
    expect(line.reports.at(-1)).toBe(end)
    expect(end.snapshot.runs.map(({ key }) => key)).toEqual(
      expect.arrayContaining(['singleTask', 'multiTask', 'finetune']),
    )
    expect(end.snapshot.runs.every(({ status }) => status === 'converged')).toBe(true)
  })

  it('moves one clock: pretraining first, then all methods, never backwards', async () => {
    line = openLine()
    line.send(startCommand({ pace: 'normal' }))
    await line.until(isEnd)
    const stages = snapshots().map(({ snapshot }) => snapshot.clock.stage)
    expect(stages.indexOf('main')).toBeGreaterThan(0)
    expect(stages.lastIndexOf('pretraining')).toBeLessThan(stages.indexOf('main'))
    for (const stage of ['pretraining', 'main']) {
      const steps = snapshots()
        .filter(({ snapshot }) => snapshot.clock.stage === stage)
        .map(({ snapshot }) => snapshot.clock.step)
      expect(steps).toEqual([...steps].sort((a, b) => a - b))
    }
  })

  it('reports every curve point once, and the whole pretraining curve', async () => {
    line = openLine()
    line.send(startCommand({ pace: 'normal' }))
    await line.until(isEnd)
    const lengths = new Map<string, number>()
    for (const { snapshot } of snapshots()) {
      for (const { key, curve, curveStart } of snapshot.runs) {
        // Each continues where the one before ended; at the end of pretraining its whole curve comes.
        const isWhole = key === 'pretraining' && snapshot.clock.stage === 'main'
        expect(curveStart).toBe(isWhole ? 0 : (lengths.get(key) ?? 0))
        lengths.set(key, curveStart + curve.step.length)
        expect(curve.trainingLoss).toHaveLength(curve.step.length)
        expect(curve.generalizationLoss).toHaveLength(curve.step.length)
      }
    }
    const last = (key: string): RunSnapshot | undefined =>
      snapshots()
        .flatMap(({ snapshot }) => snapshot.runs)
        .findLast((run) => run.key === key)
    expect(last('pretraining')?.curveStart).toBe(0)
    expect(last('pretraining')?.curve.step.at(-1)).toBe(last('pretraining')?.step)
  })

  it('sends no number that is not finite', async () => {
    line = openLine()
    line.send(startCommand({ spec: smallSpec({ learningRate: 1, initScale: 1, rescale: 10 }) }))
    await line.until(isEnd)
    const leaves = (value: unknown): unknown[] =>
      typeof value === 'object' && value !== null ? Object.values(value).flatMap(leaves) : [value]
    for (const report of line.reports) {
      const numbers = leaves(report).filter((leaf) => typeof leaf === 'number')
      expect(numbers.every(Number.isFinite)).toBe(true)
    }
    // That learning rate is too large for such weights, and the page is told.
    expect(line.reports.find(({ type }) => type === 'notice')).toMatchObject({
      text: expect.stringContaining(
        'diverged; it began again with a tenth of the learning rate',
      ) as string,
    })
  })

  it('leaves no tensor behind, finished or replaced', async () => {
    line = openLine()
    line.send(startCommand())
    await line.until(isEnd)
    const before = memory().numTensors
    line.send(startCommand({ run: 2, pace: 'slow' }))
    await line.nextSnapshot(({ clock }) => clock.stage === 'main' && clock.step >= 3)
    line.send(startCommand({ run: 3 }))
    await line.until((report): report is typeof report & { type: 'snapshot' } => {
      return isEnd(report) && report.run === 3
    })
    expect(memory().numTensors).toBe(before)
  })
})

describe('serve(port, environment): pause, step, play', () => {
  it('shows the first weights of a run that is not playing, and takes single steps', async () => {
    line = openLine()
    line.send(startCommand({ isPlaying: false, pace: 'normal' }))
    const first = await line.nextSnapshot()
    expect(first).toMatchObject({ state: 'paused', clock: { stage: 'pretraining', step: 0 } })
    line.send({ type: 'step', run: 1, steps: 1 })
    expect(await line.nextSnapshot(({ clock }) => clock.step > 0)).toMatchObject({
      state: 'paused',
      clock: { step: 1 },
    })
    line.send({ type: 'step', run: 1, steps: 2 })
    line.send({ type: 'step', run: 1, steps: 10 })
    const moved = await line.nextSnapshot(({ clock }) => clock.step >= 13)
    expect(moved).toMatchObject({ state: 'paused', clock: { stage: 'pretraining', step: 13 } })
    line.send({ type: 'play', run: 1, pace: 'full' })
    expect((await line.until(isEnd)).snapshot.clock.stage).toBe('main')
  })

  it('takes all single steps, however few fit between two pictures', async () => {
    // 6 ms pass whenever the time is looked at: a frame has room for one chunk.
    line = openLine({ timer: createTestTimer(6) })
    line.send(startCommand({ isPlaying: false }))
    await line.nextSnapshot()
    line.send({ type: 'step', run: 1, steps: 50 })
    const paused = await line.nextSnapshot(({ clock }) => clock.step === 50)
    expect(paused.state).toBe('paused')
    const between = snapshots().map(({ snapshot }) => snapshot.clock.step)
    expect(between.filter((step) => step > 0 && step < 50).length).toBeGreaterThan(3)
  })

  it('single steps end where a stage ends', async () => {
    line = openLine()
    line.send(startCommand({ isPlaying: false }))
    await line.nextSnapshot()
    line.send({ type: 'step', run: 1, steps: 1_000_000 })
    const entered = await line.nextSnapshot(({ clock }) => clock.stage === 'main')
    expect(entered).toMatchObject({ state: 'paused', clock: { stage: 'main', step: 0 } })
    line.send({ type: 'step', run: 1, steps: 5 })
    const moved = await line.nextSnapshot(({ clock }) => clock.step > 0)
    expect(moved.clock).toEqual({ stage: 'main', step: 5 })
  })

  it('pauses, stays where it stands, and plays on from there', async () => {
    line = openLine()
    line.send(startCommand({ pace: 'slow' }))
    await line.nextSnapshot(({ clock }) => clock.step >= 5)
    line.send({ type: 'pause', run: 1 })
    const paused = await line.nextSnapshot(({ state }) => state === 'paused')
    // A step after the pause shows that nothing was trained in between.
    line.send({ type: 'step', run: 1, steps: 1 })
    const stepped = await line.nextSnapshot(({ clock }) => clock.step > paused.clock.step)
    expect(stepped.clock.step).toBe(paused.clock.step + 1)
    line.send({ type: 'play', run: 1, pace: 'full' })
    const end = await line.until(isEnd)
    const allClocks = snapshots().map(clockOf)
    expect(allClocks.at(-1)).toBe(clockOf(end))
  })

  it.each([
    { stage: 'pretraining', step: 17 } as const,
    { stage: 'main', step: 0 } as const,
    { stage: 'main', step: 41 } as const,
  ])('goes to a point at full pace and pauses there: %j', async (until) => {
    line = openLine()
    line.send(startCommand({ until, isPlaying: false, pace: 'slow' }))
    const there = await line.nextSnapshot(({ state }) => state === 'paused')
    expect(there.clock).toEqual(until)
    // No picture is asked for on the way: few are sent.
    expect(
      snapshots().every(
        ({ snapshot }) => snapshot.clock.stage !== 'main' || snapshot.clock.step <= until.step,
      ),
    ).toBe(true)
  })

  it('stays at the first step if the point has passed before the run begins', async () => {
    line = openLine()
    const spec = smallSpec({ methods: ['singleTask'] })
    line.send(startCommand({ spec, isPlaying: false, until: { stage: 'pretraining', step: 40 } }))
    // A single-task network does not pretrain: its clock begins on the main task.
    const first = await line.nextSnapshot(({ state }) => state === 'paused')
    expect(first.clock).toEqual({ stage: 'main', step: 0 })
  })

  it('ends a journey to a point that the run never reaches', async () => {
    line = openLine()
    line.send(startCommand({ until: { stage: 'main', step: 1_000_000 }, isPlaying: false }))
    const end = await line.until(isEnd)
    expect(end.snapshot.clock.step).toBeLessThan(3001)
  })
})

describe('serve(port, environment): a new run replaces the old one', () => {
  it('nothing of the old run is reported after the first word of the new one', async () => {
    line = openLine()
    line.send(startCommand({ run: 1, pace: 'slow' }))
    await line.nextSnapshot(({ clock }) => clock.step >= 3)
    line.send(startCommand({ run: 2, spec: smallSpec({ dataSeed: 2 }), pace: 'slow' }))
    await line.until(
      (report): report is typeof report & { type: 'task' } =>
        report.run === 2 && report.type === 'task',
    )
    line.send(startCommand({ run: 3, spec: smallSpec({ dataSeed: 3 }) }))
    const end = await line.until(isEnd)
    expect(end.run).toBe(3)
    const runs = line.reports.map(({ run }) => run)
    expect(runs).toEqual([...runs].sort((a, b) => a - b))
    expect(new Set(runs)).toEqual(new Set([1, 2, 3]))
  })

  it('runs that are replaced before they begin are never heard of', async () => {
    line = openLine()
    for (let run = 1; run <= 20; run += 1) line.send(startCommand({ run }))
    const end = await line.until(isEnd)
    expect(end.run).toBe(20)
    const runs = new Set(line.reports.map(({ run }) => run))
    expect([...runs].filter((run) => run !== 1 && run !== 20)).toEqual([])
  })

  it('commands to an old run are ignored', async () => {
    line = openLine()
    line.send(startCommand({ run: 4, isPlaying: false }))
    await line.nextSnapshot()
    line.send({ type: 'play', run: 3, pace: 'full' })
    line.send({ type: 'step', run: 3, steps: 100 })
    line.send({ type: 'step', run: 4, steps: 1 })
    expect((await line.nextSnapshot(({ clock }) => clock.step > 0)).clock.step).toBe(1)
  })
})
