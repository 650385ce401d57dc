/**
 * How many directions the networks of a run at rest use: asked of the pool with the hidden units that
 * were last reported. No React.
 */
import type { StructureJob, StructureResult } from '../protocol/computing.ts'
import type { RunSpec } from '../protocol/spec.ts'
import { METHOD_RECIPES } from '../theory/methodRecipes.ts'
import {
  createRestingQuestion,
  type Asking,
  type QuestionSurroundings,
  type RestingQuestion,
} from './restingQuestion.ts'
import type { TrainingState } from './training.ts'

export type UnitStructure = RestingQuestion<StructureResult>

/** The units of every chosen method, and those that finetuning begins with. */
const jobOf = (spec: RunSpec, { networks }: TrainingState): StructureJob => ({
  type: 'structure',
  spec,
  networks: spec.methods.flatMap((key) => {
    const units = networks[key]?.units ?? null
    return units === null ? [] : [{ key, units }]
  }),
  base: spec.methods.some((method) => METHOD_RECIPES[method].startsFrom === 'pretraining')
    ? (networks.pretraining?.units ?? null)
    : null,
})

/** Nothing while training runs: its pictures change faster than they could be examined. */
const askingFor = (spec: RunSpec, state: TrainingState): Asking<StructureJob> | null => {
  const { phase, networks } = state
  const isAtRest = phase === 'finished' || phase === 'paused'
  const isKnown = Object.values(networks).some(({ units }) => units !== null)
  return isAtRest && isKnown ? { about: [spec, networks], job: () => jobOf(spec, state) } : null
}

export const createUnitStructure = (surroundings: QuestionSurroundings): UnitStructure => {
  const { controls, training } = surroundings
  return createRestingQuestion<StructureJob>({
    ...surroundings,
    priority: 'answer',
    ask: () => askingFor(controls.getState().spec, training.getState()),
  })
}
