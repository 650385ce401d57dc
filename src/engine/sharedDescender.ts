/**
 * Networks that train together. On a backend that prefers batches, networks of the same shape (D,
 * and rows of each task) become one batch, so that a step of all of them is one piece of work for
 * the graphics processor; each is still used as if it were alone, and gets the same bits.
 *
 * Steps are only noted until somebody reads, or `flush()` is called: by then the others have noted
 * theirs too. Networks join and leave only where the weights of their batch have just been read:
 * putting a batch together anew then needs no read of its own. Until then one that has left stands
 * still, and one that has come trains in a batch apart.
 */
import type { DescentProblem, DescentSettings } from '../theory/descent.ts'
import {
  checkSteps,
  checkWeights,
  createBatchDescender,
  createDescender,
  shapeOf,
  type BatchDescender,
  type Descender,
} from './descender.ts'
import type { TrainingBackend } from './kernel.ts'

/** Where the networks of a session get their descenders. */
export interface DescenderSource {
  readonly backend: TrainingBackend
  /** As `createDescender`. Errors of the engine may show only when steps are queued or read. */
  open(problem: DescentProblem, weights: Float64Array): Descender
  /** Queues all steps that have only been noted so far. */
  flush(): void
}

/** A network's place in a group. */
interface Slot {
  readonly problem: DescentProblem
  /** Where it trains; null while its `start` waits for a crew. */
  crew: Crew | null
  start: Float64Array
  /** Steps noted but not yet taken, and how they are to be taken. */
  pending: number
  settings: DescentSettings
}

/** Slots that train in one batch. */
interface Crew {
  readonly batch: BatchDescender
  /** In the batch's order; those that have left point elsewhere. */
  readonly members: readonly Slot[]
  /** The batch's weights now, where they are at hand. */
  known: readonly Float64Array[] | null
  /** The read that gives the weights of now. */
  reading: Promise<Float64Array[]> | null
}

interface Reader {
  slot: Slot
  weights: Promise<Float64Array> | null
}

/** All networks of one shape. */
interface Group {
  readonly backend: TrainingBackend
  readonly slots: Set<Slot>
  readonly crews: Set<Crew>
  /** Reads that have been asked for in this moment. */
  readers: Reader[]
}

const isIn =
  (crew: Crew | null) =>
  (slot: Slot): boolean =>
    slot.crew === crew

const leaveCrew = (group: Group, slot: Slot): void => {
  const { crew } = slot
  slot.crew = null
  if (crew === null || crew.members.some(isIn(crew))) return
  group.crews.delete(crew)
  crew.batch.dispose()
}

/** Whether crews that can be put together anew should be. */
const isUntidy = ({ slots }: Group, movable: readonly Crew[]): boolean =>
  movable.length > 1 ||
  [...slots].some(isIn(null)) ||
  movable.some((crew) => !crew.members.every(isIn(crew)))

/** Makes one crew of all slots whose weights are at hand, if anyone has come or left. */
const arrange = (group: Group): void => {
  const movable = [...group.crews].filter(({ known }) => known !== null)
  if (!isUntidy(group, movable)) return
  for (const crew of movable) {
    crew.members.forEach((slot, index) => {
      if (slot.crew !== crew) return
      slot.start = crew.known?.[index] ?? slot.start
      leaveCrew(group, slot)
    })
  }
  const members = [...group.slots].filter(isIn(null))
  const batch = createBatchDescender(
    group.backend,
    members.map(({ problem }) => problem),
    members.map(({ start }) => start),
  )
  const crew: Crew = { batch, members, known: members.map(({ start }) => start), reading: null }
  group.crews.add(crew)
  for (const slot of members) slot.crew = crew
}

const moversOf = (crew: Crew): Slot[] =>
  crew.members.filter((slot) => slot.crew === crew && slot.pending > 0)

/** So many steps of all that have to take some; the others stand still. */
const run = (crew: Crew, movers: readonly Slot[], steps: number): void => {
  const settings = crew.members.map((slot) =>
    movers.includes(slot) ? slot.settings : { ...slot.settings, learningRate: 0 },
  )
  crew.known = null
  crew.reading = null
  crew.batch.advance(settings, steps)
  for (const slot of movers) slot.pending -= steps
}

/** Takes steps until none of the slots in question has any left; others take theirs meanwhile. */
const drain = (group: Group, isMeant: (slot: Slot) => boolean): void => {
  arrange(group)
  for (const crew of group.crews) {
    let movers = moversOf(crew)
    while (movers.some(isMeant)) {
      run(crew, movers, Math.min(...movers.map(({ pending }) => pending)))
      movers = moversOf(crew)
    }
  }
}

