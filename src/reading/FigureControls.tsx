import type { ReactElement } from 'react'
import { Button } from '../controls/Button.tsx'
import { ControlField } from '../figures/ControlPanel.tsx'
import { usePlayground, useSampledTraining } from '../figures/playgroundContext.ts'
import { CHAPTERS } from '../protocol/chapters.ts'
import { useChapter } from './articleContext.ts'

/** Plays the run again before the reader's eyes, and says where its clock stands. */
const Replay = (): ReactElement => {
  const { play, pause, reset } = usePlayground()
  const { phase, isAnswer, clock } = useSampledTraining()
  const isPlaying = (phase === 'playing' || phase === 'starting') && !isAnswer
  const watch = (): void => {
    // What answers a change goes straight to its end; this is to be seen from its beginning.
    if (isAnswer) reset()
    play()
  }
  const stage = clock.stage === 'pretraining' ? 'pretraining, step' : 'step'
  return (
    <div className="figure-replay">
      <Button
        variant="plain"
        icon={isPlaying ? 'pause' : 'play'}
        onClick={isPlaying ? pause : watch}
      >
        {isPlaying ? 'Pause' : 'Watch it train'}
      </Button>
      <p className="figure-clock">
        {stage} {clock.step.toLocaleString('en')}
      </p>
    </div>
  )
}

/** The chapter's sliders, above its main figure. */
export const FigureControls = (): ReactElement => {
  const chapter = useChapter()
  return (
    <div className="figure-controls" role="group" aria-label="Controls of the figure">
      {CHAPTERS[chapter].controls.map((field) => (
        <ControlField key={field} field={field} />
      ))}
      <Replay />
    </div>
  )
}
