import { describe, expect, it } from 'vitest'
import type { RunSpec } from '../../src/protocol/spec.ts'
import { shownBeta, shownNetwork } from '../../src/store/shown.ts'
import { createTrajectory } from '../../src/store/trajectory.ts'
import { openFakePlayground, runSnapshot, snapshotReport, taskReport } from './fakes.ts'
import { FINETUNE_WAY, trajectoryResult } from './trajectoryResult.ts'

/** A trajectory whose pool and clock are in the test's hands. */
const openTrajectory = (hash = '') => {
  const fake = openFakePlayground({ hash })
  const { controls, training } = fake.playground
  const waiting = new Set<() => void>()
  const trajectory = createTrajectory({
    controls,
    training,
    pool: fake.pool,
    wait: (_, callback) => {
      waiting.add(callback)
      return () => waiting.delete(callback)
    },
  })
  return {
    ...fake,
    controls,
    training,
    trajectory,
    /** Lets all that waits for time to pass have it. */
    pass: () => {
      const due = [...waiting]
      waiting.clear()
      for (const callback of due) callback()
    },
    set: (change: Partial<RunSpec>) => controls.setSpec({ ...controls.getState().spec, ...change }),
    open: () => fake.pool.open('trajectory'),
    state: () => trajectory.store.getState(),
  }
}

const RESULT = trajectoryResult({ finetune: FINETUNE_WAY })

/** Asked, and not yet answered. */
const asked = (hash = '') => {
  const opened = openTrajectory(hash)
  const leave = opened.trajectory.follow()
  opened.pass()
  return { ...opened, leave }
}

const answered = (hash = '') => {
  const opened = asked(hash)
  opened.open()[0]?.onDone(structuredClone(RESULT))
  return opened
}

