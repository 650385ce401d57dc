import type { Section } from '../section.ts'
import { article } from './article.ts'
import { dragging } from './drag.ts'
import { engines } from './engines.ts'
import { limit } from './limit.ts'
import { machine } from './machine.ts'
import { relu } from './relu.ts'
import { runs } from './runs.ts'
import { smoothness } from './smoothness.ts'
import { solvers } from './solvers.ts'
import { streaming } from './streaming.ts'
import { sweeps } from './sweeps.ts'

/** In the order they are run and printed; the name is what `npm run bench name` asks for. */
export const sections: Record<string, Section> = {
  machine,
  engines,
  relu,
  limit,
  runs,
  streaming,
  smoothness,
  article,
  drag: dragging,
  sweeps,
  solvers,
}
