import { describe, expect, it } from 'vitest'
import { createDialVectors, dialSource, nestedDecades } from '../../src/figures/dialData.ts'
import { DEFAULT_SPEC } from '../../src/protocol/spec.ts'
import {
  endsResult,
  openFakePlayground,
  runSnapshot,
  snapshotReport,
  taskReport,
} from '../store/fakes.ts'

const AUX = Float64Array.of(0.6, -0.8, 0, 0)

const openFinished = () => {
  const fake = openFakePlayground()
  fake.playground.open()
  fake.report(taskReport())
  fake.report(
    snapshotReport(
      [
        runSnapshot('pretraining', { beta: AUX }),
        runSnapshot('multiTask', { auxBeta: AUX }),
        runSnapshot('finetune'),
      ],
      { state: 'finished' },
    ),
  )
  return fake
}

describe('createDialVectors()', () => {
  it('keeps the picture while a drag of c is answered, and lets it go when the task changes', () => {
    const { playground, solve } = openFinished()
    const { training, controls } = playground
    const vectorsOf = createDialVectors()
    const now = () => vectorsOf(training.getState(), controls.getState().spec)
    const { finetune, multiTask } = now()
    controls.setNumber('rescale', 0.1)
    // The solver works: both stay.
    expect(now()).toEqual({ finetune, multiTask })
    const beta = Float64Array.of(0, -0.6, 0.8, 0)
    const bends = Float64Array.of(1, 2, 3, 4)
    solve(endsResult({ ends: { finetune: beta }, bends: { finetune: bends }, pretrained: AUX }))
    // It has answered; c does not touch multi-task learning, which trains no more.
    expect(now().finetune).toMatchObject({ beta, bends })
    expect(now().multiTask).toBe(multiTask)
    controls.setNumber('mainSamples', 20)
    expect(now().multiTask).toBeNull()
  })

  it('shows nothing of a method that is not chosen', () => {
    const { playground } = openFinished()
    const vectorsOf = createDialVectors()
    const state = playground.training.getState()
    expect(vectorsOf(state, DEFAULT_SPEC).multiTask).not.toBeNull()
    const without = { ...DEFAULT_SPEC, methods: ['finetune'] } as const
    expect(vectorsOf(state, without).multiTask).toBeNull()
  })
})

describe('dialSource(training, controls)', () => {
  it('has a dot for each feature in use, and a curve that c moves', () => {
    const { playground } = openFinished()
    const { training, controls } = playground
    const live = dialSource(training, controls)
    let heard = 0
    const stop = live.subscribe(() => (heard += 1))
    // β = (0, −0.5, 0.5, 0) beside β_aux = (0.6, −0.8, 0, 0), in both networks.
    const { dots, curves } = live.get()
    expect(dots.map((lane) => lane.map(({ feature }) => feature))).toEqual([
      [1, 2],
      [1, 2],
    ])
    expect(dots[1]?.map(({ ratio }) => ratio)).toEqual([1.6, 0])
    expect(live.get().curves[0]).toBe(curves[0])
    controls.setNumber('rescale', 1)
    expect(heard).toBeGreaterThan(0)
    const moved = live.get()
    expect(moved.curves[0]?.order[64]).toBeGreaterThan(curves[0]?.order[64] ?? 2)
    expect(moved.curves[1]).toBe(curves[1])
    stop()
    const before = heard
    controls.setNumber('rescale', 0.5)
    expect(heard).toBe(before)
  })
})

describe('nestedDecades(method)', () => {
  it('is wide for finetuning, narrow for multi-task learning', () => {
    // ℓ = 1 + r/√(1+r²): r = 1/√3 at 1.5 and 0.05/√(1−0.05²) at 1.05.
    const expected = Math.log10(1 / Math.sqrt(3) / (0.05 / Math.sqrt(1 - 0.05 ** 2)))
    expect(nestedDecades('multiTask')).toBeCloseTo(expected, 9)
    expect(nestedDecades('finetune')).toBeGreaterThan(7)
  })
})
