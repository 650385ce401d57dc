import type { RaceThread } from '../../src/client/race.ts'
import type { Contestant, Lap, RaceCommand, RaceReport } from '../../src/protocol/race.ts'

/** A contestant's thread in the test's hands. */
export class FakeRaceThread implements RaceThread {
  readonly commands: RaceCommand[] = []
  isTerminated = false
  private tell: (report: RaceReport) => void = () => undefined
  private mourn: (reason: string) => void = () => undefined
  readonly contestant: Contestant
  constructor(contestant: Contestant) {
    this.contestant = contestant
  }
  postMessage = (command: RaceCommand): void => void this.commands.push(command)
  onReport = (listener: (report: RaceReport) => void): void => void (this.tell = listener)
  onDeath = (listener: (reason: string) => void): void => void (this.mourn = listener)
  terminate = (): void => {
    this.isTerminated = true
  }
  report = (report: RaceReport): void => this.tell(report)
  die = (reason: string): void => this.mourn(reason)
  ready = (): void => this.report({ type: 'ready', precision: 'float32', renderer: null })
  lap = (changes: Partial<Lap> = {}): void => this.report({ type: 'lap', lap: lapOf(changes) })
  /** How many laps it has been asked for. */
  asked = (): number => this.commands.filter(({ type }) => type === 'run').length
}

/** A hundred steps in a tenth of a second. */
export const lapOf = (changes: Partial<Lap> = {}): Lap => ({
  ...{ steps: 100, seconds: 0.1, step: 100, loss: 0.5 },
  checkpoints: [],
  ...changes,
})

/** Deadlines in the test's hands. */
export const createFakeWait = () => {
  const open = new Set<() => void>()
  return {
    wait: (_: number, callback: () => void): (() => void) => {
      open.add(callback)
      return () => void open.delete(callback)
    },
    /** How many deadlines stand. */
    count: (): number => open.size,
    pass: (): void => [...open].forEach((callback) => callback()),
  }
}
