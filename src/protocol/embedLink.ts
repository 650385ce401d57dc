/**
 * The address of an embedded figure: `#figure=ladder&controls=rescale.overlap&start=paused&host=…`
 * with the state of its playground, as in any other link.
 */
import { NUMBER_FIELDS, type NumberField } from './controls.ts'
import { FIGURE_IDS, FIGURES, type FigureId } from './figures.ts'
import { knownWord, listIn } from './knownWords.ts'
import { joinLink, readLink, repeatedField, writeLink, type LinkedState } from './link.ts'
import { linkEntries } from './linkText.ts'
import { isUsed, NETWORKS } from './networks.ts'
import { originIn } from './origin.ts'
import type { SpecProblem } from './spec.ts'

export const EMBED_STARTS = ['paused', 'playing'] as const
/** Whether the run is shown at its end, or plays as soon as it is seen. */
export type EmbedStart = (typeof EMBED_STARTS)[number]

export interface EmbedChoices {
  figure: FigureId
  /** The sliders beside it. */
  controls: readonly NumberField[]
  start: EmbedStart
  /** The origin of the page around it whose commands are followed; its own, if none is named. */
  host: string | null
}

export type EmbedState = EmbedChoices & LinkedState

/** Names in the link that are the embed's own. */
const EMBED_FIELDS = ['figure', 'controls', 'start', 'host'] as const
type EmbedField = (typeof EMBED_FIELDS)[number]

export const DEFAULT_EMBED: EmbedChoices = {
  figure: 'spectrum',
  controls: [],
  start: 'paused',
  host: null,
}

/** The part of the address after `#`, without it. */
export const writeEmbedLink = (state: EmbedState): string => {
  const own: [string, string][] = [['figure', state.figure]]
  if (state.controls.length > 0) own.push(['controls', state.controls.join('.')])
  if (state.start !== DEFAULT_EMBED.start) own.push(['start', state.start])
  if (state.host !== null) own.push(['host', state.host])
  return joinLink([...own, ...linkEntries(writeLink(state)).filter(([name]) => name !== 'v')])
}

const quoted = (raw: string): string => `“${raw.slice(0, 60)}”`

type Reader = (raw: string, problems: SpecProblem[]) => Partial<EmbedChoices>

const readFigure: Reader = (raw, problems) => {
  const figure = knownWord(FIGURE_IDS, raw)
  if (figure !== undefined) return { figure }
  const message = `figure is ${quoted(raw)}, but must be ${FIGURE_IDS.join(', ')}: showing ${DEFAULT_EMBED.figure}.`
  problems.push({ field: 'figure', message })
  return {}
}

const readControls: Reader = (raw, problems) => {
  const controls = new Set<NumberField>()
  for (const name of new Set(listIn(raw))) {
    const control = knownWord(NUMBER_FIELDS, name)
    if (control !== undefined) controls.add(control)
    else {
      const message = `controls names ${quoted(name)}, which is no number that can be set: left out.`
      problems.push({ field: 'controls', message })
    }
  }
  // As they were named, each once.
  return { controls: [...controls] }
}

const readStart: Reader = (raw, problems) => {
  const start = knownWord(EMBED_STARTS, raw)
  if (start !== undefined) return { start }
  const message = `start is ${quoted(raw)}, but must be ${EMBED_STARTS.join(' or ')}: using ${DEFAULT_EMBED.start}.`
  problems.push({ field: 'start', message })
  return {}
}

const readHost: Reader = (raw, problems) => {
  const host = originIn(raw)
  if (host !== null) return { host }
  const message = `host is ${quoted(raw)}, but must be an origin such as https://slides.example or http://192.168.0.7:8000: only this site’s own commands are followed.`
  problems.push({ field: 'host', message })
  return {}
}

const READERS: Record<EmbedField, Reader> = {
  figure: readFigure,
  controls: readControls,
  start: readStart,
  host: readHost,
}

const readOwn = (hash: string, problems: SpecProblem[]): EmbedChoices => {
  const choices = { ...DEFAULT_EMBED }
  const seen = new Set<string>()
  for (const [name, raw] of linkEntries(hash)) {
    const field = knownWord(EMBED_FIELDS, name)
    if (field === undefined) continue
    if (seen.has(field)) problems.push(repeatedField(field))
    else Object.assign(choices, READERS[field](raw, problems))
    seen.add(field)
  }
  return choices
}

/** What the network on screen cannot show, or does not know, is left out and named. */
const fitted = (choices: EmbedChoices, { spec }: LinkedState, problems: SpecProblem[]) => {
  const { label } = NETWORKS[spec.network]
  const fits = FIGURES[choices.figure].networks.includes(spec.network)
  if (!fits) {
    const message = `${choices.figure} is no figure of ${label} networks: showing ${DEFAULT_EMBED.figure}.`
    problems.push({ field: 'figure', message })
  }
  const controls = choices.controls.filter((field) => isUsed(spec.network, field))
  if (controls.length < choices.controls.length) {
    const message = `controls names what ${label} networks do not have: left out.`
    problems.push({ field: 'controls', message })
  }
  return { ...choices, controls, figure: fits ? choices.figure : DEFAULT_EMBED.figure }
}

/** The embedded figure that a link describes, and what was wrong with it. Never throws. */
export const readEmbedLink = (hash: string): EmbedState & { problems: SpecProblem[] } => {
  const { problems, ...state } = readLink(hash, EMBED_FIELDS)
  const own: SpecProblem[] = []
  const isRead = !problems.some(({ field }) => field === 'link')
  const choices = fitted(isRead ? readOwn(hash, own) : DEFAULT_EMBED, state, own)
  return { ...choices, ...state, problems: [...own, ...problems] }
}
