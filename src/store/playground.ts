/**
 * Joins what the reader chooses to what is trained: a change starts a new run at full pace, the
 * buttons play it again step by step. No React; the page binds to the two stores and the actions.
 */
import type { Pool, Ticket } from '../client/pool.ts'
import type { StartRequest, Trainer } from '../client/trainer.ts'
import type { Priority, Pretraining } from '../protocol/computing.ts'
import type { Report } from '../protocol/messages.ts'
import { needsPretraining, type RunSpec } from '../protocol/spec.ts'
import { CONTROLS } from '../protocol/controls.ts'
import { writeLink } from '../protocol/link.ts'
import type { View } from '../protocol/view.ts'
import { createControlsStore, type ControlsStore } from './controls.ts'
import { createSleep } from './sleep.ts'
import { createTrainingStore, type TrainingStore } from './training.ts'

/** What the playground stands on; replaced in tests. */
export interface PlaygroundOptions {
  /** The part of the address after `#`. */
  hash: string
  createTrainer: (onReport: (report: Report) => void) => Trainer
  /** Ended together with the playground. */
  pool: Pool
  /** A finished run of this spec that needs no training, if there is one. */
  findPrecomputed: (spec: RunSpec) => readonly Report[] | null
  /** A fresh random integer in 0 … bound−1. */
  drawSeed: (bound: number) => number
  /**
   * Calls back once changes have come to rest; a newer call replaces an older one. While a control
   * is dragged the exact end points answer, and training would only take the processor from them.
   */
  whenAtRest: (callback: () => void) => void
  /** Nothing is computed until somebody looks: see `wake`. */
  startsAsleep?: boolean
}

export interface Playground {
  controls: ControlsStore
  training: TrainingStore
  /** Computes for the figures too. */
  pool: Pool
  /** Shows the first picture: precomputed, or trained at once. */
  open: () => void
  play: () => void
  pause: () => void
  /** Takes single steps, from wherever the clock stands. */
  step: (steps: number) => void
  /** Back to the first step, with the same seeds. */
  reset: () => void
  /** New seeds for data and initialization. */
  rollDice: () => void
  /**
   * Somebody looks at one of its pictures: what the sleeping playground owes is computed. Call the
   * returned function when they look away; after the last one nothing is computed.
   */
  wake: () => () => void
  /** Shows the state of another link (the part of the address after `#`). */
  openLink: (hash: string) => void
  /** The page can be seen, or no longer. */
  setVisible: (isVisible: boolean) => void
  /** The address of what is on screen, after `#`; with the clock, if it stands part of the way. */
  link: () => string
  /** Tells the training thread that its newest picture is on screen. */
  acknowledge: () => void
  dispose: () => void
}

const isSameRun = (a: RunSpec, b: RunSpec): boolean => JSON.stringify(a) === JSON.stringify(b)

const isSameEngine = (one: View, other: View): boolean =>
  one.engine === other.engine && one.replay === other.replay

/** What is trained next is to be seen, not a moment of the exact trajectory. */
const leaveExact = (controls: ControlsStore): void => {
  if (controls.getState().view.exactAt !== null) controls.setView({ exactAt: null })
}

/**
 * Asks for the exact end points of the spec on screen. From solved pretraining they come within a
 * frame, for any change; from trained pretraining they are what a run is measured against.
 */
const createAsking = (
  { controls, training }: { controls: ControlsStore; training: TrainingStore },
  pool: Pool,
) => {
  const open: Partial<Record<Pretraining, Ticket>> = {}
  const ask = (pretraining: Pretraining, priority: Priority): void => {
    open[pretraining]?.cancel()
    open[pretraining] = pool.submit({
      job: { type: 'ends', spec: controls.getState().spec, pretraining },
      priority,
      onDone: (result) => {
        // What is solved from solved pretraining would be a step back.
        if (pretraining === 'trained') open.solved?.cancel()
        training.receiveExact(result, pretraining)
      },
      // Where something is trained, it shows the same, later; an embedded figure waits for this alone.
      onFailed: (reason) => {
        if (pretraining === 'solved') training.setState({ isSolving: false, exactFailure: reason })
      },
    })
  }
  const forget = (): void => {
    open.solved?.cancel()
    open.trained?.cancel()
  }
  return {
    /** Where everything ends, as soon as possible. */
    askAtOnce: (): void => {
      forget()
      ask('solved', 'pointer')
    },
    /** Where a run ends, once nothing else is being asked; without pretraining it is the same. */
    askForRun: (): void => {
      if (needsPretraining(controls.getState().spec)) ask('trained', 'answer')
    },
    forget,
  }
}

