/**
 * One network in training: the state of its run (theory/methodRun.ts) joined to the engine that
 * takes its steps.
 */
import { ownOutput, type MethodRun } from '../theory/methodRun.ts'
import type { Output } from '../theory/network.ts'
import { referenceFor } from '../theory/networks.ts'
import type { Curve, RunKey, RunSnapshot } from '../protocol/messages.ts'
import { createEngineSide, type Breathe } from './engineSide.ts'
import type { DescenderSource } from './sharedDescender.ts'

/** Something the reader should know about a run, in one sentence. */
export type Notify = (key: RunKey, text: string) => void

/** A network whose engine has failed. */
export interface Rescue {
  key: RunKey
  run: MethodRun
  /** After `run.step` steps. */
  weights: Float64Array
  /** Curve points that have been told. */
  reported: number
}

export interface Participant {
  readonly key: RunKey
  readonly run: MethodRun
  /** Examines the first weights; must be called once before `advance`. */
  begin(): Promise<void>
  /** Takes up to `mostSteps` steps towards the clock's `target`; decides where a check falls due. */
  advance(target: number, mostSteps: number): Promise<void>
  /** Steps taken by the engine since the last call. */
  takeStepCount(): number
  /** The weights now. */
  weights(): Promise<Float64Array>
  /** What the page shows; with every curve point since the last call. */
  snapshot(): Promise<RunSnapshot>
  /** The same with the whole curve; does not count as reporting it. */
  wholeSnapshot(): Promise<RunSnapshot>
  /** What is left if the engine has failed: its last weights, and the run as it was then. */
  rescue(): Rescue
  dispose(): void
}

const isFinite = (values: Float64Array): boolean => values.every((value) => Number.isFinite(value))

/** Points `from` … of the run's observations as columns. */
const curveFrom = (run: MethodRun, from: number): Curve => {
  const points = run.observations.slice(from)
  return {
    step: Float64Array.from(points, (point) => point.step),
    trainingLoss: Float64Array.from(points, (point) => point.trainingLoss),
    generalizationLoss: Float64Array.from(points, (point) => point.generalizationLoss),
  }
}

/** Losses of the run's own task, relative to the zero function's. */
const lossesAt = (
  run: MethodRun,
  output: Output,
): Pick<RunSnapshot, 'trainingLoss' | 'generalizationLoss'> => {
  const newest = run.observations.at(-1)
  // Measuring a network with hidden units takes as long as many steps of it: as last examined.
  if (!run.network.isLinear && newest !== undefined) {
    const { trainingLoss, generalizationLoss } = newest
    return { trainingLoss, generalizationLoss }
  }
  const { taskLosses } = referenceFor(run.problem).measure(output.weights, run.problem)
  const zeroLoss = run.network.zeroLoss(output.task)
  return {
    trainingLoss: (taskLosses[output.readout] ?? 0) / zeroLoss,
    generalizationLoss: run.network.generalizationLoss(output),
  }
}

/** What the page shows of a run with these weights; its curve from point `curveStart` on. */
export const snapshotOf = (
  { key, run }: Pick<Participant, 'key' | 'run'>,
  weights: Float64Array,
  curveStart: number,
): RunSnapshot => {
  const { network } = run
  const output = ownOutput(run, weights)
  const auxiliary: Output = { ...output, readout: 0, task: 'auxiliary' }
  return {
    key,
    beta: network.coefficients(output),
    auxBeta: output.tasks > 1 ? network.coefficients(auxiliary) : null,
    units: network.units(output),
    step: run.step,
    status: run.status,
    learningRate: run.descent.learningRate,
    ...lossesAt(run, output),
    bestGeneralizationLoss: run.bestGeneralizationLoss,
    curve: curveFrom(run, curveStart),
    curveStart,
  }
}

/** A participant at its first step, or where its engine failed. */
export const createParticipant = (
  { key, run, weights: start, reported: told }: Rescue,
  options: { source: DescenderSource; notify: Notify; breathe: Breathe },
): Participant => {
  let lastFinite = start
  let reported = told
  let stepCount = 0
  const onRestart = (learningRate: number): void => {
    const rate = String(Number(learningRate.toPrecision(2)))
    options.notify(key, `diverged; it began again with a tenth of the learning rate, ${rate} now.`)
    reported = Math.min(reported, run.observations.length)
  }
  const engine = createEngineSide(run, { ...options, onRestart }, start)

  const weights = async (): Promise<Float64Array> => {
    const now = await engine.read()
    // A run that has just overflowed is begun again at its next check; until then show the last.
    if (isFinite(now)) lastFinite = now
    return lastFinite
  }

  return {
    key,
    run,
    begin: engine.check,
    weights,
    advance: async (target, mostSteps) => {
      let left = mostSteps
      while (run.status === 'running' && run.step < target && left > 0) {
        const steps = Math.min(target, run.nextCheck, run.step + left) - run.step
        engine.advance(steps)
        run.step += steps
        left -= steps
        stepCount += steps
        if (run.step === run.nextCheck) await engine.check()
      }
    },
    takeStepCount: () => {
      const taken = stepCount
      stepCount = 0
      return taken
    },
    snapshot: async () => {
      const result = snapshotOf({ key, run }, await weights(), reported)
      reported = run.observations.length
      return result
    },
    wholeSnapshot: async () => snapshotOf({ key, run }, await weights(), 0),
    rescue: () => {
      const known = engine.known()
      // Examinations read the weights too, so the next one still lies ahead.
      run.step = known.step
      return { key, run, weights: known.weights, reported }
    },
    dispose: engine.dispose,
  }
}
