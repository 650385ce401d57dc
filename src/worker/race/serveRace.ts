/** A contestant's end of the channel: it opens, says what it is, and runs the laps it is told to. */
import type { Port } from '../../protocol/messages.ts'
import type { Contestant, RaceCommand, RacePrecision, RaceReport } from '../../protocol/race.ts'
import {
  anyTaskSettingsOf,
  startSettingsOf,
  trainingSettingsOf,
  type RunSpec,
} from '../../protocol/spec.ts'
import { createAnyTasks } from '../../theory/anyTasks.ts'
import type { PhaseRecipe } from '../../theory/methodRecipes.ts'
import { learningRateOf } from '../../theory/methodRun.ts'
import { networkOf, referenceFor } from '../../theory/networks.ts'
import { NO_ROWS } from '../../theory/tasks.ts'
import { createRunner, warmUp, type Runner } from './laps.ts'
import type { SteppedTraining, Stepper } from './stepper.ts'

/** What trains, started. */
interface Contender {
  precision: RacePrecision
  renderer: string | null
  /** The training at its first step; the caller disposes of it. */
  begin: (training: SteppedTraining) => Stepper
}

/** What the thread stands on; replaced in tests. */
export interface RaceEnvironment {
  /** Milliseconds since some fixed moment. */
  now: () => number
  /** Rejects with a sentence, without its full stop, if the contestant cannot train here. */
  open: (contestant: Contestant) => Promise<Contender>
}

const SINGLE_TASK: PhaseRecipe = { tasks: 'main', trainFirstLayer: true, endsAt: 'stopLoss' }

/** Single-task learning on the spec's main task: what every contestant trains. */
const raceOf = (spec: RunSpec) => {
  const tasks = createAnyTasks(anyTaskSettingsOf(spec), NO_ROWS)
  const network = networkOf(tasks)
  const problem = network.problem([tasks.main])
  const start = network.initialWeights(startSettingsOf(spec), 1)
  const settings = trainingSettingsOf(spec)
  const learningRate = learningRateOf({ network, settings }, SINGLE_TASK, start)
  const training: SteppedTraining = { problems: [problem], start, learningRate }
  const { measure } = referenceFor(problem)
  const zeroLoss = network.zeroLoss('main')
  return {
    training,
    lossOf: (weights: Float64Array): number => measure(weights, problem).loss / zeroLoss,
  }
}

/** Serves one port: one contestant, one race. */
export const serveRace = (
  port: Port<RaceReport, RaceCommand>,
  { now, open }: RaceEnvironment,
): void => {
  let runner: Runner | null = null

  const begin = async (contestant: Contestant, spec: RunSpec): Promise<RaceReport> => {
    const { training, lossOf } = raceOf(spec)
    const { precision, renderer, begin: beginTraining } = await open(contestant)
    const warm = beginTraining(training)
    const rate = await warmUp(warm, now)
    warm.dispose()
    runner = createRunner(beginTraining(training), rate, { now, lossOf })
    return { type: 'ready', precision, renderer }
  }
  const run = async (milliseconds: number): Promise<RaceReport> => {
    if (runner === null) throw new Error('invalid command: not ready')
    return { type: 'lap', lap: await runner.lap(milliseconds) }
  }

  port.addEventListener('message', ({ data: command }) => {
    const answer =
      command.type === 'open' ? begin(command.contestant, command.spec) : run(command.milliseconds)
    void answer
      .catch((error: unknown): RaceReport => {
        const sentence = error instanceof Error ? error.message : String(error)
        return { type: 'failed', sentence }
      })
      .then((report) => port.postMessage(report, []))
  })
}
