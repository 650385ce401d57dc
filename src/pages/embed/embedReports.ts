/** What an embedded figure tells of its playground. */
import type { EmbedChoices } from '../../protocol/embedLink.ts'
import { settingsOf, type EmbedLosses, type EmbedReport } from '../../protocol/embedMessages.ts'
import { shownNetwork } from '../../store/shown.ts'
import type { Playground } from '../../store/playground.ts'

type ReportOf<Type extends EmbedReport['type']> = Extract<EmbedReport, { type: Type }>

const lossesOf = ({ controls, training }: Playground): Record<string, EmbedLosses> => {
  const state = training.getState()
  const losses: Record<string, EmbedLosses> = {}
  for (const method of controls.getState().spec.methods) {
    const shown = shownNetwork(state, method)
    if (shown === null) continue
    losses[method] = {
      error: shown.generalizationLoss,
      trainingLoss: shown.isExact ? null : (state.networks[method]?.trainingLoss ?? null),
      isExact: shown.isExact || shown.momentStep !== null,
    }
  }
  return losses
}

/** What a host is told first. */
export const readyReport = (
  { figure, controls }: EmbedChoices,
  playground: Playground,
): ReportOf<'ready'> => ({ type: 'ready', figure, controls, link: playground.link() })

/** Settings, phase and losses (relative to the zero function's). */
export const stateReport = (playground: Playground): ReportOf<'state'> => {
  const { phase, clock, isAnswer } = playground.training.getState()
  return {
    type: 'state',
    settings: settingsOf(playground.controls.getState()),
    // While only the exact ends are known, nothing is trained.
    phase: phase === 'starting' && isAnswer ? 'solved' : phase,
    clock,
    losses: lossesOf(playground),
    link: playground.link(),
  }
}

/** Where the clock stands, in gradient steps. */
export const stepReport = (playground: Playground): ReportOf<'step'> => ({
  type: 'step',
  clock: playground.training.getState().clock,
  losses: lossesOf(playground),
})
