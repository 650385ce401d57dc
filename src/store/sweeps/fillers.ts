import type { Pool } from '../../client/pool.ts'
import type { Priority } from '../../protocol/computing.ts'
import { fillSheet, isComplete, type Sheet } from './sheet.ts'

export interface Fillers {
  /** Hands in what a sheet lacks, unless that has been done. */
  begin: (sheet: Sheet, priority: Priority) => void
  /** Drops what has been handed in for it. */
  cancel: (sheet: Sheet) => void
  cancelAll: () => void
}

/** Fills sheets, and knows which are under way. */
export const createFillers = (pool: Pool, onAnswer: () => void): Fillers => {
  const cancels = new Map<Sheet, () => void>()
  const cancel = (sheet: Sheet): void => {
    cancels.get(sheet)?.()
    cancels.delete(sheet)
  }
  return {
    begin: (sheet, priority) => {
      if (cancels.has(sheet) || isComplete(sheet)) return
      const own = fillSheet(sheet, {
        pool,
        priority,
        onAnswer: () => {
          if (isComplete(sheet)) cancels.delete(sheet)
          onAnswer()
        },
      })
      cancels.set(sheet, own)
    },
    cancel,
    cancelAll: () => [...cancels.keys()].forEach(cancel),
  }
}
