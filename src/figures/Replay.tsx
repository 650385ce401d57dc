import type { ReactElement } from 'react'
import { Button } from '../controls/Button.tsx'
import { usePlayground, useSampledTraining } from './playgroundContext.ts'

/** Plays the run again before the reader's eyes, and says where its clock stands, in steps. */
export const Replay = (): ReactElement => {
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
    <div className="replay">
      <Button
        variant="plain"
        icon={isPlaying ? 'pause' : 'play'}
        onClick={isPlaying ? pause : watch}
      >
        {isPlaying ? 'Pause' : 'Watch it train'}
      </Button>
      <p className="replay-clock">
        {stage} {clock.step.toLocaleString('en')}
      </p>
    </div>
  )
}
