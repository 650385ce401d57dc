/**
 * How long a run may still take, from how its clock has moved. Only where computing is what takes the
 * time: a pace that the reader has chosen is no news to them. Pure; time is an argument.
 */
import {
  DECADES_A_SECOND,
  PICTURES_A_SECOND,
  type ClockPoint,
  type Pace,
} from '../protocol/clock.ts'

interface Look {
  milliseconds: number
  clock: ClockPoint
}

export interface PaceMeter {
  /** Where the clock stood at a moment, in milliseconds from any beginning. */
  note: (clock: ClockPoint, milliseconds: number) => void
  /**
   * Steps of the clock a second, over the last seconds; `null` while too little has been seen, and
   * where the chosen pace, not computing, sets it.
   */
  stepsPerSecond: (pace: Pace) => number | null
}

/** Seconds that are looked back on; a hiccup within them counts little. */
const LONGEST_LOOK_BACK = 10
const SHORTEST_LOOK_BACK = 4

/** What the clock would do at this pace if computing took no time. */
const pacedSteps = (from: number, seconds: number, pace: Pace): number =>
  pace === 'full'
    ? Infinity
    : Math.max(PICTURES_A_SECOND * seconds, from * (10 ** (DECADES_A_SECOND[pace] * seconds) - 1))

export const createPaceMeter = (): PaceMeter => {
  let looks: Look[] = []
  return {
    note: (clock, milliseconds) => {
      const last = looks.at(-1)
      const goesOn = last?.clock.stage === clock.stage && last.clock.step <= clock.step
      looks = goesOn
        ? looks.filter((look) => milliseconds - look.milliseconds <= 1000 * LONGEST_LOOK_BACK)
        : []
      looks.push({ milliseconds, clock: { ...clock } })
    },
    stepsPerSecond: (pace) => {
      const [first, last] = [looks[0], looks.at(-1)]
      if (first === undefined || last === undefined) return null
      const seconds = (last.milliseconds - first.milliseconds) / 1000
      const steps = last.clock.step - first.clock.step
      if (seconds < SHORTEST_LOOK_BACK || steps === 0) return null
      // A screen may draw less often than the clock would like: by half at most.
      if (steps > pacedSteps(first.clock.step, seconds, pace) / 2) return null
      return steps / seconds
    },
  }
}

/**
 * The most seconds that a run still takes: to its step limit, which ends what does not converge, and
 * before the main task to that of pretraining.
 */
export const mostSecondsLeft = (
  clock: ClockPoint,
  stepLimit: number,
  stepsPerSecond: number,
): number => {
  const steps = Math.max(0, stepLimit - clock.step)
  return (clock.stage === 'pretraining' ? steps + stepLimit : steps) / stepsPerSecond
}

const LONG = 120
const NO_LONGER_LONG = 60

/** Whether a reader should be told; once they have been, little changes do not take it back. */
export const isLong = (seconds: number, wasLong: boolean): boolean =>
  seconds > (wasLong ? NO_LONGER_LONG : LONG)

/** "about 3 minutes", "about 2 hours": as coarse as it is uncertain. */
export const durationInWords = (seconds: number): string => {
  const minutes = seconds / 60
  if (minutes >= 90) return `about ${String(Math.round(minutes / 60))} hours`
  const rounded = minutes >= 20 ? 5 * Math.round(minutes / 5) : Math.max(1, Math.round(minutes))
  return rounded === 1 ? 'about a minute' : `about ${String(rounded)} minutes`
}