/** Starts runs: the answer to a change at full pace, a replay at the chosen one. */
const createStarter = (
  stores: { controls: ControlsStore; training: TrainingStore },
  threads: { trainer: Trainer; pool: Pool },
  { findPrecomputed, whenAtRest }: Pick<PlaygroundOptions, 'findPrecomputed' | 'whenAtRest'>,
) => {
  const { controls, training } = stores
  const { trainer, pool } = threads
  const { askAtOnce, askForRun, forget } = createAsking(stores, pool)
  // Counts the reasons to start; only the newest still counts when changes have come to rest.
  let newest = 0
  const start = (request: Omit<StartRequest, 'spec' | 'engine' | 'isExact'>): void => {
    const { spec, view } = controls.getState()
    newest += 1
    trainer.start({ spec, engine: view.engine, isExact: view.replay === 'exact', ...request })
  }
  const show = (reports: readonly Report[]): void => {
    newest += 1
    trainer.cancel()
    forget()
    training.begin()
    training.setState({ engine: null })
    reports.forEach(training.receive)
    // Marks behind what was computed in advance too, once nothing else is being asked.
    askForRun()
  }
  return {
    answer: (): void => {
      const { spec, view } = controls.getState()
      const isWhole = view.at === null
      const precomputed = isWhole && view.engine === 'auto' ? findPrecomputed(spec) : null
      if (precomputed !== null) show(precomputed)
      else {
        // A moment of pretraining can be shown only by pretraining again.
        const mayReusePretraining = view.at?.stage !== 'pretraining'
        training.begin({ isAnswer: isWhole, isSolving: true })
        askAtOnce()
        trainer.cancel()
        newest += 1
        const own = newest
        whenAtRest(() => {
          if (own !== newest) return
          start({ pace: 'full', isPlaying: isWhole, until: view.at, mayReusePretraining })
          askForRun()
        })
      }
    },
    replay: (isPlaying: boolean): void => {
      const { pace } = controls.getState().view
      const isSolved = training.getState().exactFrom !== null
      training.begin({ keepsExact: true, isSolving: !isSolved })
      if (!isSolved) askAtOnce()
      if (training.getState().exactFrom !== 'trained') askForRun()
      start({ pace, isPlaying, until: null, mayReusePretraining: false })
    },
    /** Lets go of what is under way. */
    drop: (): void => {
      newest += 1
      trainer.cancel()
      forget()
    },
  }
}

/** Pauses what is played while nobody sees it, where the reader has chosen so. */
const createSight = (parts: {
  controls: ControlsStore
  training: TrainingStore
  trainer: Trainer
}): Playground['setVisible'] => {
  const { controls, training, trainer } = parts
  let wasPaused = false
  return (isVisible) => {
    const { view } = controls.getState()
    const { phase, isAnswer } = training.getState()
    if (isVisible) {
      // The answer to a change goes on as fast as it can.
      if (wasPaused) trainer.play(isAnswer ? 'full' : view.pace)
      wasPaused = false
    } else if (view.hidden === 'pause' && phase === 'playing') {
      wasPaused = true
      trainer.pause()
    }
  }
}

/** The buttons that move the clock. */
const createClock = (
  parts: { controls: ControlsStore; training: TrainingStore; trainer: Trainer },
  replay: (isPlaying: boolean) => void,
): Pick<Playground, 'play' | 'pause' | 'step' | 'reset'> => {
  const { controls, training, trainer } = parts
  /** A run that can go on where it stands; a precomputed or finished one begins anew. */
  const isUnderWay = (): boolean =>
    ['playing', 'paused', 'starting'].includes(training.getState().phase)
  return {
    play: () => {
      leaveExact(controls)
      if (isUnderWay()) trainer.play(controls.getState().view.pace)
      else replay(true)
    },
    pause: trainer.pause,
    step: (steps) => {
      leaveExact(controls)
      if (!isUnderWay()) replay(false)
      trainer.step(steps)
    },
    reset: () => {
      leaveExact(controls)
      replay(false)
    },
  }
}

export const createPlayground = (options: PlaygroundOptions): Playground => {
  const controls = createControlsStore(options.hash)
  const training = createTrainingStore()
  const trainer = options.createTrainer(training.receive)
  const { pool } = options
  const starter = createStarter({ controls, training }, { trainer, pool }, options)
  const { replay } = starter
  const sleep = createSleep(starter, { controls, training, trainer }, options.startsAsleep ?? false)
  const { answer } = sleep

  const unsubscribe = controls.subscribe((state, before) => {
    const isOtherRun = !isSameRun(state.spec, before.spec)
    if (isOtherRun || !isSameEngine(state.view, before.view)) answer()
  })

  return {
    controls,
    training,
    pool,
    open: answer,
    ...createClock({ controls, training, trainer }, replay),
    wake: sleep.wake,
    rollDice: () => {
      const { spec } = controls.getState()
      const draw = (field: 'dataSeed' | 'initSeed'): number =>
        options.drawSeed(CONTROLS[field].maximum + 1)
      controls.setSpec({ ...spec, dataSeed: draw('dataSeed'), initSeed: draw('initSeed') })
    },
    openLink: (hash) => {
      const before = controls.getState()
      controls.openLink(hash)
      const { spec, view } = controls.getState()
      // Another spec or engine has already been answered by the subscription above.
      const isAnswered = !isSameRun(spec, before.spec) || !isSameEngine(view, before.view)
      // A link without a moment is one to the end, wherever the clock was paused.
      const isElsewhere = view.at !== null || training.getState().phase === 'paused'
      if (!isAnswered && isElsewhere) answer()
    },
    setVisible: createSight({ controls, training, trainer }),
    link: () => {
      const { spec, view } = controls.getState()
      const { phase, clock } = training.getState()
      return writeLink({ spec, view: { ...view, at: phase === 'paused' ? clock : null } })
    },
    acknowledge: () => trainer.drawn(training.getState().sequence),
    dispose: () => {
      unsubscribe()
      pool.dispose()
      trainer.dispose()
    },
  }
}
