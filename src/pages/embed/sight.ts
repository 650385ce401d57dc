/** Lets an embedded figure compute only while it can be seen. */
import type { EmbedStart } from '../../protocol/embedLink.ts'
import type { Playground } from '../../store/playground.ts'
import type { EmbedClock } from './embedClock.ts'

/** To be told whether the figure is seen; the first time, it plays if it is to start so. */
export const createSight = (
  playground: Playground,
  clock: EmbedClock,
  start: EmbedStart,
): ((isSeen: boolean) => void) => {
  let sleep: (() => void) | null = null
  let isToPlay = start === 'playing'
  return (isSeen) => {
    if (!isSeen) {
      sleep?.()
      sleep = null
      return
    }
    sleep ??= playground.wake()
    if (isToPlay) {
      isToPlay = false
      clock.reset()
      clock.play()
    }
  }
}
