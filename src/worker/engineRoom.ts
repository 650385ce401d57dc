/** Chooses engines for the runs of a thread, and leaves out those that failed in mid-training. */
import type { MeasuredChoice, Trial } from '../engine/measuredChoice.ts'
import {
  ENGINE_IDS,
  workKey,
  type EngineChoice,
  type EngineId,
  type EngineRate,
} from '../protocol/engines.ts'
import type { Command } from '../protocol/messages.ts'

/** What an engine is chosen for. */
export interface EngineRequest {
  preference: EngineChoice
  /** The same numbers on every processor. */
  isExact: boolean
  trial: Trial
  /** What was measured before for a problem like this. */
  known: readonly EngineRate[]
  excluded: ReadonlySet<EngineId>
}

export interface EngineRoom {
  fail: (id: EngineId) => void
  hasAnother: () => boolean
  /** Each sentence about a refused engine is told once. */
  choose: (
    command: Extract<Command, { type: 'start' }>,
    trial: Trial,
    notice: (text: string) => void,
  ) => Promise<MeasuredChoice & { work: string }>
}

/** What is said of an error, without its full stop. */
export const sentence = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).replace(/\.$/, '')

/** What one network of a kind is measured to need says nothing of another kind. */
const workOf = ({ inputDim, hiddenWidth, tasks }: Trial['problem']): string => {
  const rows = tasks.reduce((sum, { rows: own }) => sum + own, 0)
  return hiddenWidth === undefined
    ? workKey(inputDim, rows)
    : `relu ${workKey(inputDim * hiddenWidth, rows)}`
}

export const createEngineRoom = (
  chooseEngine: (request: EngineRequest) => Promise<MeasuredChoice>,
): EngineRoom => {
  const excluded = new Set<EngineId>()
  const told = new Set<string>()
  const measured = new Map<string, readonly EngineRate[]>()
  return {
    fail: (id) => void excluded.add(id),
    hasAnother: () => excluded.size < ENGINE_IDS.length,
    choose: async (command, trial, notice) => {
      const { engine, isExact, rates } = command
      const isUsable = engine === 'auto' || !excluded.has(engine)
      const work = workOf(trial.problem)
      const choice = await chooseEngine({
        ...{ preference: isUsable ? engine : 'auto', isExact, trial, excluded },
        known: measured.get(work) ?? rates[work] ?? [],
      })
      if (choice.rates.length > 0) measured.set(work, choice.rates)
      for (const refusal of choice.refusals) {
        if (!told.has(refusal)) notice(refusal)
        told.add(refusal)
      }
      return { ...choice, work }
    },
  }
}
