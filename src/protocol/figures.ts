/** The figures by the names that links, chapters, slides and embeds use. */
import type { FigureId } from './figureIds.ts'
import type { NetworkId } from './networks.ts'

export { FIGURE_IDS, type FigureId } from './figureIds.ts'

export interface FigureDescription {
  /** Short, as it stands in menus, captions and file names. */
  title: string
  /** The kinds of networks that it can show. */
  networks: readonly NetworkId[]
}

const BOTH: readonly NetworkId[] = ['diagonal', 'relu']

export const FIGURES: Record<FigureId, FigureDescription> = {
  spectrum: { title: 'Feature spectrum', networks: BOTH },
  loss: { title: 'Losses', networks: BOTH },
  ladder: { title: 'Error over one control', networks: BOTH },
  map: { title: 'Regime map', networks: BOTH },
  trajectory: { title: 'Exact trajectory', networks: ['diagonal'] },
  dial: { title: 'Sparsity against reuse', networks: ['diagonal'] },
  penalty: { title: 'Penalties', networks: ['diagonal'] },
  multiTask: {
    title: 'Multi-task learning beside the smallest group norm',
    networks: ['diagonal'],
  },
  directions: { title: 'Directions of hidden units', networks: ['relu'] },
  structure: { title: 'Clusters and dimensions', networks: ['relu'] },
  unitPenalty: { title: 'Penalty of one unit', networks: ['relu'] },
  baselines: { title: 'Lazy baselines', networks: ['relu'] },
  measurements: { title: 'Measured numbers', networks: BOTH },
}
