/** What the engines were measured to do on this device, kept from visit to visit. */
import { ENGINE_IDS, type EngineRate, type EngineRates } from '../protocol/engines.ts'

export interface EngineMemory {
  read: () => EngineRates
  keep: (work: string, rates: readonly EngineRate[]) => void
}

/** Where texts are kept; the browser's may be missing, full, or forbidden. */
export interface TextStorage {
  getItem: (key: string) => string | null
  setItem: (key: string, text: string) => void
}

const KEY = 'regimes-of-reuse engines'
/** Kinds of problems: each is twice the work of the one before. */
const MOST_KINDS = 40

const isRate = (value: unknown): value is EngineRate => {
  if (typeof value !== 'object' || value === null) return false
  const { id, stepsPerSecond } = value as Partial<EngineRate>
  return (
    ENGINE_IDS.some((known) => known === id) &&
    typeof stepsPerSecond === 'number' &&
    Number.isFinite(stepsPerSecond) &&
    stepsPerSecond > 0
  )
}

/** What can be used of a text that anything may have written; nothing of another device's. */
const readText = (text: string | null, device: string): EngineRates => {
  try {
    const kept: unknown = JSON.parse(text ?? 'null')
    if (typeof kept !== 'object' || kept === null) return {}
    const { device: of, rates } = kept as { device?: unknown; rates?: unknown }
    if (of !== device || typeof rates !== 'object' || rates === null) return {}
    const entries = Object.entries(rates).slice(0, MOST_KINDS)
    return Object.fromEntries(
      entries.map(([work, found]) => [work, Array.isArray(found) ? found.filter(isRate) : []]),
    )
  } catch {
    return {}
  }
}

/** @param device what the numbers hold for: another browser or machine measures anew */
export const createEngineMemory = (storage: TextStorage | null, device: string): EngineMemory => {
  const load = (): EngineRates => {
    try {
      return readText(storage?.getItem(KEY) ?? null, device)
    } catch {
      return {}
    }
  }
  let known = load()
  return {
    read: () => known,
    keep: (work, rates) => {
      known = { ...known, [work]: rates }
      try {
        storage?.setItem(KEY, JSON.stringify({ device, rates: known }))
      } catch {
        // Nothing is lost but a measurement at the next visit.
      }
    },
  }
}
