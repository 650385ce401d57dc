/**
 * Conducts one run in the training thread: plays, pauses, steps, draws breath between chunks, and
 * reports pictures. Knows neither how the messages arrive nor what computes the steps.
 */
import type { Session } from '../engine/session.ts'
import type { PlayState, Snapshot } from '../protocol/messages.ts'
import type { Pace } from '../protocol/clock.ts'
import type { ClockPoint } from '../protocol/clock.ts'
import { createChunkMeter, FRAME_MILLISECONDS, nextPicture, type ChunkMeter } from './pacing.ts'

/** Time, as an argument. */
export interface Timer {
  /** Milliseconds since some fixed moment. */
  now(): number
  /** Resolves after about so many milliseconds; with 0, after waiting messages were delivered. */
  wait(milliseconds: number): Promise<void>
}

/** What the page wants of a run; the message handler changes it, the conductor follows. */
export interface Baton {
  isCancelled: boolean
  isPlaying: boolean
  pace: Pace
  /** Single steps still to take while paused. */
  pendingSteps: number
  /** Go there at full pace, then pause. */
  until: ClockPoint | null
  /** The number of the last snapshot that the page has drawn. */
  drawn: number
  /** Set by the conductor while it sleeps; call it after any change. */
  wake: () => void
}

export const createBaton = ({
  isPlaying,
  pace,
  until,
}: Pick<Baton, 'isPlaying' | 'pace' | 'until'>): Baton => ({
  isPlaying,
  pace,
  until,
  isCancelled: false,
  pendingSteps: 0,
  drawn: 0,
  wake: () => undefined,
})

/** At most so many snapshots may be under way to the page; then pictures are left out. */
const SNAPSHOTS_UNDER_WAY = 2

interface Stage {
  session: Session
  baton: Baton
  timer: Timer
  send: (snapshot: Snapshot) => void
}

/** The clock step to go to before the next picture. */
const goalOf = ({ session, baton }: Stage): number => {
  const { stage, step } = session.clock()
  if (baton.until?.stage === stage) return baton.until.step
  if (baton.until !== null) return Infinity
  if (!baton.isPlaying) return step + baton.pendingSteps
  return nextPicture(step, baton.pace)
}

/** True once the clock has reached the point to stop at, or has passed it. */
const hasReached = (clock: ClockPoint, until: ClockPoint): boolean =>
  clock.stage === until.stage
    ? clock.step >= until.step
    : clock.stage === 'main' && until.stage === 'pretraining'

const forgetIfReached = ({ session, baton }: Stage): void => {
  if (baton.until !== null && hasReached(session.clock(), baton.until)) baton.until = null
}

const stateOf = ({ session, baton }: Stage): PlayState => {
  if (session.isFinished()) return 'finished'
  return baton.isPlaying || baton.until !== null ? 'playing' : 'paused'
}

// Functions, not expressions: the flags change while the conductor awaits something.
const isCancelled = (baton: Baton): boolean => baton.isCancelled
const isIdle = (baton: Baton): boolean =>
  !baton.isPlaying && baton.pendingSteps === 0 && baton.until === null

const sleepWhileIdle = async (baton: Baton): Promise<void> => {
  while (isIdle(baton) && !isCancelled(baton)) {
    await new Promise<void>((resolve) => {
      baton.wake = resolve
    })
  }
}

/** One chunk towards `goal`; single steps that were asked for are counted off. */
const trainChunk = async (stage: Stage, goal: number, meter: ChunkMeter): Promise<void> => {
  const { session, baton, timer } = stage
  const before = session.clock()
  const start = timer.now()
  const chunk = meter.chunk()
  await session.advance(Math.min(goal, before.step + chunk), chunk)
  const after = session.clock()
  const isSameStage = after.stage === before.stage
  if (isSameStage) meter.record(after.step - before.step, timer.now() - start)
  // Single steps end where a stage ends.
  const stepsLeft = isSameStage ? baton.pendingSteps - (after.step - before.step) : 0
  baton.pendingSteps = Math.max(0, stepsLeft)
}

/** Trains towards one picture, for at most about a frame. */
const trainOneFrame = async (stage: Stage, meter: ChunkMeter): Promise<void> => {
  const { session, baton, timer } = stage
  const deadline = timer.now() + FRAME_MILLISECONDS - 2
  const goal = goalOf(stage)
  const startStage = session.clock().stage
  const isThere = (): boolean => {
    const { stage: nowStage, step } = session.clock()
    return step >= goal || nowStage !== startStage || session.isFinished()
  }
  // At least one chunk, however late the clock says it is: every frame makes progress.
  let isDue = !isThere()
  while (isDue && !isCancelled(baton)) {
    await trainChunk(stage, goal, meter)
    await timer.wait(0)
    isDue = !isThere() && timer.now() < deadline
  }
  forgetIfReached(stage)
}

/** Steps of single networks a second over the last half second. */
const createSpeedometer = (timer: Timer): ((steps: number) => number) => {
  const marks: { time: number; steps: number }[] = []
  return (steps) => {
    const now = timer.now()
    marks.push({ time: now, steps })
    while (marks.length > 2 && now - (marks[0]?.time ?? now) > 500) marks.shift()
    const elapsed = now - (marks[0]?.time ?? now)
    const counted = marks.slice(1).reduce((sum, mark) => sum + mark.steps, 0)
    return elapsed > 0 ? (counted * 1000) / elapsed : 0
  }
}

/** Sends pictures of a stage, unless enough are under way or the run has been replaced. */
const createReporter = (stage: Stage): ((isNeeded: boolean) => Promise<void>) => {
  const { session, baton } = stage
  const speed = createSpeedometer(stage.timer)
  let sequence = 0
  return async (isNeeded) => {
    const stepsPerSecond = speed(session.takeStepCount())
    if (!isNeeded && sequence - baton.drawn >= SNAPSHOTS_UNDER_WAY) return
    const runs = await session.snapshot()
    if (isCancelled(baton)) return
    sequence += 1
    const clock = session.clock()
    stage.send({ sequence, clock, state: stateOf(stage), runs, stepsPerSecond })
  }
}

/** Runs until the session is finished or the run is cancelled. Rejects if the engine fails. */
export const conduct = async (stage: Stage): Promise<void> => {
  const { session, baton, timer } = stage
  const meter = createChunkMeter(session.chunkMilliseconds)
  const report = createReporter(stage)
  // A moment of a pretraining that no method needs has passed before the first step.
  forgetIfReached(stage)
  await report(true)
  while (!session.isFinished() && !isCancelled(baton)) {
    if (isIdle(baton)) await report(true)
    await sleepWhileIdle(baton)
    if (isCancelled(baton)) return
    const start = timer.now()
    await trainOneFrame(stage, meter)
    if (isCancelled(baton)) return
    await report(session.isFinished())
    const frameLeft = FRAME_MILLISECONDS - (timer.now() - start)
    await timer.wait(baton.pace === 'full' || !baton.isPlaying ? 0 : Math.max(0, frameLeft))
  }
}
