/**
 * Clusters of the directions of hidden units: k-means on ŵ, every unit weighted by its strength
 * |v||w| (docs/model.md, "ReLU networks"). Few clusters tell of few features.
 * Method: Lloyd 1982, started by k-means++ (Arthur & Vassilvitskii 2007).
 *
 * `as number` below stands on reads that are inside the array by construction: in these loops a
 * check (`?? 0`) was measured to cost a third of the speed.
 */
import { createRandom, type Random } from '../random.ts'
import type { Sliced } from '../sliced.ts'
import type { ReluUnits } from './reluNetwork.ts'
import { unitDirections } from './unitDirections.ts'

/** The best k clusters that were found. */
export interface Clustering {
  /** k; fewer where there are not so many different directions. */
  count: number
  /** Σ strength·|ŵ − its centre|² / Σ strength: 0 if every unit is where its centre is. */
  inertia: number
  /** Weighted means of directions, shape k × D. */
  centres: Float64Array
  /** The cluster of each unit, shape H; −1 for a unit without strength. */
  clusters: Int32Array
}

export interface ClusterOptions {
  /** Clusterings into 1 … this many clusters are made. */
  largestCount?: number
  /** Fresh starts for each number of clusters. */
  restarts?: number
  /** Of the starts. */
  seed: number
}

const STREAM = 96
/** Lloyd's iteration ends when no unit moves, which takes far fewer rounds than this. */
const ROUND_LIMIT = 200

/** Unit directions with positive weights, and room for the distances to their nearest centres. */
interface Points {
  inputDim: number
  /** Shape points × D. */
  directions: Float64Array
  /** Shape points; Σ = 1. */
  weights: Float64Array
  nearest: Int32Array
  /** |ŵ − centre|² of the nearest centre. */
  distances: Float64Array
}

/** The centre nearest to each point; returns true if a point changed its centre. */
const assign = (points: Points, centres: Float64Array): boolean => {
  const { inputDim, directions, nearest, distances } = points
  let isMoved = false
  for (let point = 0, start = 0; point < nearest.length; point += 1, start += inputDim) {
    let best = 0
    let least = Infinity
    for (let from = 0; from < centres.length; from += inputDim) {
      let squares = 0
      for (let d = 0; d < inputDim; d += 1) {
        const gap = (directions[start + d] as number) - (centres[from + d] as number)
        squares += gap * gap
      }
      if (squares < least) {
        least = squares
        best = from / inputDim
      }
    }
    if (nearest[point] !== best) isMoved = true
    nearest[point] = best
    distances[point] = least
  }
  return isMoved
}

/** Every centre to the weighted mean of its points; a centre without points stays. */
const moveCentres = (points: Points, centres: Float64Array): void => {
  const { inputDim, directions, weights, nearest } = points
  const sums = new Float64Array(centres.length)
  const totals = new Float64Array(centres.length / inputDim)
  for (let point = 0; point < nearest.length; point += 1) {
    const cluster = nearest[point] as number
    const weight = weights[point] as number
    totals[cluster] = (totals[cluster] as number) + weight
    for (let d = 0; d < inputDim; d += 1) {
      const index = cluster * inputDim + d
      sums[index] = (sums[index] as number) + weight * (directions[point * inputDim + d] as number)
    }
  }
  for (let index = 0; index < centres.length; index += 1) {
    const total = totals[Math.floor(index / inputDim)] as number
    if (total > 0) centres[index] = (sums[index] as number) / total
  }
}

/** Σ weight·distance² of the last assignment. */
const inertiaOf = ({ weights, distances }: Points): number =>
  weights.reduce((sum, weight, point) => sum + weight * (distances[point] as number), 0)

/** A point drawn in proportion to weight·distance² of the last assignment; none if all are 0. */
const drawPoint = (points: Points, random: Random): number | undefined => {
  const { weights, distances } = points
  let left = random.uniform() * inertiaOf(points)
  let drawn: number | undefined
  for (let point = 0; point < weights.length; point += 1) {
    const share = (weights[point] as number) * (distances[point] as number)
    if (share === 0) continue
    drawn = point
    left -= share
    if (left < 0) break
  }
  return drawn
}

