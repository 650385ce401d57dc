/** One of the two controls of a map. */
export interface MapScale {
  /** In growing order, one per column or row; cells are equally wide whatever they are. */
  values: readonly number[]
  /** Quantity and symbol. */
  label: string
}

/** A kind of cell. */
export interface MapCategory {
  label: string
  /** Name of a colour token, without the leading dashes. */
  colourToken: string
  /** Tells kinds apart where colour cannot. */
  pattern: 'plain' | 'rising' | 'falling' | 'dots'
}

/** What the cells hold; shape rows × columns, the first row is the lowest. */
export type MapCells =
  | {
      kind: 'values'
      /** NaN where nothing is known yet. */
      values: ArrayLike<number>
      /** Smallest and largest value of the colour scale, which is logarithmic. */
      domain: readonly [number, number]
      /** Heights at which a line is drawn, and its words. */
      contours: readonly { value: number; label: string }[]
    }
  | {
      kind: 'categories'
      /** Index into `categories`; −1 where nothing is known yet. */
      indices: ArrayLike<number>
      categories: readonly MapCategory[]
    }

export interface MapPlace {
  column: number
  row: number
}

/** One number or a few words about a cell. */
export interface MapFact {
  term: string
  value: number | string
}
