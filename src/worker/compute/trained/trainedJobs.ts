/**
 * Jobs for networks that gradient flow does not solve: their ends are trained, with the kernel where
 * it is there (docs/model.md, "ReLU networks").
 */
import type {
  EndsJob,
  EndsResult,
  Measure,
  SweepJob,
  SweepResult,
} from '../../../protocol/computing.ts'
import type { RunSpec } from '../../../protocol/spec.ts'
import type { MethodId } from '../../../theory/methodRecipes.ts'
import { effectiveFeatures, groupShares } from '../../../theory/metrics.ts'
import { networkOf } from '../../../theory/networks.ts'
import type { Sliced } from '../../../theory/sliced.ts'
import { keptShare } from '../sweepPoint.ts'
import type { PreparedRuns, RunEnd } from './preparedRuns.ts'

/** Only what is drawn: nothing here has an exact end. */
export const createTrainedEnds = (prepared: PreparedRuns) =>
  function* ({ spec }: EndsJob): Sliced<EndsResult> {
    const tasks = yield* prepared.tasks(spec)
    return {
      task: networkOf(tasks).describeTask(),
      ends: {},
      stalled: [],
      leastSquares: [],
      bends: {},
      pretrained: null,
      smallestGroupNorm: null,
      groupNormAux: null,
    }
  }

interface Site {
  spec: RunSpec
  prepared: PreparedRuns
}

const ofEnd = (method: MethodId, read: (end: RunEnd) => number) =>
  function* ({ spec, prepared }: Site): Sliced<number> {
    return read(yield* prepared.end(spec, method))
  }

function* reuseOf({ spec, prepared }: Site): Sliced<number> {
  const { beta } = yield* prepared.end(spec, 'finetune')
  const { groups } = yield* prepared.tasks(spec)
  const shares = groupShares(beta, groups)
  return shares.auxOnly + shares.shared
}

function* keptShareOf({ spec, prepared }: Site): Sliced<number> {
  const { beta } = yield* prepared.end(spec, 'finetune')
  const { groups } = yield* prepared.tasks(spec)
  return keptShare(beta, groups)
}

function* unknown(): Sliced<number> {
  yield
  return NaN
}

const MEASURE_FUNCTIONS: Record<Measure, (site: Site) => Sliced<number>> = {
  finetuneError: ofEnd('finetune', ({ final }) => final),
  finetuneBest: ofEnd('finetune', ({ best }) => best),
  singleTaskError: ofEnd('singleTask', ({ final }) => final),
  singleTaskBest: ofEnd('singleTask', ({ best }) => best),
  multiTaskError: ofEnd('multiTask', ({ final }) => final),
  multiTaskBest: ofEnd('multiTask', ({ best }) => best),
  effectiveFeatures: ofEnd('finetune', ({ beta }) => effectiveFeatures(beta)),
  reuse: reuseOf,
  keptShare: keptShareOf,
  // What minimizes a norm, or a penalty's order, is known for diagonal networks only.
  groupNormError: unknown,
  order: unknown,
}

export const createTrainedSweep = (prepared: PreparedRuns) =>
  function* (
    { spec, points, measures }: SweepJob,
    tell: (share: number) => void,
  ): Sliced<SweepResult> {
    const values = new Float64Array(points.length * measures.length)
    let filled = 0
    for (const point of points) {
      for (const measure of measures) {
        values[filled] = yield* MEASURE_FUNCTIONS[measure]({
          spec: { ...spec, ...point },
          prepared,
        })
        filled += 1
        tell(filled / values.length)
      }
    }
    return { values }
  }