/** The given centres and more, drawn by k-means++ until there are `count`. */
const seedCentres = (
  points: Points,
  random: Random,
  start: { count: number; centres: Float64Array },
): Float64Array => {
  const { inputDim, directions, distances } = points
  let { centres } = start
  while (centres.length < start.count * inputDim) {
    if (centres.length === 0) distances.fill(1)
    else assign(points, centres)
    const point = drawPoint(points, random)
    if (point === undefined) break
    const more = new Float64Array(centres.length + inputDim)
    more.set(centres)
    more.set(directions.subarray(point * inputDim, (point + 1) * inputDim), centres.length)
    centres = more
  }
  return centres
}

/** Lloyd's iteration from the given centres, which it moves. */
const settle = (points: Points, centres: Float64Array): void => {
  assign(points, centres)
  for (let round = 0; round < ROUND_LIMIT; round += 1) {
    moveCentres(points, centres)
    if (!assign(points, centres)) return
  }
}

/** The units that have a strength, and their numbers. */
const pointsOf = (units: ReluUnits): { points: Points; numbers: readonly number[] } => {
  const { inputDim, directions, strengths } = unitDirections(units)
  const numbers = [...strengths.keys()].filter((unit) => strengths[unit] !== 0)
  const total = numbers.reduce((sum, unit) => sum + Math.abs(strengths[unit] as number), 0)
  const kept = new Float64Array(numbers.length * inputDim)
  numbers.forEach((unit, point) => {
    kept.set(directions.subarray(unit * inputDim, (unit + 1) * inputDim), point * inputDim)
  })
  const points = {
    inputDim,
    directions: kept,
    weights: Float64Array.from(numbers, (unit) => Math.abs(strengths[unit] as number) / total),
    nearest: new Int32Array(numbers.length),
    distances: new Float64Array(numbers.length),
  }
  return { points, numbers }
}

/** A clustering of the points alone. */
type PointClusters = Omit<Clustering, 'clusters'> & { nearest: Int32Array }

/** The best of the clusterings that are reached from the given starts. */
function* bestClusters(
  points: Points,
  random: Random,
  { count, starts }: { count: number; starts: readonly Float64Array[] },
): Sliced<PointClusters> {
  let best: PointClusters | undefined
  for (const start of starts) {
    const centres = seedCentres(points, random, { count, centres: start }).slice()
    settle(points, centres)
    const inertia = inertiaOf(points)
    if (best === undefined || inertia < best.inertia) {
      const nearest = points.nearest.slice()
      best = { count: centres.length / points.inputDim, inertia, centres, nearest }
    }
    yield
  }
  if (best === undefined) throw new RangeError('invalid starts: none')
  return best
}

/**
 * The best clusterings into k = 1, 2, … clusters, each from several k-means++ starts and from the
 * best one with k − 1: so the inertia never rises with k. Same input, same clusters. A network
 * without any strength has none.
 */
export function* clusterDirections(
  units: ReluUnits,
  { largestCount = 12, restarts = 8, seed }: ClusterOptions,
): Sliced<Clustering[]> {
  const { points, numbers } = pointsOf(units)
  if (numbers.length === 0) return []
  const random = createRandom(seed, STREAM)
  const nothing = new Float64Array(0)
  const found: Clustering[] = []
  for (let count = 1; count <= largestCount; count += 1) {
    const fewer = found.at(-1)?.centres ?? nothing
    const starts = [fewer, ...Array.from({ length: restarts }, () => nothing)]
    const { nearest, ...best } = yield* bestClusters(points, random, { count, starts })
    const clusters = new Int32Array(units.readouts.length).fill(-1)
    numbers.forEach((unit, point) => (clusters[unit] = nearest[point] as number))
    found.push({ ...best, clusters })
  }
  return found
}
