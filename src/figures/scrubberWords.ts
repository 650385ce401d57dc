/** What the scrubber says in words, from the phases of the exact trajectory only. */
import type { TimelineLane, TimelineMoment, TimelineStretch } from '../charts/timeline/types.ts'
import { METHODS } from '../protocol/methods.ts'
import type { RunSpec } from '../protocol/spec.ts'
import { startOf, type Phase } from '../store/phases.ts'
import type { TrajectoryState } from '../store/trajectory.ts'
import { hasExactEnd } from '../theory/exactWay.ts'
import type { MethodId } from '../theory/methodRecipes.ts'
import { METHOD_STYLES } from './methodStyles.ts'

export const inSteps = (step: number): string => `step ${step.toLocaleString('en')}`

/** Features count from 1, as they do beside the spectrum. */
const wordsOf = (phase: Phase): string =>
  phase.kind === 'pickup' ? `feature ${String(phase.feature + 1)} picked up` : phase.kind

const momentsOf = (phases: readonly Phase[]): TimelineMoment[] =>
  phases.flatMap((phase): TimelineMoment[] =>
    phase.kind === 'plateau'
      ? []
      : [
          {
            step: phase.step,
            kind: phase.kind === 'converged' ? 'end' : 'event',
            words: wordsOf(phase),
          },
        ],
  )

const stretchesOf = (phases: readonly Phase[]): TimelineStretch[] =>
  phases.flatMap((phase) =>
    phase.kind === 'plateau' ? [{ from: phase.from, to: phase.to, words: wordsOf(phase) }] : [],
  )

/** A lane for every chosen method that has an exact way; empty until its way is known. */
export const lanesOf = (
  { methods }: RunSpec,
  { phases }: Pick<TrajectoryState, 'phases'>,
): TimelineLane[] =>
  methods.filter(hasExactEnd).map((method) => ({
    id: method,
    label: METHODS[method].label,
    shortLabel: METHODS[method].abbreviation,
    colourToken: METHOD_STYLES[method].colourToken,
    mark: METHOD_STYLES[method].mark,
    counted: { short: 'features', full: 'features picked up' },
    moments: momentsOf(phases[method] ?? []),
    stretches: stretchesOf(phases[method] ?? []),
  }))

/** The newest thing that happened to a method up to a step: "feature 17 picked up (2 of 3)". */
export const stateAt = (phases: readonly Phase[], step: number): string => {
  const isPickup = ({ kind }: Phase): boolean => kind === 'pickup'
  const all = phases.filter(isPickup).length
  const past = phases.filter((phase) => startOf(phase) <= step)
  const newest = past.at(-1)
  const count = past.filter(isPickup).length
  const counted = `${String(count)} of ${String(all)} features picked up`
  if (newest === undefined) return all > 0 ? counted : 'under way'
  if (newest.kind === 'pickup') {
    return `${wordsOf(newest)} (${String(count)} of ${String(all)})`
  }
  if (newest.kind === 'converged') return 'converged'
  return step <= newest.to ? 'plateau' : counted
}

const named = (method: MethodId): string => METHODS[method].label.toLowerCase()

/** The handle's place for screen readers: "step 1,200; finetuned: feature 17 picked up (2 of 3)". */
export const momentInWords = (
  { phases }: Pick<TrajectoryState, 'phases'>,
  step: number | null,
): string => {
  if (step === null) return 'as trained'
  const states = Object.entries(phases) as [MethodId, readonly Phase[]][] // keys are methods
  return [
    inSteps(step),
    ...states.map(([method, list]) => `${named(method)}: ${stateAt(list, step)}`),
  ].join('; ')
}

const sentenceOf = (method: MethodId, phases: readonly Phase[]): string => {
  const pickups = phases.filter(({ kind }) => kind === 'pickup').map(startOf)
  const end = phases.find(({ kind }) => kind === 'converged')
  const [first, last] = [pickups[0], pickups.at(-1)]
  const picked =
    first === undefined || last === undefined
      ? 'picks up no feature'
      : pickups.length === 1
        ? `picks up one feature at ${inSteps(first)}`
        : `picks up ${String(pickups.length)} features between ${inSteps(first)} and ${inSteps(last)}`
  const ended = end === undefined ? 'does not converge' : `converges at ${inSteps(startOf(end))}`
  return `${METHODS[method].label} ${picked} and ${ended}.`
}

/** The whole picture in a few sentences. */
export const describeTrajectory = ({ status, phases }: TrajectoryState): string => {
  if (status !== 'ready') return 'The exact trajectory is being computed.'
  const ways = Object.entries(phases) as [MethodId, readonly Phase[]][] // keys are methods
  return [
    'What happens along the exact trajectory of gradient flow, on a logarithmic axis of steps.',
    ...ways.map(([method, list]) => sentenceOf(method, list)),
  ].join(' ')
}
