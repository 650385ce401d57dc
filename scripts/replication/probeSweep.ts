/**
 * Linear probing of diagonal networks as LL24 run it: with steps of η, where the page divides η by
 * the scale of the frozen features. The way is that of the exact flow.
 */
import { startSettingsOf, taskSettingsOf, trainingSettingsOf } from '../../src/protocol/spec.ts'
import { METHOD_RECIPES } from '../../src/theory/methodRecipes.ts'
import { networkOf } from '../../src/theory/networks.ts'
import { startingWeights, type TrainingContext } from '../../src/theory/referenceTrainer.ts'
import { createTasks, drawAuxiliary, NO_ROWS } from '../../src/theory/tasks.ts'
import { solveExactly } from '../cli/exactRun.ts'
import { createPretrainer } from '../cli/pretraining.ts'
import type { Terminal } from '../cli/terminal.ts'
import { planSweep, type PlannedRun } from '../cli/sweepPlan.ts'
import { fillTable } from '../cli/table.ts'
import { bestUntilStop, trainingLossOf } from '../cli/trajectory.ts'

/** The smallest expected squared error until training would stop. */
export type ProbeRunner = (planned: PlannedRun) => number

/** η that leads to steps of `step` where the page's step is η over this scale. */
const contextOf = (tasks: TrainingContext['tasks'], { spec }: PlannedRun): TrainingContext => ({
  tasks,
  start: startSettingsOf(spec),
  settings: trainingSettingsOf(spec),
})

/** Runs probes one after another; remembers pretrained weights. */
export const createProbeRunner = (): ProbeRunner => {
  const pretrain = createPretrainer()
  return (planned) => {
    const { spec, method, protocol } = planned
    const { auxEntries, mainEntries, pretraining: length } = protocol
    const settings = { ...taskSettingsOf(spec), auxEntries, mainEntries }
    const tasks = createTasks(settings, NO_ROWS)
    const context = contextOf(tasks, planned)
    const drawAux = () => drawAuxiliary(settings, tasks.auxTeacher)
    const recipe = METHOD_RECIPES[method]
    const pretrained =
      recipe.startsFrom === 'pretraining'
        ? pretrain({ context, settings, length, drawAux })
        : undefined
    const scale = networkOf(tasks).probingScale(startingWeights(recipe, context, pretrained))
    const learningRate = spec.learningRate * scale
    const slowed = { ...context, settings: { ...context.settings, learningRate } }
    const { times, betas } = solveExactly(method, slowed, pretrained)
    const points = betas.map((beta, index) => ({
      time: times[index] ?? 0,
      trainingLoss: trainingLossOf(tasks.main, beta),
      loss: beta.reduce((sum, value, d) => sum + (value - (tasks.mainTeacher[d] ?? 0)) ** 2, 0),
    }))
    return points.length === 0 ? NaN : bestUntilStop(points, spec.stopLoss).loss
  }
}

const SETTINGS = ['mainActive', 'overlap', 'rescale', 'mainSamples', 'dataSeed'] as const

/** Computes what of the sweep is not yet in the file `output`. */
export const runProbeSweep = (
  { input, output }: { input: Readonly<Record<string, unknown>>; output: string },
  terminal: Terminal,
  run: ProbeRunner,
): void => {
  const rows = planSweep(input).map((planned) => ({
    settings: [planned.method, ...SETTINGS.map((field) => planned.spec[field])],
    compute: () => {
      const loss = run(planned)
      return [Number.isFinite(loss) ? loss : null]
    },
  }))
  fillTable({ header: ['method', ...SETTINGS, 'bestLossUntilStop'], rows, output }, terminal)
}
