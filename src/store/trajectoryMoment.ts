/** One moment of an exact trajectory, between the points of its grid. */
import type { ExactEnds, TrajectoryResult } from '../protocol/computing.ts'
import type { MethodId } from '../theory/methodRecipes.ts'
import type { ScrubbedMoment } from './training.ts'

/** A place on a grid: at the point `index`, or the share `share` of the way to the next. */
export interface GridPlace {
  index: number
  share: number
}

/** Where a step lies on a growing grid; before and behind it, at its ends. */
export const placeOnGrid = (steps: Float64Array, step: number): GridPlace => {
  const next = steps.findIndex((point) => point > step)
  if (next < 0) return { index: steps.length - 1, share: 0 }
  if (next === 0) return { index: 0, share: 0 }
  const [from = 0, to = 1] = [steps[next - 1], steps[next]]
  // The first interval begins at 0, where there is no logarithm.
  const share = from > 0 ? Math.log(step / from) / Math.log(to / from) : step / to
  return { index: next - 1, share }
}

const mixed = (
  betas: Float64Array,
  inputDim: number,
  { index, share }: GridPlace,
): Float64Array => {
  const from = index * inputDim
  const beta = betas.slice(from, from + inputDim)
  if (share === 0) return beta
  return beta.map((value, d) => value + share * ((betas[from + inputDim + d] ?? 0) - value))
}

/** β of every path at a step: linear in its logarithm between two points of the grid. */
export const momentAt = ({ steps, paths }: TrajectoryResult, step: number): ScrubbedMoment => {
  const place = placeOnGrid(steps, step)
  const betas: ExactEnds = {}
  for (const [method, path] of Object.entries(paths) as [MethodId, typeof paths.finetune][]) {
    // The keys of a record of methods are methods.
    if (path !== undefined)
      betas[method] = mixed(path.betas, path.betas.length / steps.length, place)
  }
  return { step, betas }
}
