/**
 * Teachers and training data of the auxiliary and the main task (docs/model.md, "Tasks").
 * Source: Lippl & Lindsey 2024, section 3 (sparse linear teachers, normalized Gaussian inputs).
 */
import { createRandom, permutation, type Random } from './random.ts'

/** The size of every active entry of a teacher with k active features: |β| = 1, or Σ|β| = 1. */
export const TEACHER_ENTRIES = ['1/sqrt(k)', '1/k'] as const

export type TeacherEntries = (typeof TEACHER_ENTRIES)[number]

/** What has to be known to draw the two tasks. All counts are integers. */
export interface TaskSettings {
  /** D, the number of input features. */
  inputDim: number
  /** k₁, active features of the auxiliary teacher, 0 … D. */
  auxActive: number
  /** k₂, active features of the main teacher, 1 … D. */
  mainActive: number
  /** o, how many main features are also auxiliary features, 0 … min(k₁, k₂), k₁+k₂−o ≤ D. */
  overlap: number
  /** n₁, training rows of the auxiliary task. */
  auxSamples: number
  /** n, training rows of the main task. */
  mainSamples: number
  /** Standard deviation of the noise added to every training label of both tasks. */
  labelNoise: number
  dataSeed: number
  /** Of the auxiliary teacher; 1/√k if absent. */
  auxEntries?: TeacherEntries
  /** Of the main teacher; 1/√k if absent. */
  mainEntries?: TeacherEntries
}

/** Training data of one task: y = X β + noise. */
export interface RegressionData {
  /** n, the number of rows. */
  rows: number
  /** X, shape n × D, row after row. */
  inputs: Float64Array
  /** y, shape n. */
  targets: Float64Array
  /** All x_id with d < i are 0: a factor of the data that was drawn (theory/rowReduction.ts). */
  isTriangular?: boolean
}

/** Feature numbers (0 … D−1) by what the two teachers do with them. */
export interface FeatureGroups {
  auxOnly: readonly number[]
  shared: readonly number[]
  mainOnly: readonly number[]
  unused: readonly number[]
}

export interface TaskPair {
  network: 'diagonal'
  inputDim: number
  groups: FeatureGroups
  /** β of the auxiliary teacher, shape D. */
  auxTeacher: Float64Array
  /** β of the main teacher, shape D. */
  mainTeacher: Float64Array
  aux: RegressionData
  main: RegressionData
}

// One stream per purpose: changing one setting leaves every other draw as it was.
export const TASK_STREAM = {
  teachers: 0,
  mainInputs: 1,
  auxInputs: 2,
  mainNoise: 3,
  auxNoise: 4,
} as const

/**
 * Rows x ~ N(0, I), each divided by √(mean x²), so that |x|² = D. Shape rows × inputDim. More rows
 * continue the same sequence: the first rows do not change.
 */
export const drawInputs = (random: Random, rows: number, inputDim: number): Float64Array => {
  const inputs = new Float64Array(rows * inputDim)
  for (let start = 0; start < inputs.length; start += inputDim) {
    let squares = 0
    for (let index = start; index < start + inputDim; index += 1) {
      const value = random.normal()
      inputs[index] = value
      squares += value * value
    }
    const scale = 1 / Math.sqrt(squares / inputDim)
    for (let index = start; index < start + inputDim; index += 1) {
      inputs[index] = (inputs[index] ?? 0) * scale
    }
  }
  return inputs
}

/** X β for X of shape rows × D. */
export const predict = (inputs: Float64Array, coefficients: Float64Array): Float64Array => {
  const inputDim = coefficients.length
  const predictions = new Float64Array(inputDim === 0 ? 0 : inputs.length / inputDim)
  for (let row = 0; row < predictions.length; row += 1) {
    let sum = 0
    const start = row * inputDim
    for (let d = 0; d < inputDim; d += 1) sum += (inputs[start + d] ?? 0) * (coefficients[d] ?? 0)
    predictions[row] = sum
  }
  return predictions
}

/** Where the rows of one task come from. */
export interface SampleOptions {
  rows: number
  inputDim: number
  labelNoise: number
  dataSeed: number
  inputStream: number
  noiseStream: number
  /** The teacher: labels without noise of rows × inputDim inputs. */
  teach: (inputs: Float64Array) => Float64Array
}

