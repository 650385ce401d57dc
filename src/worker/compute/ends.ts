/** Exact end points of a spec's methods (docs/model.md, "Exact end point"). */
import type { EndsJob, EndsResult, ExactEnds } from '../../protocol/computing.ts'
import { needsPretraining, type RunSpec } from '../../protocol/spec.ts'
import { coefficients } from '../../theory/diagonalNetwork.ts'
import { vectorsOf } from '../../theory/exactPretraining.ts'
import { hasExactEnd, hasPotential } from '../../theory/exactWay.ts'
import type { MethodId } from '../../theory/methodRecipes.ts'
import { networkOf } from '../../theory/networks.ts'
import type { Sliced } from '../../theory/sliced.ts'
import { solveGroupLassoInSlices } from '../../theory/solvers/groupLasso.ts'
import { growthOf } from '../../theory/solvers/growth.ts'
import type { TaskPair } from '../../theory/tasks.ts'
import { contextOf, mainTaskKey, pretrainedKey, type Prepared } from './prepared.ts'
import { createSharedWork } from './sharedWork.ts'
import { createWarmSolver, type SolvedMethod } from './warmStarts.ts'

/** s = 2√(AB) of each feature, shape D, of weights of shape 4 × D. */
export const bendsOf = (weights: Float64Array): Float64Array => {
  const { plus, minus } = growthOf(vectorsOf(weights))
  return plus.map((value, d) => 2 * Math.sqrt(value) * Math.sqrt(minus[d] ?? 0))
}

type Methods = Pick<EndsResult, 'ends' | 'bends' | 'leastSquares' | 'stalled'>

const collect = (solved: ReadonlyMap<MethodId, SolvedMethod>): Methods => {
  const ends: ExactEnds = {}
  const bends: ExactEnds = {}
  const withStatus = (wanted: SolvedMethod['status']): MethodId[] =>
    [...solved].filter(([, { status }]) => status === wanted).map(([method]) => method)
  for (const [method, { status, beta, weights }] of solved) {
    if (status !== 'stalled') ends[method] = beta
    if (hasPotential(method)) bends[method] = bendsOf(weights)
  }
  return { ends, bends, leastSquares: withStatus('leastSquares'), stalled: withStatus('stalled') }
}

/** Where the last solution is a good start: the same rows, or nearly so. */
const placeOf = ({ dataSeed, mainSamples, inputDim }: RunSpec): string =>
  `${dataSeed} ${mainSamples} ${inputDim}`

/** Numbers kept of the smallest group norms. */
const NUMBERS_KEPT = 10_000

type GroupNorm = Pick<EndsResult, 'smallestGroupNorm' | 'groupNormAux'>

/** Only for multi-task learning, beside given auxiliary coefficients (shape D). */
const createGroupNormSolver = () => {
  const known = createSharedWork<Float64Array>(NUMBERS_KEPT, ({ length }) => length)
  return function* (
    { spec, pretraining }: EndsJob,
    tasks: TaskPair,
    aux: Float64Array | null,
  ): Sliced<GroupNorm> {
    if (aux === null || !spec.methods.includes('multiTask')) {
      return { smallestGroupNorm: null, groupNormAux: null }
    }
    const key = `${mainTaskKey(spec)} ${pretrainedKey(spec, pretraining)}`
    const smallest = yield* known(key, () => solveGroupLassoInSlices(tasks.main, aux))
    return { smallestGroupNorm: smallest.slice(), groupNormAux: aux.slice() }
  }
}

export const createEndsSolver = (prepared: Prepared): ((job: EndsJob) => Sliced<EndsResult>) => {
  const solve = createWarmSolver()
  const solveGroupNorm = createGroupNormSolver()
  return function* (job) {
    const { spec, pretraining } = job
    const tasks = yield* prepared.tasks(spec)
    const context = contextOf(spec, tasks)
    const isPretrained = needsPretraining(spec)
    const pretrained =
      isPretrained || spec.methods.includes('multiTask')
        ? yield* prepared.pretrained(spec, pretraining)
        : undefined
    const solved = new Map<MethodId, SolvedMethod>()
    for (const method of spec.methods.filter(hasExactEnd)) {
      solved.set(method, yield* solve(method, context, { pretrained, place: placeOf(spec) }))
    }
    const aux = pretrained ? coefficients(pretrained, tasks.inputDim, 0) : null
    return {
      task: networkOf(tasks).describeTask(),
      ...collect(solved),
      ...(yield* solveGroupNorm(job, tasks, aux)),
      pretrained: isPretrained ? aux : null,
    }
  }
}
