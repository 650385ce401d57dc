import type { Sheet } from './sheet.ts'

export interface SheetCache {
  find: (key: string) => Sheet | undefined
  keep: (sheet: Sheet) => void
}

/** Sheets by their key, as full as they were left; the `kept` used last are remembered. */
export const createSheetCache = (kept: number): SheetCache => {
  const known = new Map<string, Sheet>()
  const keep = (sheet: Sheet): void => {
    known.delete(sheet.plan.key)
    known.set(sheet.plan.key, sheet)
    const [oldest] = known.keys()
    if (known.size > kept && oldest !== undefined) known.delete(oldest)
  }
  return {
    keep,
    find: (key) => {
      const sheet = known.get(key)
      // What failed once may succeed when it is asked for again.
      if (sheet === undefined || sheet.failure !== null) return undefined
      keep(sheet)
      return sheet
    },
  }
}
