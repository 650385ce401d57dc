/** Words about a race, made from what was measured only. */
import { formatValue } from '../charts/frame/numbers.ts'
import { ENGINE_LABELS, PRECISION_LABELS } from '../protocol/engines.ts'
import type { Contestant, PlainBackend, RacePrecision } from '../protocol/race.ts'
import type { RunSpec } from '../protocol/spec.ts'
import type { RaceLane, RaceState } from '../store/race.ts'
import { RACE_LAPS } from '../store/race.ts'
import type { Standing, Standings } from '../store/raceStandings.ts'

const PLAIN_NAMES: Record<PlainBackend, string> = {
  webgl: 'tfjs WebGL',
  wasm: 'tfjs WebAssembly',
  cpu: 'tfjs JavaScript',
}

export const nameOf = (contestant: Contestant): string =>
  contestant.way === 'kernel' ? ENGINE_LABELS[contestant.engine] : PLAIN_NAMES[contestant.engine]

const counted = (count: number, thing: string): string =>
  `${count.toLocaleString('en')} ${thing}${count === 1 ? '' : 's'}`

/** "200 features, 16 examples", "15 inputs, 200 hidden units, 64 examples". */
export const sizeWords = ({ network, inputDim, hiddenWidth, mainSamples }: RunSpec): string => {
  const sizes =
    network === 'relu'
      ? [counted(inputDim, 'input'), counted(hiddenWidth, 'hidden unit')]
      : [counted(inputDim, 'feature')]
  return [...sizes, counted(mainSamples, 'example')].join(', ')
}

/** What the learning rate is measured in, to stand after its number. */
export const rateUnits = ({ network }: RunSpec): string =>
  network === 'relu' ? ' of what the curvature allows' : ''

const precisionWords = (precision: RacePrecision): string =>
  precision === 'reduced' ? 'less than float32' : PRECISION_LABELS[precision]

/** What the lane computes with, once that is measured. */
export const noteOf = ({ precision }: RaceLane): string =>
  precision === null ? '' : precisionWords(precision)

/** Three digits, and two below a hundred: "412,000", "4.2". */
export const rateText = (rate: number): string =>
  Number(rate.toPrecision(rate < 100 ? 2 : 3)).toLocaleString('en', { maximumFractionDigits: 2 })

const twoDigits = (value: number): string =>
  value.toLocaleString('en', { maximumSignificantDigits: 2 })

/** "× 31", "× 1/26". */
export const multipleText = (multiple: number): string =>
  multiple < 0.95 ? `× 1/${twoDigits(1 / multiple)}` : `× ${twoDigits(multiple)}`

const UNITS: readonly [size: number, name: string][] = [
  [1, 's'],
  [1e-3, 'ms'],
  [1e-6, 'µs'],
]

/** How long one step takes: "2.4 µs". */
export const stepTime = (rate: number): string => {
  const seconds = 1 / rate
  const [size, name] = UNITS.find(([unit]) => seconds >= unit) ?? [1e-6, 'µs']
  return `${String(Number((seconds / size).toPrecision(2)))} ${name}`
}

/** Why a lane has no bar, or what is wrong with what it trains. */
export const messageOf = ({ lane, loss, deviation }: Standing): string | null => {
  if (lane.failure !== null) return `${lane.failure}.`
  if (loss !== null && !Number.isFinite(loss)) return 'Diverged: its loss is no number any more.'
  if (deviation === null) return null
  const { step, own, yardstick } = deviation
  return `Off: loss ${formatValue(own, 2)} at step ${step.toLocaleString('en')}, where the most precise has ${formatValue(yardstick, 2)}.`
}

/** How far the race is. */
export const progressWords = ({ phase, lanes }: RaceState): string => {
  switch (phase) {
    case 'idle':
      return ''
    case 'opening':
      return 'Opening and warming up …'
    case 'racing': {
      const running = lanes.filter(({ failure }) => failure === null)
      const laps = Math.min(...running.map((lane) => lane.laps.length))
      return `Lap ${String(Math.min(laps + 1, RACE_LAPS))} of ${String(RACE_LAPS)}`
    }
    case 'stopped':
      return 'Stopped.'
    case 'finished':
      return ''
  }
}

/** Whether the losses show that all train the same thing. */
const agreementWords = ({ agreement, rows }: Standings): string => {
  const off = rows.filter(({ deviation }) => deviation !== null)
  const warning =
    off.length === 0
      ? ''
      : `Not to be compared: ${off.map(({ lane }) => nameOf(lane.contestant)).join(', ')}.`
  if (agreement === null) return warning
  const { step, passed, lanes, smallest, largest } = agreement
  const [from, to] = [formatValue(smallest, 3), formatValue(largest, 3)]
  const losses = from === to ? from : `between ${from} and ${to}`
  const who = passed === lanes ? `all ${String(lanes)}` : `the ${String(passed)} that got so far`
  return `After ${step.toLocaleString('en')} steps the training loss of ${who} is ${losses} of the zero function’s: they train the same network. ${warning}`
}

/** Who was fastest, by how much, and whether all trained the same: told at the end. */
export const summaryOf = (standings: Standings): string => {
  const { rows, opponent } = standings
  const [first] = rows
  if (first === undefined || first.rate === null || opponent?.rate == null) {
    return 'Nothing could train here.'
  }
  const won = `${nameOf(first.lane.contestant)} took ${rateText(first.rate)} steps a second`
  const other = `${nameOf(opponent.lane.contestant)}, ${rateText(opponent.rate)}`
  const rival =
    opponent.lane.contestant.way === 'autodiff' ? 'the fastest plain tfjs' : 'the slowest'
  const beside =
    first === opponent
      ? ', more than any other'
      : `, ${twoDigits(first.multiple ?? NaN)} times ${rival} (${other})`
  return `${won}${beside}. ${agreementWords(standings)}`.trim()
}

/** Names of browsers as they write themselves; the first that fits counts. */
const BROWSERS: readonly [pattern: RegExp, name: string][] = [
  [/Edg\/(\d+)/, 'Edge'],
  [/Firefox\/(\d+)/, 'Firefox'],
  [/Chrome\/(\d+)/, 'Chrome'],
  [/Version\/(\d+)[.\d]* .*Safari/, 'Safari'],
]

/** "Firefox 140", or what the browser calls itself where it is not known. */
export const browserName = (userAgent: string): string => {
  for (const [pattern, name] of BROWSERS) {
    const [, version] = pattern.exec(userAgent) ?? []
    if (version !== undefined) return `${name} ${version}`
  }
  return userAgent
}
