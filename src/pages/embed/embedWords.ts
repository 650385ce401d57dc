/** The line under an embedded figure, from the run only. */
import { METHODS } from '../../protocol/methods.ts'
import type { FigureId } from '../../protocol/figures.ts'
import { NETWORKS } from '../../protocol/networks.ts'
import type { RunSpec } from '../../protocol/spec.ts'
import { shownNetwork } from '../../store/shown.ts'
import type { TrainingState } from '../../store/training.ts'
import { spoken } from '../../store/words.ts'

/** Figures of many runs, which are computed by themselves, and the one that plays by itself. */
const UNTRAINED: readonly FigureId[] = ['ladder', 'map', 'trajectory']

/** Whether the figure shows a run that can be played. */
export const isPlayed = (figure: FigureId): boolean => !UNTRAINED.includes(figure)

const standing = ({ phase, clock }: TrainingState, isExact: boolean): string => {
  if (isExact) return 'where exact gradient flow ends'
  const at = `step ${clock.step.toLocaleString('en')}`
  if (phase === 'finished') return 'trained'
  return clock.stage === 'pretraining' ? `pretraining, ${at}` : at
}

/** Whether the figure is empty until it is played: nothing is trained, and nothing can be solved. */
export const isUnplayed = (
  { phase, isAnswer }: Pick<TrainingState, 'phase' | 'isAnswer'>,
  network: RunSpec['network'],
): boolean =>
  !NETWORKS[network].hasExactFlow && (phase === 'idle' || (phase === 'starting' && isAnswer))

/** What is said before there is a number. */
const nothingYet = (
  { phase, exactFailure }: TrainingState,
  network: RunSpec['network'],
): string => {
  if (phase === 'failed') return 'Training stopped.'
  if (exactFailure !== null) {
    return `Where training ends could not be computed: ${exactFailure}. Press Play to train.`
  }
  return NETWORKS[network].hasExactFlow ? 'Being computed …' : 'Nothing trained yet: press Play.'
}

/** "Error on new inputs: single task 0.64, finetuned 1.9e-5; where exact gradient flow ends." */
export const captionOf = (state: TrainingState, { methods, network }: RunSpec): string => {
  const found = methods.flatMap((method) => {
    const shown = shownNetwork(state, method)
    return shown === null ? [] : [{ label: METHODS[method].label.toLowerCase(), shown }]
  })
  const isExact = found.some(({ shown }) => shown.isExact || shown.momentStep !== null)
  if (found.length === 0) return nothingYet(state, network)
  const errors = found.map(({ label, shown }) => `${label} ${spoken(shown.generalizationLoss)}`)
  return `Error on new inputs (zero function = 1): ${errors.join(', ')}; ${standing(state, isExact)}.`
}
