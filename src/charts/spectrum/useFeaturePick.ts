import { useState, type KeyboardEvent, type PointerEvent } from 'react'
import { nearestSlot, type FeatureSlot, type SpectrumLayout } from './spectrumLayout.ts'
import type { FeatureGroup } from './types.ts'

export interface FeaturePick {
  /** Position in the layout's slots, or -1 while nothing is picked. */
  position: number
  slot: FeatureSlot | null
  handlers: {
    onPointerMove: (event: PointerEvent<HTMLElement>) => void
    onPointerDown: (event: PointerEvent<HTMLElement>) => void
    onPointerLeave: (event: PointerEvent<HTMLElement>) => void
    onKeyDown: (event: KeyboardEvent<HTMLElement>) => void
  }
}

export interface FeaturePickOptions {
  layout: SpectrumLayout | null
  /** The picked feature when the caller keeps it; `undefined` lets the chart keep it itself. */
  picked: number | null | undefined
  onPick: ((feature: number | null, group: FeatureGroup | null) => void) | undefined
  groups: readonly FeatureGroup[]
}

/** Position of the first feature of the next (+1) or previous (-1) group that has any. */
function groupStep(slots: readonly FeatureSlot[], position: number, direction: number): number {
  const group = slots[position]?.group ?? -1
  if (direction > 0) {
    const next = slots.findIndex((slot) => slot.group > group)
    return next === -1 ? slots.length - 1 : next
  }
  const earlier = slots.filter((slot) => slot.group < group).at(-1)?.group ?? 0
  return Math.max(
    0,
    slots.findIndex((slot) => slot.group === earlier),
  )
}

type KeyMove = (slots: readonly FeatureSlot[], position: number) => number

const forward: KeyMove = (slots, position) => Math.min(slots.length - 1, position + 1)
const backward: KeyMove = (_, position) => Math.max(0, position - 1)

const KEY_MOVES: Readonly<Record<string, KeyMove>> = {
  ArrowRight: forward,
  ArrowUp: forward,
  ArrowLeft: backward,
  ArrowDown: backward,
  Home: () => 0,
  End: (slots) => slots.length - 1,
  PageDown: (slots, position) => groupStep(slots, position, 1),
  PageUp: (slots, position) => groupStep(slots, position, -1),
  Escape: () => -1,
}

/** Where a key leads from `position`, -1 for nowhere; `null` for keys that mean nothing here. */
function positionAfterKey(
  key: string,
  slots: readonly FeatureSlot[],
  position: number,
): number | null {
  return KEY_MOVES[key]?.(slots, position) ?? null
}

/** The position of the picked feature, and how to pick another one. */
function usePosition(options: FeaturePickOptions): [number, (next: number) => void] {
  const { layout, picked, onPick, groups } = options
  const [own, setOwn] = useState<number | null>(null)
  const feature = picked === undefined ? own : picked
  const slots = layout?.slots ?? NO_SLOTS
  const position = feature === null ? -1 : slots.findIndex((slot) => slot.feature === feature)
  const pick = (next: number): void => {
    const slot = slots[next]
    if (next === position) return
    setOwn(slot?.feature ?? null)
    onPick?.(slot?.feature ?? null, groups[slot?.group ?? -1] ?? null)
  }
  return [position, pick]
}

const NO_SLOTS: readonly FeatureSlot[] = []

/** Keeps which feature the pointer or the keyboard points at. */
export function useFeaturePick(options: FeaturePickOptions): FeaturePick {
  const { layout } = options
  const [position, pick] = usePosition(options)
  const slots = layout?.slots ?? NO_SLOTS
  const pickAt = (event: PointerEvent<HTMLElement>): void => {
    if (layout === null) return
    const left = event.currentTarget.getBoundingClientRect().left
    pick(nearestSlot(slots, event.clientX - left + layout.plot.x))
  }
  return {
    position,
    slot: slots[position] ?? null,
    handlers: {
      onPointerMove: pickAt,
      onPointerDown: pickAt,
      onPointerLeave: (event) => {
        // A finger leaves the screen with every tap; its pick stays to be read.
        if (event.pointerType === 'mouse') pick(-1)
      },
      onKeyDown: (event) => {
        if (event.altKey || event.ctrlKey || event.metaKey) return
        const next = positionAfterKey(event.key, slots, position)
        if (next === null) return
        // Escape is also for whatever surrounds the chart.
        if (event.key !== 'Escape') event.preventDefault()
        pick(next)
      },
    },
  }
}
