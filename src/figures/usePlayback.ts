import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { isAtEnd, playedOn, shareOf, stepAtShare } from '../store/playback.ts'

type Direction = 1 | -1

export interface Playback {
  /** Which way the trajectory is played; `null` while it stands. */
  playing: Direction | null
  /** Plays that way, from the other end if there is nothing left of the way. */
  play: (direction: Direction) => void
  pause: () => void
}

interface PlaybackOptions {
  /** Where the trajectory stands; `null` where it is not shown. */
  step: number | null
  lastStep: number
  onStep: (step: number) => void
}

/** With reduced motion the picture changes this often, in milliseconds, and stands in between. */
const STILL = 500
/** A frame that comes later than this, in milliseconds, does not jump ahead. */
const LONGEST_FRAME = 100

const wantsStillness = (): boolean =>
  typeof matchMedia !== 'undefined' && matchMedia('(prefers-reduced-motion: reduce)').matches

/** Calls `advance` with the milliseconds since its last call, until the returned function is called. */
const runClock = (advance: (milliseconds: number) => void): (() => void) => {
  if (wantsStillness()) {
    const timer = setInterval(() => advance(STILL), STILL)
    return () => clearInterval(timer)
  }
  let last: number | null = null
  let frame = requestAnimationFrame(function tick(now) {
    frame = requestAnimationFrame(tick)
    advance(last === null ? 0 : Math.min(LONGEST_FRAME, now - last))
    last = now
  })
  return () => cancelAnimationFrame(frame)
}

/** Plays the trajectory along its axis, to either end; stops when the page is hidden. */
export const usePlayback = ({ step, lastStep, onStep }: PlaybackOptions): Playback => {
  const [playing, setPlaying] = useState<Direction | null>(null)
  // Between whole steps: at the left end a frame moves by less than one of them.
  const share = useRef(0)
  const advance = useEffectEvent((milliseconds: number) => {
    if (playing === null) return
    share.current = playedOn(share.current, playing, milliseconds)
    onStep(stepAtShare(share.current, lastStep))
    if (isAtEnd(share.current, playing)) setPlaying(null)
  })
  useEffect(() => {
    if (playing === null) return
    const stop = runClock((milliseconds) => advance(milliseconds))
    const onHidden = (): void => {
      if (document.hidden) setPlaying(null)
    }
    document.addEventListener('visibilitychange', onHidden)
    return () => {
      stop()
      document.removeEventListener('visibilitychange', onHidden)
    }
  }, [playing])
  return {
    playing,
    play: (direction) => {
      const from = shareOf(step ?? (direction > 0 ? 0 : lastStep), lastStep)
      share.current = isAtEnd(from, direction) ? (direction > 0 ? 0 : 1) : from
      setPlaying(direction)
    },
    pause: () => setPlaying(null),
  }
}
