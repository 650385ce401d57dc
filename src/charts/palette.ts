/** Shapes that tell series apart where colour cannot. */
export type MarkShape = 'circle' | 'square' | 'triangle' | 'diamond' | 'cross' | 'plus'

/** Line patterns that tell series apart where colour cannot. */
export type DashName = 'solid' | 'dashed' | 'dotted' | 'dash-dot' | 'long-dash' | 'sparse-dot'

/** Dash and gap lengths in multiples of the line width. */
export const DASH_PATTERNS: Record<DashName, readonly number[]> = {
  solid: [],
  dashed: [4, 2.5],
  dotted: [1, 2],
  'dash-dot': [5, 2, 1, 2],
  'long-dash': [8, 3],
  'sparse-dot': [1, 4],
}

/** What a chart needs to know of the theme. */
export interface ThemeColours {
  /** The colour a canvas understands behind a token such as `ink` or `method-stl` (no `--`). */
  colour(token: string): string
  /** Factor on line widths and mark sizes; 1 at a rem of 16 pixels in the ordinary themes. */
  strokeScale: number
  /** CSS pixels in one rem. */
  rem: number
}
