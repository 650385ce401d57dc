/**
 * Teachers and training data of the two tasks of ReLU networks (docs/model.md, "ReLU networks").
 * Source: Lippl & Lindsey 2024 (teachers of orthonormal units; a main unit may be a mixture of an
 * auxiliary unit and a fresh direction).
 */
import { createRandom } from '../random.ts'
import {
  drawRows,
  TASK_STREAM,
  type FeatureGroups,
  type RegressionData,
  type TaskSettings,
} from '../tasks.ts'
import { randomBasis } from './orthonormal.ts'
import { reluOutputs, type ReluUnits } from './reluNetwork.ts'

/** What has to be known to draw the two tasks; k₁, k₂ and o count units of the teachers. */
export interface ReluTaskSettings extends Omit<TaskSettings, 'auxEntries' | 'mainEntries'> {
  /** H of the networks that are trained; no draw depends on it. */
  hiddenWidth: number
  /** ρ, the cosine between the main and the auxiliary unit of a pair, 0 … 1. */
  featureCorrelation: number
  /** m, the length of the main teacher's vector of readouts; the auxiliary one's is 1. */
  featureMagnitude: number
}

/**
 * The two tasks. There are K = k₁ + k₂ − o features: o pairs (`groups.shared`), the other auxiliary
 * and the other main units; feature K (`groups.unused`) stands for every other direction.
 */
export interface ReluTaskPair {
  network: 'relu'
  inputDim: number
  hiddenWidth: number
  groups: FeatureGroups
  /**
   * For each task the unit vectors that its features are measured along (shape K × D; a pair along
   * the task's own unit), with their readouts (shape K; 0 where the task does not use a feature).
   */
  teachers: { aux: ReluUnits; main: ReluUnits }
  /** The readouts of `teachers.aux` and a 0, shape K + 1. */
  auxTeacher: Float64Array
  /** The readouts of `teachers.main` and a 0, shape K + 1. */
  mainTeacher: Float64Array
  aux: RegressionData
  main: RegressionData
}

// Beside the streams of theory/tasks.ts that the rows come from.
const STREAM = { directions: 64, signs: 65, validationInputs: 66, validationNoise: 67 } as const

const assertSettings = (settings: ReluTaskSettings): void => {
  const { inputDim, auxActive, mainActive, overlap, featureCorrelation } = settings
  const counts = `(k1=${auxActive}, k2=${mainActive}, D=${inputDim})`
  if (overlap > Math.min(auxActive, mainActive)) {
    throw new RangeError(`invalid overlap: ${overlap} ${counts}`)
  }
  if (auxActive + mainActive > inputDim) {
    throw new RangeError(`invalid number of teacher units: more than inputs ${counts}`)
  }
  if (!(featureCorrelation >= 0 && featureCorrelation <= 1)) {
    throw new RangeError(`invalid featureCorrelation: ${featureCorrelation}`)
  }
}

const range = (from: number, to: number): number[] =>
  Array.from({ length: to - from }, (_, index) => from + index)

/**
 * Features by number: pairs, other auxiliary units, other main units, all else. Moving the overlap
 * leaves auxiliary units their numbers.
 */
const groupsOf = ({ auxActive, mainActive, overlap }: ReluTaskSettings): FeatureGroups => {
  const count = auxActive + mainActive - overlap
  return {
    shared: range(0, overlap),
    auxOnly: range(overlap, auxActive),
    mainOnly: range(auxActive, count),
    unused: [count],
  }
}

/** ρ·one + √(1−ρ²)·other for two orthonormal vectors; exactly `one` at ρ = 1. */
const mix = (one: Float64Array, other: Float64Array, correlation: number): Float64Array => {
  const rest = Math.sqrt((1 - correlation) * (1 + correlation))
  return one.map((value, d) => correlation * value + rest * (other[d] ?? 0))
}

/**
 * Both teachers. Auxiliary unit j has the direction and sign j of a random basis, main unit i the
 * (i+1)-th from its end, so that none depends on the number of units of the other task; the main
 * unit of a pair is the mixture with its auxiliary unit, with that one's sign.
 */
