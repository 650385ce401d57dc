import type { ReactElement } from 'react'
import { Button } from '../controls/Button.tsx'
import { Choice } from '../controls/Choice.tsx'
import { PACES, type Pace } from '../protocol/clock.ts'
import { describeEnd } from '../store/words.ts'
import type { TrainingState } from '../store/training.ts'
import type { MethodId } from '../theory/methodRecipes.ts'
import { ControlPanelToggle } from './ControlPanel.tsx'
import { Hideable } from './hiding.tsx'
import { useControls, usePlayground, useSampledTraining, useTraining } from './playgroundContext.ts'

const PACE_LABELS: Record<Pace, string> = {
  slow: 'slow',
  normal: 'normal',
  fast: 'fast',
  full: 'full',
}

const STAGE_LABELS = { pretraining: 'Pretraining', main: 'Main task' } as const

const stateInWords = (state: TrainingState, methods: readonly MethodId[]): string => {
  switch (state.phase) {
    case 'idle':
      return 'Nothing trained yet.'
    case 'starting':
      return 'Preparing …'
    case 'playing':
      return 'Training'
    case 'paused':
      return 'Paused'
    case 'failed':
      return 'Training stopped.'
    case 'finished':
      return describeEnd(state, methods)
  }
}

/** Where the clock stands, and why it stands there. */
const Clock = (): ReactElement => {
  const state = useSampledTraining()
  const methods = useControls(({ spec }) => spec.methods)
  const { stage, step } = state.clock
  return (
    <p className="clock">
      <span className="clock-stage">{STAGE_LABELS[stage]}</span>
      <span className="clock-step" translate="no">
        step {step.toLocaleString('en')}
      </span>
      <span className="clock-state">{stateInWords(state, methods)}</span>
    </p>
  )
}

/** Told to screen readers at milestones only; the end of a run is told by its sentences. */
const Milestone = (): ReactElement => {
  const phase = useTraining((state) => state.phase)
  const { training } = usePlayground()
  const methods = useControls(({ spec }) => spec.methods)
  const isWorthTelling = phase === 'paused' || phase === 'failed'
  return (
    <p className="visually-hidden" role="status">
      {isWorthTelling ? stateInWords(training.getState(), methods) : ''}
    </p>
  )
}

const PaceChoice = (): ReactElement => {
  const { controls, training, play } = usePlayground()
  const pace = useControls(({ view }) => view.pace)
  const choose = (next: Pace): void => {
    controls.setView({ pace: next })
    if (training.getState().phase === 'playing') play()
  }
  return (
    <Choice
      label="Speed"
      hidesLabel
      options={PACES.map((value) => ({ value, label: PACE_LABELS[value] }))}
      value={pace}
      onChange={choose}
    />
  )
}

const PlayButtons = (): ReactElement => {
  const { play, pause, step } = usePlayground()
  const phase = useTraining((state) => state.phase)
  const isPlaying = phase === 'playing' || phase === 'starting'
  return (
    <>
      <Button
        variant="primary"
        icon={isPlaying ? 'pause' : 'play'}
        onClick={isPlaying ? pause : play}
      >
        {isPlaying ? 'Pause' : phase === 'finished' ? 'Play again' : 'Play'}
      </Button>
      <div className="transport-group" role="group" aria-label="Single steps">
        {[1, 10, 100].map((count) => (
          <Button key={count} variant="plain" onClick={() => step(count)}>
            <span aria-hidden="true">+{count}</span>
            <span className="visually-hidden">
              Take {count} {count === 1 ? 'step' : 'steps'}
            </span>
          </Button>
        ))}
      </div>
      <PaceChoice />
    </>
  )
}

/** Play, step, reset, new seeds, speed, and the clock. */
export const Transport = (): ReactElement => {
  const { reset, rollDice } = usePlayground()
  return (
    <section className="transport" aria-label="Training">
      <Hideable part="transport">
        <PlayButtons />
      </Hideable>
      <div className="transport-group">
        <Hideable part="transport">
          <Button variant="quiet" icon="reset" onClick={reset}>
            Reset
          </Button>
        </Hideable>
        <Hideable part="seeds">
          <Button variant="quiet" icon="dice" onClick={rollDice}>
            New seeds
          </Button>
        </Hideable>
        <Hideable part="more">
          <ControlPanelToggle />
        </Hideable>
      </div>
      <Clock />
      <Milestone />
    </section>
  )
}
