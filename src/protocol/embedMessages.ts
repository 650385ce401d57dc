/**
 * What an embedded figure and the page around it say to each other by `postMessage`
 * (docs/embedding.md). Every message names the protocol and its version.
 */
import { readDifferences, writeLink, type LinkedState } from './link.ts'
import { linkEntries } from './linkText.ts'
import type { SpecProblem } from './spec.ts'

export const EMBED_PROTOCOL = 'regimes-of-reuse'
export const EMBED_VERSION = 1

/** What one network has come to. */
export interface EmbedLosses {
  /** On new inputs, relative to the zero function's. */
  error: number
  /** Relative to the zero function's; `null` where nothing has been trained. */
  trainingLoss: number | null
  /** Where exact gradient flow ends, instead of trained weights. */
  isExact: boolean
}

interface EmbedClock {
  stage: 'pretraining' | 'main'
  step: number
}

/** From the figure to the page around it. */
export type EmbedReport =
  /** It stands there, and takes commands. */
  | { type: 'ready'; figure: string; controls: readonly string[]; link: string }
  /** A setting or the phase has changed. */
  | {
      type: 'state'
      settings: Readonly<Record<string, string>>
      phase: string
      clock: EmbedClock
      losses: Readonly<Record<string, EmbedLosses>>
      link: string
    }
  /** Training goes on. */
  | { type: 'step'; clock: EmbedClock; losses: Readonly<Record<string, EmbedLosses>> }
  /** It needs so much room, in CSS pixels. */
  | { type: 'size'; height: number }
  /** The keys belong to the page again; `key` if one was pressed that the figure has no use for. */
  | { type: 'leave'; key: string }
  /** A command could not be followed, or only in part. */
  | { type: 'error'; message: string }

/** From the page around it to the figure. */
export type EmbedCommand =
  | { type: 'play' }
  | { type: 'pause' }
  | { type: 'reset' }
  | { type: 'step'; steps: number }
  | { type: 'set'; settings: readonly (readonly [string, string])[] }

/** A message as it is sent. */
export const asMessage = (report: EmbedReport): EmbedReport & Record<string, unknown> => ({
  protocol: EMBED_PROTOCOL,
  version: EMBED_VERSION,
  ...report,
})

/** `null`: not for the figure at all. A text: what is wrong with it. */
export type ReadCommand = EmbedCommand | string | null

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const MOST_STEPS = 1_000_000
const MOST_SETTINGS = 60

const readSteps = (steps: unknown): EmbedCommand | string =>
  typeof steps === 'number' && Number.isInteger(steps) && steps >= 1 && steps <= MOST_STEPS
    ? { type: 'step', steps }
    : `steps must be a whole number from 1 to ${MOST_STEPS}.`

const settingText = (value: unknown): string | null => {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
    return String(value)
  }
  const isList = Array.isArray(value) && value.every((part) => typeof part === 'string')
  return isList ? value.join('.') : null
}

const readSettings = (settings: unknown): EmbedCommand | string => {
  if (!isRecord(settings)) return 'settings must be an object of names and values.'
  const entries = Object.entries(settings)
  if (entries.length > MOST_SETTINGS) return `settings has more than ${MOST_SETTINGS} entries.`
  const texts: [string, string][] = []
  for (const [name, value] of entries) {
    const text = settingText(value)
    if (text === null) {
      return `settings.${name.slice(0, 40)} must be a number, a text, true, false or a list of texts.`
    }
    texts.push([name, text])
  }
  return { type: 'set', settings: texts }
}

const readKind = (message: Readonly<Record<string, unknown>>): EmbedCommand | string => {
  switch (message['type']) {
    case 'play':
    case 'pause':
    case 'reset':
      return { type: message['type'] }
    case 'step':
      return readSteps(message['steps'])
    case 'set':
      return readSettings(message['settings'])
    default:
      return 'type must be play, pause, reset, step or set.'
  }
}

/** The command in a message. Never throws; messages of other protocols are not for the figure. */
export const readCommand = (data: unknown): ReadCommand => {
  if (!isRecord(data) || data['protocol'] !== EMBED_PROTOCOL) return null
  if (data['version'] !== EMBED_VERSION) return `version must be ${EMBED_VERSION}.`
  return readKind(data)
}

/** A state changed by settings, which are validated as those of a link are. */
export const changedState = (
  state: LinkedState,
  settings: readonly (readonly [string, string])[],
): LinkedState & { problems: SpecProblem[] } => readDifferences(settings, state)

/** Every setting that is not as usual, as in a link. */
export const settingsOf = (state: LinkedState): Record<string, string> =>
  Object.fromEntries(linkEntries(writeLink(state)).filter(([name]) => name !== 'v'))
