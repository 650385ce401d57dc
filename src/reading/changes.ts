/** What a move of the figure changed, so that exactly that can be taken back. */
import type { RunSpec } from '../protocol/spec.ts'
import type { View } from '../protocol/view.ts'
import type { ControlsState, ControlsStore } from '../store/controls.ts'

/** Settings of the run and of the view that a word sets. */
export interface Target {
  spec: Partial<RunSpec>
  view: Partial<View>
}

type Setting = Pick<ControlsState, 'spec' | 'view'>

/** What was and what is, for every setting that differs. */
export interface Change {
  before: Target
  after: Target
}

const isSame = (one: unknown, other: unknown): boolean =>
  JSON.stringify(one) === JSON.stringify(other)

/** The fields of `one` that differ from those of `other`. */
const differing = <T extends object>(one: T, other: Partial<T>): Partial<T> =>
  Object.fromEntries(
    Object.entries(one).filter(([field, value]) => !isSame(value, other[field as keyof T])),
  ) as Partial<T> // some of the fields of `one`

/** Whether the settings are those of the target. */
export const isAt = ({ spec, view }: Setting, target: Target): boolean =>
  Object.keys(differing(target.spec, spec)).length === 0 &&
  Object.keys(differing(target.view, view)).length === 0

const apply = (controls: ControlsStore, { spec, view }: Target): void => {
  const now = controls.getState()
  if (!isAt(now, { spec, view: {} })) controls.setSpec({ ...now.spec, ...spec })
  // After the run's settings, which clear what only made sense for the run before.
  if (!isAt(controls.getState(), { spec: {}, view })) controls.setView(view)
}

/** Sets what the target names, and says what that changed: counts may have had to follow. */
export const move = (controls: ControlsStore, target: Target): Change => {
  const before = controls.getState()
  apply(controls, target)
  const after = controls.getState()
  return {
    before: {
      spec: differing(before.spec, after.spec),
      view: differing(before.view, after.view),
    },
    after: {
      spec: differing(after.spec, before.spec),
      view: differing(after.view, before.view),
    },
  }
}

/** The fields of `before` that still have the value that the change gave them. */
const untouched = <T extends object>(before: Partial<T>, after: Partial<T>, now: T): Partial<T> =>
  Object.fromEntries(
    Object.entries(before).filter(([field]) =>
      isSame(after[field as keyof T], now[field as keyof T]),
    ),
  ) as Partial<T> // some of the fields of `before`

/** Takes a change back, except where the reader has gone on from it. */
export const takeBack = (controls: ControlsStore, { before, after }: Change): void => {
  const now = controls.getState()
  apply(controls, {
    spec: untouched(before.spec, after.spec, now.spec),
    view: untouched(before.view, after.view, now.view),
  })
}
