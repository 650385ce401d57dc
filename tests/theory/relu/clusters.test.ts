import { describe, expect, it } from 'vitest'
import { createRandom } from '../../../src/theory/random.ts'
import { clusterDirections, type Clustering } from '../../../src/theory/relu/clusters.ts'
import {
  initialReluWeights,
  reluUnits,
  type ReluUnits,
} from '../../../src/theory/relu/reluNetwork.ts'
import { finish } from '../../../src/theory/sliced.ts'

const clusterings = (units: ReluUnits, seed = 1): Clustering[] =>
  finish(clusterDirections(units, { seed }))

/** Units of the plane with the given angles and strengths. */
const plane = (units: readonly (readonly [angle: number, strength: number])[]): ReluUnits => ({
  inputDim: 2,
  directions: Float64Array.from(units.flatMap(([angle]) => [Math.cos(angle), Math.sin(angle)])),
  readouts: Float64Array.from(units, ([, strength]) => strength),
})

/** The least inertia over all ways to divide the units among k clusters, one by one. */
const bruteForce = (units: ReluUnits, k: number): number => {
  const count = units.readouts.length
  const weights = units.readouts.map(Math.abs)
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  let best = Infinity
  for (let code = 0; code < k ** count; code += 1) {
    const cluster = Array.from({ length: count }, (_, unit) => Math.floor(code / k ** unit) % k)
    let inertia = 0
    for (let c = 0; c < k; c += 1) {
      const members = cluster.flatMap((own, unit) => (own === c ? [unit] : []))
      const weight = members.reduce((sum, unit) => sum + (weights[unit] ?? 0), 0)
      if (weight === 0) continue
      // Σ w|x|² − |Σ w x|²/Σ w, with |x| = 1.
      const sum = [0, 1].map((d) =>
        members.reduce(
          (part, unit) => part + (weights[unit] ?? 0) * (units.directions[2 * unit + d] ?? 0),
          0,
        ),
      )
      inertia += weight - ((sum[0] ?? 0) ** 2 + (sum[1] ?? 0) ** 2) / weight
    }
    best = Math.min(best, inertia)
  }
  return best / total
}

const SHAPE = { inputDim: 15, hiddenWidth: 100 }
const random = reluUnits(
  initialReluWeights({ ...SHAPE, tasks: 1, initScale: 1, initSeed: 4 }),
  SHAPE,
  0,
)

describe('clusterDirections(units, options)', () => {
  it('finds the best of all partitions of a few units', () => {
    const draws = createRandom(3, 0)
    for (let round = 0; round < 5; round += 1) {
      const units = plane(
        Array.from({ length: 7 }, () => [2 * Math.PI * draws.uniform(), draws.normal()] as const),
      )
      const found = clusterings(units)
      for (const k of [1, 2, 3]) {
        expect(found[k - 1]?.inertia).toBeCloseTo(bruteForce(units, k), 13)
      }
    }
  })

  it('finds planted clusters, whatever the lengths of w and the signs of v', () => {
    const draws = createRandom(5, 0)
    const axes = [0, 4, 9]
    const noise = 0.01
    const directions = Float64Array.from({ length: 90 * 15 }, (_, index) => {
      const unit = Math.floor(index / 15)
      const length = 1 + (unit % 7)
      return length * ((index % 15 === axes[unit % 3] ? 1 : 0) + noise * draws.normal())
    })
    const readouts = Float64Array.from({ length: 90 }, () => draws.normal())
    const found = clusterings({ inputDim: 15, directions, readouts })
    const three = found[2]
    expect(three?.count).toBe(3)
    const labels = new Map<number, Set<number>>()
    three?.clusters.forEach((cluster, unit) => {
      labels.set(unit % 3, (labels.get(unit % 3) ?? new Set()).add(cluster))
    })
    for (const used of labels.values()) expect(used.size).toBe(1)
    expect(new Set([...labels.values()].flatMap((used) => [...used])).size).toBe(3)
    // 14 noisy coordinates of variance noise², and two axes a distance √2 apart before that.
    expect(three?.inertia).toBeLessThan(15 * noise ** 2)
    expect(found[1]?.inertia).toBeGreaterThan(0.1)
  })

  it('weighs units by |v||w|, by hand', () => {
    // Directions 0° and 90° with strengths 3 and 1: the centre is (¾, ¼); inertia ¾·2/16 + ¼·18/16.
    const units: ReluUnits = {
      inputDim: 2,
      directions: Float64Array.of(1.5, 0, 0, 0.25),
      readouts: Float64Array.of(-2, 4),
    }
    const [one, two] = clusterings(units)
    expect(one?.centres).toEqual(Float64Array.of(0.75, 0.25))
    expect(one?.inertia).toBeCloseTo((3 / 4) * (2 / 16) + (1 / 4) * (18 / 16), 15)
    expect(two?.inertia).toBe(0)
  })

  it('needs no more clusters than there are directions, and leaves out silent units', () => {
    const units = plane([
      [0, 1],
      [1, 2],
      [0, 3],
      [2, 0],
    ])
    const found = clusterings(units)
    expect(found).toHaveLength(12)
    expect(found.map(({ count }) => count)).toEqual([1, ...Array.from({ length: 11 }, () => 2)])
    const { clusters, inertia } = found[1] as Clustering
    expect(inertia).toBeLessThan(1e-30)
    expect(clusters[0]).toBe(clusters[2])
    expect(clusters[1]).toBe(1 - (clusters[0] ?? NaN))
    expect(clusters[3]).toBe(-1)
    expect(clusterings({ ...units, readouts: new Float64Array(4) })).toEqual([])
  })

  it('has an inertia that never rises with k, and its centres are the means of their units', () => {
    const found = clusterings(random)
    expect(found.map(({ count }) => count)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])
    found.slice(1).forEach(({ inertia }, index) => {
      expect(inertia).toBeLessThan(found[index]?.inertia ?? NaN)
    })
    const { centres, clusters } = found[3] as Clustering
    const sums = new Float64Array(centres.length)
    const totals = [0, 0, 0, 0]
    clusters.forEach((cluster, unit) => {
      const w = random.directions.subarray(unit * 15, (unit + 1) * 15)
      const v = Math.abs(random.readouts[unit] ?? 0)
      // Strength times direction is |v| w.
      w.forEach((value, d) => (sums[cluster * 15 + d] = (sums[cluster * 15 + d] ?? 0) + v * value))
      totals[cluster] = (totals[cluster] ?? 0) + v * Math.hypot(...w)
    })
    centres.forEach((value, index) => {
      const mean = (sums[index] ?? NaN) / (totals[Math.floor(index / 15)] ?? NaN)
      expect(value).toBeCloseTo(mean, 13)
    })
  })

  it('gives the same clusters again', () => {
    expect(clusterings(random)).toEqual(clusterings(random))
  })
})