describe('createTrajectory(options)', () => {
  it('asks once changes have come to rest, from solved pretraining', () => {
    const { trajectory, pass, open, set, state } = openTrajectory()
    trajectory.follow()
    expect(open()).toEqual([])
    set({ rescale: 0.5 })
    set({ rescale: 0.25 })
    pass()
    expect(open()).toHaveLength(1)
    expect(open()[0]).toMatchObject({
      job: { pretraining: 'solved', spec: { rescale: 0.25 } },
      priority: 'scrubber',
    })
    expect(state()).toMatchObject({ status: 'computing', phases: {} })
  })

  it('tells what happens on every way that was answered', () => {
    const { state, training } = answered('#stopLoss=1e-5')
    expect(state().status).toBe('ready')
    expect(training.getState().trajectory).toEqual(RESULT)
    // −0.1 → −0.6 reaches −0.3 at 0.4 of the decade from 1: 2.5 → 3. 0.2 → 0.8 reaches 0.4 at a
    // third of the decade from 10: 21.5 → 22. The loss is 10⁻⁶ at step 10.
    expect(state().phases).toEqual({
      finetune: [
        { kind: 'pickup', step: 3, feature: 1 },
        { kind: 'converged', step: 10 },
        { kind: 'pickup', step: 22, feature: 2 },
      ],
    })
  })

  it('drops everything when another change comes in, and takes no answer to the old one', () => {
    const { controls, training, set, pass, open, state } = answered('#exactAt=10')
    expect(training.getState().scrubbed?.step).toBe(10)
    set({ overlap: 1 })
    expect(training.getState()).toMatchObject({ trajectory: null, scrubbed: null })
    expect(controls.getState().view.exactAt).toBeNull()
    expect(state()).toMatchObject({ status: 'computing', phases: {} })
    pass()
    const [late] = open()
    set({ overlap: 2 })
    expect(late?.isCancelled).toBe(true)
    late?.onDone(structuredClone(RESULT))
    expect(training.getState().trajectory).toBeNull()
    pass()
    expect(open()).toHaveLength(1)
    expect(open()[0]?.job.spec.overlap).toBe(2)
  })

  it('shows the moment of the link once it is known, and follows the view', () => {
    const { controls, training, pass, open, trajectory } = openTrajectory('#exactAt=10')
    trajectory.follow()
    pass()
    expect(training.getState().scrubbed).toBeNull()
    open()[0]?.onDone(structuredClone(RESULT))
    expect(training.getState().scrubbed?.betas.finetune).toEqual(Float64Array.of(0, -0.6, 0.2, 0))
    controls.setView({ exactAt: 100 })
    expect(training.getState().scrubbed?.betas.finetune).toEqual(Float64Array.of(0, -0.6, 0.8, 0))
    controls.setView({ exactAt: null })
    expect(training.getState().scrubbed).toBeNull()
  })

  it('says why there is none, and leaves the link’s moment', () => {
    const { controls, state, open, training } = asked('#exactAt=10')
    open()[0]?.onFailed?.('the flow was lost.')
    expect(state()).toEqual({ status: 'failed', phases: {}, failure: 'the flow was lost.' })
    expect(controls.getState().view.exactAt).toBeNull()
    expect(training.getState().scrubbed).toBeNull()
  })

  it('is as good as failed where no way could be followed', () => {
    const { state, open } = asked()
    open()[0]?.onDone(trajectoryResult({}))
    expect(state()).toMatchObject({ status: 'failed', failure: 'no way could be followed.' })
    expect(open()).toEqual([])
  })

  it('does not wait for ever, and asks again after the next change', () => {
    const { pass, open, state, set } = asked()
    const [slow] = open()
    pass()
    expect(slow?.isCancelled).toBe(true)
    expect(state()).toMatchObject({ status: 'failed', failure: 'it took too long.' })
    set({ rescale: 1 })
    pass()
    expect(state().status).toBe('computing')
    expect(open()).toHaveLength(1)
  })

  it('asks nothing where no chosen method has an exact way', () => {
    const { state, pool } = asked('#methods=multiTask.probeThenFinetune')
    expect(state().status).toBe('none')
    expect(pool.requests.filter(({ job }) => job.type === 'trajectory')).toEqual([])
  })

  it('lets go when nobody follows', () => {
    const { leave, open, set, pass, training } = asked()
    leave()
    expect(open()).toEqual([])
    set({ rescale: 1 })
    pass()
    expect(open()).toEqual([])
    expect(training.getState().trajectory).toBeNull()
  })

  describe('once a run has ended', () => {
    const finished = snapshotReport([runSnapshot('finetune')], { state: 'finished' })

    it('asks again from the pretraining that the run has gone through', () => {
      const { report, open, training, state } = answered('#exactAt=10')
      report(taskReport())
      report(finished)
      expect(open()).toHaveLength(1)
      expect(open()[0]).toMatchObject({ job: { pretraining: 'trained' }, priority: 'background' })
      // Until then the first answer stands.
      expect(state().status).toBe('ready')
      const trained = trajectoryResult({
        finetune: FINETUNE_WAY.map((row) => [...row, 0].slice(1)),
      })
      open()[0]?.onDone(trained)
      expect(training.getState().scrubbed?.betas.finetune).toEqual(Float64Array.of(-0.6, 0.2, 0, 0))
      report(finished)
      expect(open()).toEqual([])
    })

    it('asks again at once if the run has ended first', () => {
      const { report, open } = asked()
      report(taskReport())
      report(finished)
      expect(open()[0]?.job.pretraining).toBe('solved')
      open()[0]?.onDone(structuredClone(RESULT))
      expect(open()[0]?.job.pretraining).toBe('trained')
    })

    it('keeps the first answer where the second fails', () => {
      const { report, open, state, training } = answered()
      report(finished)
      open()[0]?.onFailed?.('pretraining diverged.')
      expect(state().status).toBe('ready')
      expect(training.getState().trajectory).toEqual(RESULT)
    })

    it('asks nothing more where no method pretrains', () => {
      const { report, open } = answered('#methods=singleTask')
      report(finished)
      expect(open()).toEqual([])
    })
  })
})

describe('a scrubbed moment', () => {
  it('stands in place of the trained network, for methods that have an exact way', () => {
    const { report, training } = answered('#exactAt=10')
    report(taskReport())
    report(snapshotReport([runSnapshot('finetune'), runSnapshot('multiTask')]))
    const state = training.getState()
    expect(shownBeta(state, 'finetune')).toEqual(Float64Array.of(0, -0.6, 0.2, 0))
    expect(shownNetwork(state, 'finetune')).toMatchObject({
      momentStep: 10,
      isBesideMoment: false,
      isExact: false,
      distance: null,
      // Off by 0.6 in one feature, of a teacher of length 1.
      generalizationLoss: expect.closeTo(0.36, 12) as number,
    })
    expect(shownNetwork(state, 'multiTask')).toMatchObject({
      momentStep: null,
      isBesideMoment: true,
    })
    expect(shownBeta(state, 'multiTask')).toBe(state.networks.multiTask?.beta)
  })

  it.each(['play', 'reset', 'step'] as const)('gives way when training goes on: %s', (action) => {
    const { playground, training, controls } = answered('#exactAt=10')
    expect(training.getState().scrubbed).not.toBeNull()
    playground[action](1)
    expect(controls.getState().view.exactAt).toBeNull()
    expect(training.getState().scrubbed).toBeNull()
  })

  it('is part of the link', () => {
    const { playground, controls } = answered()
    controls.setView({ exactAt: 12_345 })
    expect(playground.link()).toBe('v=1&exactAt=12345')
    playground.openLink('#v=1&exactAt=10')
    expect(controls.getState().view.exactAt).toBe(10)
  })
})
