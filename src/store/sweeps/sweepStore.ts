/**
 * A picture over many runs that follows the controls: which sheets of numbers it needs, and when
 * they are computed. Ladder and regime map are both one of these. No React.
 */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Pool } from '../../client/pool.ts'
import type { Priority } from '../../protocol/computing.ts'
import type { ControlsState, ControlsStore } from '../controls.ts'
import { EFFORT } from './effort.ts'
import { createFillers, type Fillers } from './fillers.ts'
import { seedsFrom } from './seeds.ts'
import { emptySheet, type Sheet, type SheetPlan } from './sheet.ts'
import { createSheetCache, type SheetCache } from './sheetCache.ts'

/** Milliseconds for which nothing has been changed before a new sheet is computed. */
const REST = 200

/** One sheet of a picture, by its role in it. */
export interface PlannedSheet<Role extends string> {
  role: Role
  /** Everything that its numbers depend on, as one text. */
  key: string
  /** What to compute; asked only when that begins. */
  plan: () => Omit<SheetPlan, 'key'>
  priority: Priority
  /** Once begun it is computed to its end, also while the picture is out of sight. */
  keepsFilling: boolean
}

/** What a picture is of, and its sheets in the order in which they are handed in. */
interface SweepPlan<Subject, Role extends string> {
  subject: Subject
  sheets: readonly PlannedSheet<Role>[]
}

export interface SweepState<Subject, Role extends string> {
  subject: Subject
  /** Data seeds that are looked at together. */
  seeds: readonly number[]
  /** None before its computation begins. Numbers are written in place; `version` tells when. */
  sheets: Readonly<Partial<Record<Role, Sheet>>>
  /** Counts the answers. */
  version: number
}

export interface SweepStore<Subject, Role extends string> {
  store: StoreApi<SweepState<Subject, Role>>
  /** Nothing is computed for what is not looked at. */
  setInView: (isInView: boolean) => void
  /** Follows the controls until the returned function is called. */
  follow: () => () => void
}

/** What a picture over runs stands on; replaced in tests. */
export interface SweepSurroundings {
  controls: ControlsStore
  pool: Pool
  /** Calls back after so many milliseconds, unless the returned function is called before. */
  wait: (milliseconds: number, callback: () => void) => () => void
}

interface SweepOptions<Subject, Role extends string> extends SweepSurroundings {
  planOf: (state: ControlsState, seeds: readonly number[]) => SweepPlan<Subject, Role>
  /** Sheets that are remembered, so that going back is instant. */
  kept: number
}

type Sheets<Role extends string> = Partial<Record<Role, Sheet>>

const listOf = <Role extends string>(sheets: Sheets<Role>): Sheet[] =>
  Object.values<Sheet | undefined>(sheets).filter((sheet) => sheet !== undefined)

/** The sheets of a plan as far as they are there: shown at present, or remembered. */
const sheetsAtHand = <Role extends string>(
  planned: readonly PlannedSheet<Role>[],
  shown: Sheets<Role>,
  cache: SheetCache,
): Sheets<Role> => {
  const sheets: Sheets<Role> = {}
  for (const { role, key } of planned) {
    const old = shown[role]
    const sheet = old?.plan.key === key ? old : cache.find(key)
    if (sheet !== undefined) sheets[role] = sheet
  }
  return sheets
}

/** The same picture as before needs no answer: the swept control itself may be moved at will. */
const isSamePlan = <Subject, Role extends string>(
  next: SweepPlan<Subject, Role>,
  before: SweepPlan<Subject, Role>,
): boolean =>
  next.sheets.map(({ key }) => key).join() === before.sheets.map(({ key }) => key).join() &&
  JSON.stringify(next.subject) === JSON.stringify(before.subject)

/** Begins every planned sheet; one that is not there is made. */
const fillPlanned = <Role extends string>(
  planned: readonly PlannedSheet<Role>[],
  shown: Sheets<Role>,
  { cache, fillers }: { cache: SheetCache; fillers: Fillers },
): Sheets<Role> => {
  const sheets = { ...shown }
  for (const { role, key, plan, priority } of planned) {
    const sheet = sheets[role] ?? emptySheet({ key, ...plan() })
    sheets[role] = sheet
    cache.keep(sheet)
    fillers.begin(sheet, priority)
  }
  return sheets
}

/** Out of sight only what was promised goes on. */
const pauseHidden = <Role extends string>(
  planned: readonly PlannedSheet<Role>[],
  shown: Sheets<Role>,
  fillers: Fillers,
): void => {
  for (const { role, keepsFilling } of planned) {
    const sheet = shown[role]
    if (sheet !== undefined && !keepsFilling) fillers.cancel(sheet)
  }
}

/** The time for which nothing may be computed after a change. */
const createRest = (wait: SweepSurroundings['wait']) => {
  let isOpen = false
  let stop = (): void => undefined
  const cancel = (): void => {
    stop()
    isOpen = false
  }
  return {
    isOpen: () => isOpen,
    cancel,
    /** Begins anew; calls back at its end. */
    begin: (callback: () => void): void => {
      cancel()
      isOpen = true
      stop = wait(REST, () => {
        isOpen = false
        callback()
      })
    },
  }
}

const seedsOf = ({ spec }: ControlsState): number[] =>
  seedsFrom(spec.dataSeed, EFFORT[spec.network].seeds)

export const createSweepStore = <Subject, Role extends string>(
  options: SweepOptions<Subject, Role>,
): SweepStore<Subject, Role> => {
  const { controls, pool, wait, planOf, kept } = options
  const cache = createSheetCache(kept)
  let seeds: readonly number[] = seedsOf(controls.getState())
  let plan = planOf(controls.getState(), seeds)
  let isInView = false
  const pause = createRest(wait)
  const noSheets: Sheets<Role> = {}
  const store = createStore<SweepState<Subject, Role>>(() => ({
    subject: plan.subject,
    seeds,
    sheets: noSheets,
    version: 0,
  }))
  const update = (change: Partial<SweepState<Subject, Role>>): void =>
    store.setState({ ...change, version: store.getState().version + 1 })
  const fillers = createFillers(pool, () => update({}))

  const fill = (): void => {
    if (!isInView || pause.isOpen()) return
    update({ sheets: fillPlanned(plan.sheets, store.getState().sheets, { cache, fillers }) })
  }
  const rest = (): void => pause.begin(fill)

  /** Sheets of the same key stay, and go on; others are dropped at once. */
  const take = (state: ControlsState): void => {
    // A seed among those shown keeps the picture, or a click on a dot would move all dots.
    const isOther = seeds.length !== EFFORT[state.spec.network].seeds
    if (isOther || !seeds.includes(state.spec.dataSeed)) seeds = seedsOf(state)
    const next = planOf(state, seeds)
    if (isSamePlan(next, plan)) return
    plan = next
    const before = store.getState().sheets
    const sheets = sheetsAtHand(plan.sheets, before, cache)
    const kept = listOf(sheets)
    for (const old of listOf(before)) if (!kept.includes(old)) fillers.cancel(old)
    update({ subject: plan.subject, seeds, sheets })
    rest()
  }

  return {
    store,
    setInView: (isNowInView) => {
      isInView = isNowInView
      if (isNowInView) fill()
      else pauseHidden(plan.sheets, store.getState().sheets, fillers)
    },
    follow: () => {
      take(controls.getState())
      rest()
      const unsubscribe = controls.subscribe((state, before) => {
        if (state.spec !== before.spec || state.view !== before.view) take(state)
      })
      return () => {
        unsubscribe()
        pause.cancel()
        fillers.cancelAll()
      }
    },
  }
}
