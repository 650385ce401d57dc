import type { ComputeThread } from '../../src/client/lanes.ts'
import type { ComputeCommand, ComputeReport } from '../../src/protocol/computing.ts'

type Begin = Extract<ComputeCommand, { type: 'begin' }>

/** A thread in the test's hands. */
export class FakeThread implements ComputeThread {
  readonly commands: ComputeCommand[] = []
  isTerminated = false
  private readonly reporters: ((report: ComputeReport) => void)[] = []
  private readonly mourners: ((reason: string) => void)[] = []
  postMessage = (command: ComputeCommand): void => void this.commands.push(command)
  onReport = (listener: (report: ComputeReport) => void): void => void this.reporters.push(listener)
  onDeath = (listener: (reason: string) => void): void => void this.mourners.push(listener)
  terminate = (): void => {
    this.isTerminated = true
  }
  begun = (): Begin[] => this.commands.filter((command) => command.type === 'begin')
  /** Data seeds of the jobs it was given, in order: what tells jobs apart here. */
  seeds = (): number[] => this.begun().map(({ job }) => job.spec.dataSeed)
  report = (report: ComputeReport): void => this.reporters.forEach((tell) => tell(report))
  idOf = (seed: number): number =>
    this.begun().findLast(({ job }) => job.spec.dataSeed === seed)?.id ?? NaN
  /** Ends the sweep of this seed with one number. */
  answer = (seed: number, value = seed): void =>
    this.report({
      type: 'done',
      id: this.idOf(seed),
      result: { values: Float64Array.of(value) },
    })
  die = (reason = 'out of memory'): void => this.mourners.forEach((mourn) => mourn(reason))
}

/** Lets everything be told that needs no thread. */
export const settled = async (): Promise<void> => {
  for (let turn = 0; turn < 3; turn += 1) await Promise.resolve()
}
