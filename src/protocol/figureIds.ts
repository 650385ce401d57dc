/** The figures' names alone, for what every page loads at once. */
export const FIGURE_IDS = [
  'spectrum',
  'loss',
  'ladder',
  'map',
  'trajectory',
  'dial',
  'penalty',
  'multiTask',
  'directions',
  'structure',
  'unitPenalty',
  'baselines',
  'measurements',
] as const
export type FigureId = (typeof FIGURE_IDS)[number]
