import { createWorkspace, descend } from '../../src/theory/descent.ts'
import { createEndPointWorkspace, solveEndPoint } from '../../src/theory/solvers/endPoint.ts'
import { solveFlow } from '../../src/theory/solvers/flow.ts'
import { weightsAfter, type NetworkWeights } from '../../src/theory/solvers/growth.ts'
import { coefficients } from '../../src/theory/diagonalNetwork.ts'
import { createTasks, predict, type TaskPair } from '../../src/theory/tasks.ts'
import type { Section } from '../section.ts'
import { median, type Row } from '../table.ts'

interface Size {
  inputDim: number
  samples: number
  auxActive: number
  /** Problems solved; the trajectory is followed for at most this many of them. */
  seeds: number
  flows: number
}

const SIZES: readonly Size[] = [
  { inputDim: 200, samples: 16, auxActive: 20, seeds: 40, flows: 20 },
  { inputDim: 1000, samples: 64, auxActive: 40, seeds: 16, flows: 8 },
  { inputDim: 1000, samples: 512, auxActive: 40, seeds: 3, flows: 1 },
]

const RESCALINGS = [10, 1, 0.1, 0.01, 0.001]
const INIT_SCALE = 1e-3
/** 160,000 steps of η = 0.1, looked at 200 times. */
const TIMES = Array.from({ length: 200 }, (_, index) => 16_000 * 10 ** ((index - 199) / 40))

const quantile = (values: number[], share: number): number => {
  const sorted = [...values].sort((one, other) => one - other)
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? NaN
}

const timed = (work: () => void): number => {
  const start = performance.now()
  work()
  return performance.now() - start
}

const drawTasks = (
  { inputDim, samples, auxActive }: Size,
  dataSeed: number,
  { mainActive, overlap } = { mainActive: 6, overlap: 3 },
): TaskPair =>
  createTasks({
    inputDim,
    auxActive,
    mainActive,
    overlap,
    auxSamples: 1,
    mainSamples: samples,
    labelNoise: 0,
    dataSeed,
  })

/** The network after perfect pretraining, rescaled by c, with the readout of the paper. */
const pretrained = ({ inputDim, auxTeacher }: TaskPair, rescale: number): NetworkWeights => {
  const start = new Float64Array(inputDim).fill(INIT_SCALE)
  const fresh = { wPlus: start, wMinus: start, vPlus: start, vMinus: start }
  const exponents = auxTeacher.map((value) => Math.asinh(value / (2 * INIT_SCALE ** 2)))
  const { wPlus, wMinus } = weightsAfter(fresh, exponents)
  const scaled = (values: Float64Array): Float64Array => values.map((value) => rescale * value)
  return {
    wPlus: scaled(wPlus),
    wMinus: scaled(wMinus),
    vPlus: scaled(start),
    vMinus: scaled(start),
  }
}

/** Steps per second of the float64 reference on the main task. */
const referenceRate = ({ main, inputDim }: TaskPair): number => {
  const weights = new Float64Array(4 * inputDim).fill(INIT_SCALE)
  const problem = { inputDim, tasks: [main] }
  const settings = { learningRate: 0.1, weightDecay: 0, trainFirstLayer: true }
  const workspace = createWorkspace(problem)
  const steps = Math.ceil(2e7 / (main.rows * inputDim))
  const run = (): void => descend(weights, problem, { settings, steps, workspace })
  run()
  return (1000 * steps) / timed(run)
}

/** A training loss that counts as trained to its end. */
const TRAINED = 1e-10
/** Steps between two looks at the loss, and the most that are taken. */
const LOOK = 500
const MOST_STEPS = 300_000

const trainingLoss = ({ main }: TaskPair, beta: Float64Array): number =>
  predict(main.inputs, beta).reduce(
    (sum, value, row) => sum + (value - (main.targets[row] ?? 0)) ** 2 / main.rows,
    0,
  )

/**
 * What the end point replaces: finetuning at c = 1 on a task that needs all that pretraining used,
 * to a loss of 1e-10, by the float64 reference.
 */
const trainToEnd = (size: Size): { steps: number; milliseconds: number; endPoint: number } => {
  const { auxActive } = size
  const tasks = drawTasks(size, 1, { mainActive: auxActive, overlap: auxActive })
  const endPoint = timed(() => solveEndPoint(tasks.main, pretrained(tasks, 1)))
  const { wPlus, wMinus, vPlus, vMinus } = pretrained(tasks, 1)
  const weights = Float64Array.from([...wPlus, ...wMinus, ...vPlus, ...vMinus])
  const problem = { inputDim: tasks.inputDim, tasks: [tasks.main] }
  const settings = { learningRate: 0.1, weightDecay: 0, trainFirstLayer: true }
  const workspace = createWorkspace(problem)
  let steps = 0
  const milliseconds = timed(() => {
    while (
      steps < MOST_STEPS &&
      trainingLoss(tasks, coefficients(weights, tasks.inputDim, 0)) > TRAINED
    ) {
      descend(weights, problem, { settings, steps: LOOK, workspace })
      steps += LOOK
    }
  })
  return { steps, milliseconds, endPoint }
}

/** All times in milliseconds. */
const measure = (size: Size) => {
  const times = { cold: [] as number[], warm: [] as number[], flow: [] as number[] }
  const workspace = createEndPointWorkspace(size.samples, size.inputDim)
  let rate = NaN
  for (let seed = 1; seed <= size.seeds; seed += 1) {
    const tasks = drawTasks(size, seed)
    if (seed === 1) rate = referenceRate(tasks)
    for (const rescale of RESCALINGS) {
      const weights = pretrained(tasks, rescale)
      times.cold.push(timed(() => solveEndPoint(tasks.main, weights, { workspace })))
      // As in a drag: the slider has moved by 3 %.
      const { lambda } = solveEndPoint(tasks.main, weights, { workspace })
      const moved = pretrained(tasks, 1.03 * rescale)
      times.warm.push(timed(() => solveEndPoint(tasks.main, moved, { lambda, workspace })))
      if (seed > size.flows) continue
      times.flow.push(timed(() => solveFlow(tasks.main, weights, TIMES)))
    }
  }
  return { ...times, rate }
}

/** Where training comes to its end at all. */
const trainingRow = (size: Size): Row => {
  if (size.samples > 64) return { 'steps to 1e-10': '–', 'training / end point': '–' }
  const { steps, milliseconds, endPoint } = trainToEnd(size)
  return { 'steps to 1e-10': steps, 'training / end point': milliseconds / endPoint }
}

/** The exact solvers in Node, on one thread; no browser takes part. */
export const solvers: Section = {
  title: 'Exact solvers beside training (float64, milliseconds)',
  run: () => {
    const [smallest] = SIZES
    // Compiles everything before the first number counts.
    if (smallest) measure({ ...smallest, seeds: 10, flows: 3 })
    const rows = SIZES.map((size): Row => {
      const { cold, warm, flow, rate } = measure(size)
      return {
        D: String(size.inputDim),
        n: String(size.samples),
        'end point, cold': median(cold),
        'cold, 95 %': quantile(cold, 0.95),
        warm: median(warm),
        'warm, 95 %': quantile(warm, 0.95),
        'trajectory to 160,000 steps': median(flow),
        'trajectory, 95 %': quantile(flow, 0.95),
        'reference, steps/s': Math.round(rate),
        ...trainingRow(size),
      }
    })
    return Promise.resolve(rows)
  },
}
