import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createPace } from '../../src/engine/backends/webgpuPace.ts'

/** Runs dispatches on a processor on which they take `time` milliseconds; returns their times. */
const run = (
  size: { models: number; products: number },
  time: (models: number, steps: number) => number,
  overhead = 0,
) => {
  const pace = createPace(size.models, size.products)
  return Array.from({ length: 40 }, () => {
    const steps = pace.steps()
    const models = pace.models(steps)
    const least = time(models, steps)
    pace.record({ models, steps }, { least, most: least + overhead })
    return { models, steps, least }
  })
}

describe('createPace(models, products)', () => {
  it('begins small, comes near the time it aims at, and never exceeds the limit', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 64 }),
        fc.double({ min: 1e4, max: 2e6, noNaN: true }),
        fc.double({ min: 1e6, max: 1e9, noNaN: true }),
        (models, products, productsOfMillisecond) => {
          const size = { models, products }
          const dispatches = run(
            size,
            (some, steps) => (some * steps * products) / productsOfMillisecond,
          )
          const times = dispatches.map(({ least }) => least)
          const oneStep = products / productsOfMillisecond
          // 8 ms, unless a single step of a single model takes longer.
          expect(Math.max(...times)).toBeLessThanOrEqual(Math.max(8, oneStep))
          expect((dispatches[0]?.models ?? NaN) * (dispatches[0]?.steps ?? NaN)).toBeLessThan(400)
        },
      ),
    )
  })

  it('takes all models at once where many steps of them fit', () => {
    const taken = run({ models: 32, products: 128e3 }, (_, steps) => steps / 20)
    expect(taken.at(-1)).toMatchObject({ models: 32 })
    // 20 steps a millisecond: 5 ms are 100 steps.
    expect(Math.min(...taken.slice(-5).map(({ steps }) => steps))).toBeGreaterThan(80)
  })

  it('lets models take turns where not even a few steps of all of them fit', () => {
    // Half a millisecond for a step of each model.
    const taken = run({ models: 32, products: 128e3 }, (models, steps) => (models * steps) / 2)
    expect(taken.at(-1)).toMatchObject({ models: 1 })
    expect(Math.min(...taken.slice(-5).map(({ steps }) => steps))).toBeGreaterThan(1)
  })

  it('is not made smaller by the way there, nor larger by what it cannot see', () => {
    const steps = run({ models: 1, products: 1e5 }, () => 1, 20).map((dispatch) => dispatch.steps)
    expect(new Set(steps).size).toBe(1)
  })

  it('gets smaller when the processor gets slower', () => {
    const pace = createPace(1, 1e4)
    const before = pace.steps()
    pace.record({ models: 1, steps: before }, { least: 50, most: 50 })
    expect(pace.steps()).toBeLessThan(before / 5)
  })
})
