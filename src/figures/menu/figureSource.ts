import type { NumberField } from '../../protocol/controls.ts'
import type { FigureId } from '../../protocol/figures.ts'
import type { ReadRows } from '../figureRows.ts'

/** Where the menu of a figure finds what it hands out. */
export interface FigureSource {
  figure: FigureId
  /** The sliders of an embedded copy. */
  controls: readonly NumberField[]
  /** What the figure stands in. */
  element: () => HTMLElement | null
  /** The numbers that it draws; none while it shows nothing. */
  rows: () => ReadRows | null
}
