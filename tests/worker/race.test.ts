import { MessageChannel } from 'node:worker_threads'
import { afterEach, describe, expect, it } from 'vitest'
import { cpuBackend } from '../../src/engine/backends/cpu.ts'
import type { Port } from '../../src/protocol/messages.ts'
import type { Lap, RaceCommand, RaceReport } from '../../src/protocol/race.ts'
import type { RunSpec } from '../../src/protocol/spec.ts'
import { DEFAULT_SPECS } from '../../src/protocol/spec.ts'
import { createKernelStepper } from '../../src/worker/race/kernelTraining.ts'
import { createRunner, warmUp } from '../../src/worker/race/laps.ts'
import { serveRace, type RaceEnvironment } from '../../src/worker/race/serveRace.ts'
import type { Stepper } from '../../src/worker/race/stepper.ts'
import { smallSpec } from './channel.ts'
import { diagonalLoss, reluLoss } from './raceLosses.ts'

/** Steps that take so long each, on a clock that only they move; the first one compiles for 1 s. */
const createFakeStepper = (milliseconds: number) => {
  let time = 0
  let taken = 0
  const chunks: number[] = []
  const stepper: Stepper = {
    advance: (steps) => {
      chunks.push(steps)
      time += steps * milliseconds + (taken === 0 ? 1000 : 0)
      taken += steps
    },
    read: () => Promise.resolve(Float64Array.of(taken)),
    dispose: () => undefined,
  }
  return { stepper, chunks, now: () => time }
}

describe('warmUp(stepper, now)', () => {
  it('finds the speed without what is compiled at first', async () => {
    const { stepper, chunks, now } = createFakeStepper(0.5)
    expect(await warmUp(stepper, now)).toBe(2)
    // 64 steps of 0.5 ms are the first power of two that takes 20 ms.
    expect(chunks).toEqual([1, 1, 2, 4, 8, 16, 32, 64])
  })

  it('ends where the clock stands still', async () => {
    const { stepper } = createFakeStepper(0)
    expect(await warmUp(stepper, () => 0)).toBe(2 ** 16)
  })
})

describe('createRunner(stepper, rate, course)', () => {
  const runner = (milliseconds: number, rate: number) => {
    const { stepper, now, chunks } = createFakeStepper(milliseconds)
    stepper.advance(1)
    const lossOf = ([taken = 0]: Float64Array): number => 1 / taken
    return { runner: createRunner(stepper, rate, { now, lossOf }), chunks }
  }

  it('takes laps of about the asked length, cut at the checkpoints that all pass', async () => {
    const { runner: run, chunks } = runner(0.5, 2)
    const lap = await run.lap(100)
    expect(lap.steps).toBe(200)
    expect(lap.seconds).toBeCloseTo(0.1, 12)
    expect(chunks).toEqual([1, 10, 20, 70, 100])
    // The fake's weights count one step that the runner has not taken.
    expect(lap.checkpoints).toEqual([10, 30, 100].map((step) => ({ step, loss: 1 / (step + 1) })))
    const next = await run.lap(100)
    expect(next.step).toBe(400)
    expect(next.checkpoints.map(({ step }) => step)).toEqual([300])
    expect(next.loss).toBe(1 / 401)
  })

  it('corrects a speed that was taken for too high or too low', async () => {
    const { runner: slow } = runner(10, 100)
    // The first chunk ends at step 10, which fills the lap already.
    expect((await slow.lap(100)).steps).toBe(10)
    expect((await slow.lap(100)).steps).toBe(10)
    const { runner: fast } = runner(0.01, 0.1)
    expect((await fast.lap(100)).seconds).toBeGreaterThan(0.09)
  })
})

type Report<T extends RaceReport['type']> = Extract<RaceReport, { type: T }>

const closers: (() => void)[] = []
afterEach(() => closers.splice(0).forEach((close) => close()))

/** The thread's end served over a real channel. */
const openChannel = (environment: RaceEnvironment) => {
  const { port1, port2 } = new MessageChannel()
  closers.push(() => port1.close())
  serveRace(port2 as unknown as Port<RaceReport, RaceCommand>, environment)
  const next = (): Promise<RaceReport> =>
    new Promise((resolve) => {
      port1.once('message', resolve)
    })
  return async <T extends RaceReport['type']>(
    command: RaceCommand,
    type: T,
  ): Promise<Report<T>> => {
    const answer = next()
    port1.postMessage(command)
    const report = await answer
    expect(report.type).toBe(type)
    return report as Report<T>
  }
}

const reluSpec = (): RunSpec => ({
  ...DEFAULT_SPECS.relu,
  ...{ hiddenWidth: 50, auxSamples: 20, mainSamples: 16, initScale: 0.5 },
})

describe('serveRace(port, environment)', () => {
  it.each([
    ['diagonal', smallSpec(), diagonalLoss],
    ['ReLU', reluSpec(), reluLoss],
  ])(
    'trains single-task learning on the main task of the spec, from the first weights: a %s network',
    async (_, spec, referenceLoss) => {
      await cpuBackend.start()
      let time = 0
      const send = openChannel({
        // Each look at the clock is so much later that the first warm-up is long enough.
        now: () => (time += 20),
        open: () =>
          Promise.resolve({
            ...{ precision: 'float64', renderer: 'A renderer' },
            begin: (training) => createKernelStepper(cpuBackend, training),
          }),
      })
      const contestant = { way: 'kernel', engine: 'cpu' } as const
      expect(await send({ type: 'open', contestant, spec }, 'ready')).toEqual({
        ...{ type: 'ready', precision: 'float64', renderer: 'A renderer' },
      })
      const laps: Lap[] = []
      for (const milliseconds of [200, 300]) {
        laps.push((await send({ type: 'run', milliseconds }, 'lap')).lap)
      }
      for (const { step, loss, checkpoints } of laps) {
        expect(loss / referenceLoss(spec, step)).toBeCloseTo(1, 10)
        for (const checkpoint of checkpoints) {
          expect(checkpoint.loss / referenceLoss(spec, checkpoint.step)).toBeCloseTo(1, 10)
        }
      }
      expect(laps[0]?.loss).toBeLessThan(referenceLoss(spec, 0))
      expect(laps[0]?.checkpoints[0]?.step).toBe(10)
      expect(laps[1]?.step).toBeGreaterThan(laps[0]?.step ?? Infinity)
    },
  )

  it('says in a sentence why it cannot train', async () => {
    const send = openChannel({
      now: () => 0,
      open: () => Promise.reject(new Error('This browser has no such thing')),
    })
    const contestant = { way: 'kernel', engine: 'webgl' } as const
    const report = await send({ type: 'open', contestant, spec: smallSpec() }, 'failed')
    expect(report.sentence).toBe('This browser has no such thing')
    expect((await send({ type: 'run', milliseconds: 1 }, 'failed')).sentence).toContain('not ready')
  })
})
