/**
 * All that crosses between the page and the threads of the engine race: each contestant has a thread
 * of its own, trains the same network on the same data, and runs when the page says so.
 */
import { ENGINE_IDS, type EngineId, type Precision } from './engines.ts'
import type { RunSpec } from './spec.ts'

/** Backends of tfjs on which automatic differentiation races, as a tutorial would use them. */
const PLAIN_BACKENDS = ['webgl', 'wasm', 'cpu'] as const
export type PlainBackend = (typeof PLAIN_BACKENDS)[number]

/** An engine of ours, or automatic differentiation on one of tfjs's own backends. */
export type Contestant =
  { way: 'kernel'; engine: EngineId } | { way: 'autodiff'; engine: PlainBackend }

export const CONTESTANTS: readonly Contestant[] = [
  ...ENGINE_IDS.map((engine): Contestant => ({ way: 'kernel', engine })),
  ...PLAIN_BACKENDS.map((engine): Contestant => ({ way: 'autodiff', engine })),
]

export const keyOf = ({ way, engine }: Contestant): string => `${way} ${engine}`

/** What a contestant computes with, as measured; 'reduced' is less than float32. */
export type RacePrecision = Precision | 'reduced'

/** The loss after a number of steps that every contestant passes, if it gets so far. */
export interface Checkpoint {
  step: number
  /** Training loss divided by the zero function's. */
  loss: number
}

/** What one turn brought. */
export interface Lap {
  /** Gradient steps taken in this lap, and how long they took with the weights read at the end. */
  steps: number
  seconds: number
  /** Steps since the start of the race. */
  step: number
  /** Training loss after the lap, divided by the zero function's. */
  loss: number
  /** Those passed in this lap, in order. */
  checkpoints: Checkpoint[]
}

export type RaceCommand =
  | { type: 'open'; contestant: Contestant; spec: RunSpec }
  /** Train for about so long, from where the last lap ended; only once ready. */
  | { type: 'run'; milliseconds: number }

export type RaceReport =
  | {
      type: 'ready'
      precision: RacePrecision
      /** What draws, where a graphics processor, or its imitation, computes. */
      renderer: string | null
    }
  /** One sentence, without its full stop; nothing more will come. */
  | { type: 'failed'; sentence: string }
  | { type: 'lap'; lap: Lap }
