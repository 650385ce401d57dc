/** Plays an embedded run, which may not have begun: until then only its exact ends are known. */
import type { EmbedCommand } from '../../protocol/embedMessages.ts'
import type { Playground } from '../../store/playground.ts'

export type EmbedClock = Pick<Playground, 'play' | 'pause' | 'step' | 'reset'>

/** The clock of an embedded playground, which stands until it is played. */
export const createEmbedClock = (playground: Playground): EmbedClock => {
  const begin = (): void => {
    const { phase, isAnswer } = playground.training.getState()
    // Answered by the solver alone: there is no run that could go on.
    if (phase === 'idle' || (phase === 'starting' && isAnswer)) playground.reset()
  }
  return {
    play: () => {
      begin()
      playground.play()
    },
    pause: playground.pause,
    step: (steps) => {
      begin()
      playground.step(steps)
    },
    reset: playground.reset,
  }
}

/** Follows a command that moves the clock. */
export const followCommand = (
  clock: EmbedClock,
  command: Exclude<EmbedCommand, { type: 'set' }>,
): void => {
  switch (command.type) {
    case 'play':
      clock.play()
      break
    case 'pause':
      clock.pause()
      break
    case 'reset':
      clock.reset()
      break
    case 'step':
      clock.step(command.steps)
      break
  }
}
