/** How a figure gives the numbers behind it to the frame that it stands in. */
import { createContext, useContext, useEffect, useEffectEvent } from 'react'
import type { DataTable } from '../charts/export/csv.ts'

/** Everything that is drawn, in full precision. */
export type ReadRows = () => DataTable | Promise<DataTable>

/** Takes what a figure offers, until the returned function is called. */
export type OfferRows = (read: ReadRows) => () => void

const FigureRowsContext = createContext<OfferRows | null>(null)

export const FigureRowsProvider = FigureRowsContext.Provider

/** Offers the numbers that the figure draws now. Outside of a frame nobody asks. */
export const useFigureRows = (read: ReadRows): void => {
  const offer = useContext(FigureRowsContext)
  const readNow = useEffectEvent(read)
  useEffect(() => offer?.(() => readNow()), [offer])
}
