import { useCallback, useEffect, useMemo, useState, type ReactElement } from 'react'
import { useStore } from 'zustand'
import { TimelineChart } from '../charts/timeline/TimelineChart.tsx'
import type { TimelineClock, TimelineLane } from '../charts/timeline/types.ts'
import { Button } from '../controls/Button.tsx'
import { IconButton } from '../controls/IconButton.tsx'
import { LAST_EXACT_STEP } from '../protocol/view.ts'
import { openTrajectory } from '../store/openTrajectory.ts'
import type { TrajectoryState } from '../store/trajectory.ts'
import type { TrainingState } from '../store/training.ts'
import type { MethodId } from '../theory/methodRecipes.ts'
import { useFigureRows } from './figureRows.ts'
import { useControls, usePlayground, useSampledTraining } from './playgroundContext.ts'
import { trajectoryRows } from './rows/trajectoryRows.ts'
import { describeTrajectory, inSteps, lanesOf, momentInWords, stateAt } from './scrubberWords.ts'
import './scrubber.css'
import { usePlayback, type Playback } from './usePlayback.ts'

/** The trajectory's state, which follows the controls while the figure is there. */
const useTrajectory = (): TrajectoryState => {
  const playground = usePlayground()
  const [trajectory] = useState(() => openTrajectory(playground))
  useEffect(() => trajectory.follow(), [trajectory])
  return useStore(trajectory.store)
}

const CLOCK_WORDS: Partial<Record<TrainingState['phase'], string>> = {
  playing: 'training, ',
  paused: 'training, ',
  finished: 'trained until ',
}

/** The clock of training, once it is on the main task. */
const clockOf = ({ phase, clock }: TrainingState): TimelineClock | null => {
  const words = CLOCK_WORDS[phase]
  if (words === undefined || clock.stage !== 'main') return null
  return { step: clock.step, words: words + inSteps(clock.step) }
}

/** The same object as long as it says the same, so that nothing is laid out again. */
const useClock = (): TimelineClock | null => {
  const clock = clockOf(useSampledTraining())
  const [step, words] = [clock?.step, clock?.words]
  return useMemo(
    () => (step === undefined || words === undefined ? null : { step, words }),
    [step, words],
  )
}

const PlayButtons = ({
  playback,
  isReady,
}: {
  playback: Playback
  isReady: boolean
}): ReactElement => {
  const { playing, play, pause } = playback
  return (
    <>
      <IconButton
        icon={playing === -1 ? 'pause' : 'play-back'}
        label={
          playing === -1 ? 'Pause the exact trajectory' : 'Play the exact trajectory backwards'
        }
        isDisabled={!isReady}
        onClick={() => (playing === -1 ? pause() : play(-1))}
      />
      <IconButton
        icon={playing === 1 ? 'pause' : 'play'}
        label={playing === 1 ? 'Pause the exact trajectory' : 'Play the exact trajectory'}
        isDisabled={!isReady}
        onClick={() => (playing === 1 ? pause() : play(1))}
      />
    </>
  )
}

/** What each network is doing; said where the lanes have no room for words. */
const States = ({ lanes, phases, step }: StatesProps): ReactElement => (
  <ul className="scrubber-states">
    {lanes.map(({ id, shortLabel, colourToken }) => (
      <li key={id}>
        <span style={{ color: `var(--${colourToken})` }}>{shortLabel}</span>{' '}
        {stateAt(phases[id as MethodId] ?? [], step)}
      </li>
    ))}
  </ul>
)

interface StatesProps {
  /** Their ids are methods. */
  lanes: readonly TimelineLane[]
  phases: TrajectoryState['phases']
  step: number
}

interface AsideProps {
  trajectory: TrajectoryState
  lanes: readonly TimelineLane[]
  step: number | null
  onLeave: () => void
}

/** What is on screen; without a scrubbed moment, what the axis is. */
const Aside = ({ trajectory, lanes, step, onLeave }: AsideProps): ReactElement => {
  if (trajectory.status === 'computing') return <p className="scrubber-busy">computing …</p>
  if (step === null) {
    return (
      <p>
        Exact gradient flow. Training takes finite steps, and picks many features up a few steps
        later.
      </p>
    )
  }
  return (
    <div className="scrubber-moment">
      <p>exact flow at</p>
      <p className="scrubber-step">{inSteps(step)}</p>
      <Button variant="quiet" icon="close" onClick={onLeave}>
        Back to training
      </Button>
      <States {...{ lanes, step }} phases={trajectory.phases} />
    </div>
  )
}

/** One axis of time for training and for the exact trajectory, which is played along it. */
const ScrubberFigure = (): ReactElement => {
  const { controls } = usePlayground()
  const trajectory = useTrajectory()
  const spec = useControls((state) => state.spec)
  const exactAt = useControls(({ view }) => view.exactAt)
  const clock = useClock()
  const lanes = useMemo(() => lanesOf(spec, trajectory), [spec, trajectory])
  useFigureRows(() => trajectoryRows(trajectory))
  const { status } = trajectory
  const isReady = status === 'ready'
  const show = useCallback((step: number | null) => controls.setView({ exactAt: step }), [controls])
  const playback = usePlayback({ step: exactAt, lastStep: LAST_EXACT_STEP, onStep: show })
  const { pause } = playback
  const scrub = useCallback(
    (step: number | null) => {
      pause()
      show(step)
    },
    [pause, show],
  )
  if (status === 'none' || status === 'failed') {
    const reason =
      status === 'failed'
        ? `There is no exact trajectory to scrub: ${trajectory.failure ?? ''}`
        : 'None of the chosen methods has an exact trajectory to scrub.'
    return <p className="figure-note">{reason}</p>
  }
  return (
    <TimelineChart
      label="Exact trajectory"
      describe={describeTrajectory(trajectory)}
      lanes={lanes}
      xLabel="gradient steps"
      shortXLabel="steps"
      lastStep={LAST_EXACT_STEP}
      endLabel="trained"
      value={exactAt}
      valueText={isReady ? momentInWords(trajectory, exactAt) : 'computing'}
      clock={clock}
      isDisabled={!isReady}
      onScrub={scrub}
      controls={<PlayButtons {...{ playback, isReady }} />}
      aside={<Aside {...{ trajectory, lanes, step: exactAt }} onLeave={() => scrub(null)} />}
    />
  )
}

export default ScrubberFigure
