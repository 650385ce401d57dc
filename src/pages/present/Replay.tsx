import type { ReactElement } from 'react'
import { Button } from '../../controls/Button.tsx'
import { usePlayground, useSampledTraining } from '../../figures/playgroundContext.ts'

/** Plays the run again before everyone's eyes. */
export const Replay = (): ReactElement => {
  const { play, pause } = usePlayground()
  const { phase, isAnswer, clock } = useSampledTraining()
  const isPlaying = (phase === 'playing' || phase === 'starting') && !isAnswer
  const stage = clock.stage === 'pretraining' ? 'pretraining, step' : 'step'
  return (
    <div className="slide-replay">
      <Button
        variant="plain"
        icon={isPlaying ? 'pause' : 'play'}
        onClick={isPlaying ? pause : play}
      >
        {isPlaying ? 'Pause' : 'Watch it train'}
      </Button>
      <p className="slide-clock">
        {stage} {clock.step.toLocaleString('en')}
      </p>
    </div>
  )
}