/** The training rows of one task, from its own two streams. */
export const drawRows = (options: SampleOptions): RegressionData => {
  const { rows, labelNoise, dataSeed } = options
  const inputs = drawInputs(createRandom(dataSeed, options.inputStream), rows, options.inputDim)
  const targets = options.teach(inputs)
  const noise = createRandom(dataSeed, options.noiseStream)
  for (let row = 0; row < rows; row += 1) {
    targets[row] = (targets[row] ?? 0) + labelNoise * noise.normal()
  }
  return { rows, inputs, targets }
}

/** A teacher on the given features, with the given signs (shape D, which it has too). */
const sparseTeacher = (
  features: readonly number[],
  signs: Int8Array,
  entries: TeacherEntries = '1/sqrt(k)',
): Float64Array => {
  const teacher = new Float64Array(signs.length)
  const divisor = entries === '1/k' ? features.length : Math.sqrt(features.length)
  for (const feature of features) teacher[feature] = (signs[feature] ?? 1) / divisor
  return teacher
}

const drawGroups = (random: Random, settings: TaskSettings): FeatureGroups => {
  const { inputDim, auxActive, mainActive, overlap } = settings
  const order = Array.from(permutation(random, inputDim))
  const end = auxActive + mainActive - overlap
  return {
    shared: order.slice(0, overlap),
    auxOnly: order.slice(overlap, auxActive),
    mainOnly: order.slice(auxActive, end),
    unused: order.slice(end).sort((a, b) => a - b),
  }
}

const assertSettings = (settings: TaskSettings): void => {
  const { inputDim, auxActive, mainActive, overlap } = settings
  if (overlap > Math.min(auxActive, mainActive) || auxActive + mainActive - overlap > inputDim) {
    throw new RangeError(
      `invalid overlap: ${overlap} (k1=${auxActive}, k2=${mainActive}, D=${inputDim})`,
    )
  }
}

const drawTask = (
  settings: TaskSettings,
  teacher: Float64Array,
  task: { rows: number; inputStream: number; noiseStream: number },
): RegressionData => {
  const { inputDim, labelNoise, dataSeed } = settings
  const teach = (inputs: Float64Array): Float64Array => predict(inputs, teacher)
  return drawRows({ ...task, inputDim, labelNoise, dataSeed, teach })
}

/** No rows, for who needs only the main task: see `createTasks`. */
export const NO_ROWS: RegressionData = {
  rows: 0,
  inputs: new Float64Array(0),
  targets: new Float64Array(0),
}

/** The auxiliary rows alone; `createTasks` draws the same. */
export const drawAuxiliary = (settings: TaskSettings, auxTeacher: Float64Array): RegressionData =>
  drawTask(settings, auxTeacher, {
    rows: settings.auxSamples,
    inputStream: TASK_STREAM.auxInputs,
    noiseStream: TASK_STREAM.auxNoise,
  })

/** The part of the settings that the auxiliary rows depend on; the overlap is not among it. */
export const auxiliaryKey = (settings: TaskSettings): string =>
  JSON.stringify([
    settings.inputDim,
    settings.auxActive,
    settings.auxSamples,
    settings.labelNoise,
    settings.dataSeed,
    settings.auxEntries,
  ])

/**
 * Draws both tasks. A shared feature has the same sign in both teachers. The features and all signs
 * depend on the data seed and D alone, so moving the overlap exchanges single features, and the
 * auxiliary rows stay what they were.
 * @param knownAux auxiliary rows drawn before with the same `auxiliaryKey`, or NO_ROWS where they are
 *   not needed, to save drawing them
 * @throws RangeError if the overlap does not fit the active features, or these do not fit D.
 */
export const createTasks = (settings: TaskSettings, knownAux?: RegressionData): TaskPair => {
  assertSettings(settings)
  const { inputDim, dataSeed, mainSamples, auxEntries, mainEntries } = settings
  const random = createRandom(dataSeed, TASK_STREAM.teachers)
  const groups = drawGroups(random, settings)
  const signs = Int8Array.from({ length: inputDim }, () => random.sign())
  const auxTeacher = sparseTeacher([...groups.shared, ...groups.auxOnly], signs, auxEntries)
  const mainTeacher = sparseTeacher([...groups.shared, ...groups.mainOnly], signs, mainEntries)
  const { mainInputs, mainNoise } = TASK_STREAM
  const main = { rows: mainSamples, inputStream: mainInputs, noiseStream: mainNoise }
  return {
    network: 'diagonal',
    inputDim,
    groups,
    auxTeacher,
    mainTeacher,
    aux: knownAux ?? drawAuxiliary(settings, auxTeacher),
    main: drawTask(settings, mainTeacher, main),
  }
}
