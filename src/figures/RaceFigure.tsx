import { useEffect, useState, type ReactElement } from 'react'
import { useStore } from 'zustand'
import { NumberText } from '../charts/frame/NumberText.tsx'
import { RaceChart } from '../charts/race/RaceChart.tsx'
import type { RaceBar } from '../charts/race/types.ts'
import { Button } from '../controls/Button.tsx'
import { keyOf, type Contestant } from '../protocol/race.ts'
import { openRace } from '../store/openRace.ts'
import { LAP_MILLISECONDS, RACE_LAPS, type RaceState, type RaceStore } from '../store/race.ts'
import { standingsOf, type Standing, type Standings } from '../store/raceStandings.ts'
import { useControls, usePlayground } from './playgroundContext.ts'
import {
  browserName,
  messageOf,
  multipleText,
  nameOf,
  noteOf,
  progressWords,
  rateText,
  rateUnits,
  sizeWords,
  stepTime,
  summaryOf,
} from './raceWords.ts'
import './raceFigure.css'

/** Ours in the colour of what is trained, single-task learning. */
const STYLES = {
  kernel: { form: 'solid', colourToken: 'method-stl' },
  autodiff: { form: 'hatched', colourToken: 'ink-soft' },
} as const

const Task = (): ReactElement => {
  const spec = useControls((state) => state.spec)
  return (
    <p className="figure-note">
      All train the same network, each in a thread of its own: single-task learning on the main task
      of this page, {sizeWords(spec)}, learning rate{' '}
      <NumberText value={spec.learningRate} digits={2} />
      {rateUnits(spec)}, the same first weights. They take turns, {RACE_LAPS} laps of{' '}
      {LAP_MILLISECONDS / 1000} s each; warming up is not counted. Plain tfjs is what a tutorial
      would write: variables, a loss, <code>optimizer.minimize</code>.
    </p>
  )
}

const barOf = (standing: Standing, turn: Contestant | null): RaceBar => {
  const { key, lane, rate, lapRates, place, multiple, loss } = standing
  return {
    ...STYLES[lane.contestant.way],
    id: key,
    name: nameOf(lane.contestant),
    note: noteOf(lane),
    place,
    isRunning: turn !== null && keyOf(turn) === key,
    value: rate,
    samples: lapRates,
    valueText: rate === null ? '' : `${rateText(rate)} /s`,
    multiple: multiple === null ? null : multipleText(multiple),
    time: rate === null ? '' : `${stepTime(rate)} a step`,
    detail:
      loss === null ? null : (
        <>
          loss <NumberText value={loss} digits={2} />
        </>
      ),
    message: messageOf(standing),
  }
}

/** What it ran on, for whoever sees it on a projector. */
const Machine = ({ lanes }: Pick<RaceState, 'lanes'>): ReactElement => {
  const renderer = lanes.find((lane) => lane.renderer !== null)?.renderer
  const cores = navigator.hardwareConcurrency
  return (
    <p className="figure-note">
      {browserName(navigator.userAgent)}, {cores} {cores === 1 ? 'core' : 'cores'}
      {renderer == null ? null : <>, WebGL by {renderer}</>}
    </p>
  )
}

const Key = (): ReactElement => (
  <ul className="chart-key">
    <li>
      <i className="race-key race-key-solid" /> our kernels
    </li>
    <li>
      <i className="race-key race-key-hatched" /> plain tfjs
    </li>
    <li>
      <i className="race-key race-key-sample" /> one lap; bars end at the median
    </li>
  </ul>
)

const multipleLabel = ({ opponent }: Standings): string => {
  if (opponent === null) return ''
  return opponent.lane.contestant.way === 'autodiff' ? '× fastest tfjs' : '× slowest'
}

interface ControlsProps {
  race: RaceStore
  state: RaceState
  summary: string
}

/** The one button, and beside it how far the race is, then what came of it. */
const Controls = ({ race, state, summary }: ControlsProps): ReactElement => {
  const isUnderWay = state.phase === 'opening' || state.phase === 'racing'
  const label = state.phase === 'idle' ? 'Start the race' : 'Race again'
  return (
    <div className="race-controls">
      <Button
        variant={isUnderWay ? 'plain' : 'primary'}
        onClick={isUnderWay ? race.stop : race.start}
      >
        {isUnderWay ? 'Stop' : label}
      </Button>
      <div className="race-words">
        <p className="race-progress">{progressWords(state)}</p>
        <p role="status">{summary}</p>
      </div>
    </div>
  )
}

/** All engines of ours and plain tfjs on the same training, side by side. */
const RaceFigure = (): ReactElement => {
  const playground = usePlayground()
  const [race] = useState(() => openRace(playground))
  useEffect(() => race.follow(), [race])
  const state = useStore(race)
  const standings = standingsOf(state)
  const { rows, opponent } = standings
  const summary = state.phase === 'finished' ? summaryOf(standings) : ''
  return (
    <div className="race-figure">
      <Task />
      <Controls race={race} state={state} summary={summary} />
      <RaceChart
        label="Steps a second of each engine"
        describe={summary || 'A lane for each contestant; its bar is as long as it is fast.'}
        bars={rows.map((row) => barOf(row, state.turn))}
        axisLabel="steps a second"
        multipleLabel={multipleLabel(standings)}
        line={opponent?.rate ?? null}
      />
      <Key />
      <Machine lanes={state.lanes} />
    </div>
  )
}

export default RaceFigure