/** Everyone who reads in one moment gets the same read. */
const weightsOfCrew = (crew: Crew): Promise<Float64Array[]> => {
  if (crew.reading !== null) return crew.reading
  const reading = crew.batch.read()
  crew.reading = reading
  reading.then(
    (weights) => {
      if (crew.reading === reading) crew.known = weights
    },
    // Whoever reads meets the failure.
    () => undefined,
  )
  return reading
}

const weightsOf = async (slot: Slot): Promise<Float64Array> => {
  const { crew } = slot
  const index = crew?.members.indexOf(slot) ?? -1
  const own = crew === null ? undefined : (await weightsOfCrew(crew))[index]
  if (own === undefined) throw new Error('invalid read: the backend gave no weights')
  return own.slice()
}

/** Begins all reads that have been asked for. */
const startReads = (group: Group): void => {
  const { readers } = group
  group.readers = []
  const slots = new Set(readers.map(({ slot }) => slot))
  if (slots.size === 0) return
  try {
    drain(group, (slot) => slots.has(slot))
    for (const reader of readers) reader.weights = weightsOf(reader.slot)
  } catch (error) {
    const reason = error instanceof Error ? error : new Error(String(error))
    for (const reader of readers) reader.weights = Promise.reject(reason)
  }
}

/** What was asked of a slot's weights before they change concerns them as they are. */
const startReadsOf = (group: Group, slot: Slot): void => {
  if (group.readers.some((reader) => reader.slot === slot)) startReads(group)
}

const flush = (group: Group): void => {
  startReads(group)
  drain(group, () => true)
}

const read = async (group: Group, slot: Slot): Promise<Float64Array> => {
  const reader: Reader = { slot, weights: null }
  group.readers.push(reader)
  // Networks in lockstep read in the same moment: first let them all note their steps.
  await Promise.resolve()
  if (reader.weights === null) startReads(group)
  return await (reader.weights ?? Promise.reject(new Error('invalid read: it did not begin')))
}

const isSame = (one: DescentSettings, other: DescentSettings): boolean =>
  one.learningRate === other.learningRate &&
  one.weightDecay === other.weightDecay &&
  one.trainFirstLayer === other.trainFirstLayer

const note = (group: Group, slot: Slot, settings: DescentSettings): void => {
  startReadsOf(group, slot)
  if (slot.pending > 0 && !isSame(slot.settings, settings)) drain(group, (one) => one === slot)
  slot.settings = { ...settings }
}

const write = (group: Group, slot: Slot, weights: Float64Array): void => {
  startReadsOf(group, slot)
  slot.pending = 0
  const { crew } = slot
  if (crew?.known) {
    crew.known = crew.known.map((own, index) => (crew.members[index] === slot ? weights : own))
    crew.reading = null
    crew.batch.write(crew.known)
    return
  }
  leaveCrew(group, slot)
  slot.start = weights
}

const createSlot = (group: Group, problem: DescentProblem, weights: Float64Array): Descender => {
  checkWeights([weights], [problem])
  const settings: DescentSettings = { learningRate: 0, weightDecay: 0, trainFirstLayer: true }
  const slot: Slot = { problem, crew: null, start: weights.slice(), pending: 0, settings }
  group.slots.add(slot)
  const checkLiving = (): void => {
    if (!group.slots.has(slot)) throw new Error('invalid call: the descender is disposed of')
  }
  return {
    advance: (descent, steps) => {
      checkSteps(steps)
      checkLiving()
      note(group, slot, descent)
      slot.pending += steps
    },
    read: async () => {
      checkLiving()
      return read(group, slot)
    },
    write: (next) => {
      checkWeights([next], [problem])
      checkLiving()
      write(group, slot, next.slice())
    },
    settled: async () => {
      checkLiving()
      flush(group)
      await group.backend.settled()
    },
    dispose: () => {
      startReadsOf(group, slot)
      group.slots.delete(slot)
      slot.pending = 0
      leaveCrew(group, slot)
    },
  }
}

/** Descenders on a started backend, together where it prefers that. */
export const createDescenderSource = (backend: TrainingBackend): DescenderSource => {
  if (!backend.prefersBatches) {
    const open: DescenderSource['open'] = (...network) => createDescender(backend, ...network)
    return { backend, open, flush: () => undefined }
  }
  const groups = new Map<string, Group>()
  return {
    backend,
    open: (problem, weights) => {
      const shape = shapeOf(problem)
      const group = groups.get(shape) ?? {
        ...{ backend, slots: new Set(), crews: new Set(), readers: [] },
      }
      groups.set(shape, group)
      return createSlot(group, problem, weights)
    },
    flush: () => groups.forEach(flush),
  }
}