const createTeachers = (settings: ReluTaskSettings): ReluTaskPair['teachers'] => {
  const { inputDim, auxActive, mainActive, overlap, dataSeed } = settings
  const { featureCorrelation, featureMagnitude } = settings
  const basis = randomBasis(createRandom(dataSeed, STREAM.directions), inputDim)
  const signStream = createRandom(dataSeed, STREAM.signs)
  const signs = Array.from({ length: inputDim }, () => signStream.sign())
  const auxAxes = range(0, auxActive)
  const mainAxes = range(0, mainActive).map((unit) => inputDim - 1 - unit)
  const axis = (index: number): Float64Array =>
    basis.subarray(index * inputDim, (index + 1) * inputDim)
  const readoutsOf = (isUsed: (feature: number) => boolean, size: number): Float64Array =>
    Float64Array.from(axes, (index, feature) => (isUsed(feature) ? (signs[index] ?? 1) * size : 0))

  const axes = [...auxAxes, ...mainAxes.slice(overlap)]
  const directions = axes.map(axis)
  const mainDirections = directions.map((direction, feature) =>
    feature < overlap
      ? mix(direction, axis(mainAxes[feature] ?? 0), featureCorrelation)
      : direction,
  )
  const isMain = (feature: number): boolean => feature < overlap || feature >= auxActive
  return {
    aux: {
      inputDim,
      directions: concatenate(directions),
      readouts: readoutsOf((feature) => feature < auxActive, 1 / Math.sqrt(auxActive)),
    },
    main: {
      inputDim,
      directions: concatenate(mainDirections),
      readouts: readoutsOf(isMain, featureMagnitude / Math.sqrt(mainActive)),
    },
  }
}

const concatenate = (vectors: readonly Float64Array[]): Float64Array =>
  Float64Array.from(vectors.flatMap((vector) => Array.from(vector)))

const drawTask = (
  settings: ReluTaskSettings,
  teacher: ReluUnits,
  task: { rows: number; inputStream: number; noiseStream: number },
): RegressionData => {
  const { inputDim, labelNoise, dataSeed } = settings
  const teach = (inputs: Float64Array): Float64Array => reluOutputs(teacher, inputs)
  return drawRows({ ...task, inputDim, labelNoise, dataSeed, teach })
}

/** The auxiliary rows alone; `createReluTasks` draws the same. */
export const drawReluAuxiliary = (
  settings: ReluTaskSettings,
  auxTeacher: ReluUnits,
): RegressionData =>
  drawTask(settings, auxTeacher, {
    rows: settings.auxSamples,
    inputStream: TASK_STREAM.auxInputs,
    noiseStream: TASK_STREAM.auxNoise,
  })

/** Further rows of a task, as noisy as its training rows, for a method that has something to choose. */
export const drawReluValidation = (
  settings: ReluTaskSettings,
  teacher: ReluUnits,
  rows: number,
): RegressionData =>
  drawTask(settings, teacher, {
    rows,
    inputStream: STREAM.validationInputs,
    noiseStream: STREAM.validationNoise,
  })

/**
 * The part of the settings that the auxiliary rows depend on: overlap, correlation and magnitude are
 * not among it. No `auxiliaryKey` of a diagonal network is equal to it.
 */
export const reluAuxiliaryKey = (settings: ReluTaskSettings): string =>
  JSON.stringify([
    'relu',
    settings.inputDim,
    settings.auxActive,
    settings.auxSamples,
    settings.labelNoise,
    settings.dataSeed,
  ])

/**
 * Draws both tasks: rows as for the diagonal network, labels f(x) + noise from the teachers.
 * @param knownAux auxiliary rows drawn before with the same `reluAuxiliaryKey`, or NO_ROWS where they
 *   are not needed, to save drawing them
 * @throws RangeError if the overlap does not fit the teachers, these do not fit D, or ρ is not 0 … 1
 */
export const createReluTasks = (
  settings: ReluTaskSettings,
  knownAux?: RegressionData,
): ReluTaskPair => {
  assertSettings(settings)
  const { inputDim, hiddenWidth, mainSamples } = settings
  const teachers = createTeachers(settings)
  const { mainInputs, mainNoise } = TASK_STREAM
  const main = { rows: mainSamples, inputStream: mainInputs, noiseStream: mainNoise }
  return {
    network: 'relu',
    inputDim,
    hiddenWidth,
    groups: groupsOf(settings),
    teachers,
    auxTeacher: Float64Array.of(...teachers.aux.readouts, 0),
    mainTeacher: Float64Array.of(...teachers.main.readouts, 0),
    aux: knownAux ?? drawReluAuxiliary(settings, teachers.aux),
    main: drawTask(settings, teachers.main, main),
  }
}
