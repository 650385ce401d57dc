import { describe, expect, it } from 'vitest'
import type { JobResults } from '../../src/protocol/computing.ts'
import type { RunSnapshot, Snapshot } from '../../src/protocol/messages.ts'
import type { RunSpec } from '../../src/protocol/spec.ts'
import { createLazyBaselines } from '../../src/store/lazyBaselines.ts'
import type { QuestionSurroundings, RestingQuestion } from '../../src/store/restingQuestion.ts'
import { createUnitStructure } from '../../src/store/unitStructure.ts'
import { openFakePlayground, runSnapshot, snapshotReport, taskReport } from './fakes.ts'

const UNITS = { inputDim: 2, weights: Float64Array.of(1, 0, 0, 1, 0.5, -0.5) }
const OTHER_UNITS = { inputDim: 2, weights: Float64Array.of(1, 1, 0, 1, 0.25, 0.5) }

/** Follows a playground whose pool and clock are in the test's hands. */
const follow = <Result>(
  create: (surroundings: QuestionSurroundings) => RestingQuestion<Result>,
  hash = '#network=relu',
) => {
  const fake = openFakePlayground({ hash })
  const { controls, training } = fake.playground
  const waiting = new Set<() => void>()
  const question = create({
    ...{ controls, training, pool: fake.pool },
    wait: (_, callback) => {
      waiting.add(callback)
      return () => waiting.delete(callback)
    },
  })
  return {
    ...fake,
    question,
    leave: question.follow(),
    /** Lets all that waits for time to pass have it. */
    pass: () => {
      const due = [...waiting]
      waiting.clear()
      for (const callback of due) callback()
    },
    tell: (runs: RunSnapshot[], state: Snapshot['state']) => {
      fake.report(taskReport())
      fake.report(snapshotReport(runs, { state }))
    },
    set: (change: Partial<RunSpec>) => controls.setSpec({ ...controls.getState().spec, ...change }),
    state: () => question.store.getState(),
  }
}

const NETWORKS = [
  runSnapshot('pretraining', { units: UNITS }),
  runSnapshot('singleTask', { units: OTHER_UNITS }),
  runSnapshot('finetune', { units: OTHER_UNITS }),
]

const STRUCTURE: JobResults['structure'] = {
  networks: { finetune: { participationRatio: 1.5, sharedDimensions: 1.25, inertia: [0.5, 0] } },
  base: { participationRatio: 2, sharedDimensions: null, inertia: [1, 0] },
}

const END = { error: 0.25, ridge: 1e-3 }
const LAZY: JobResults['lazy'] = {
  ...{ probe: END, tangent: END },
  freshProbe: END,
  freshTangent: END,
}

describe('createUnitStructure(surroundings)', () => {
  it('asks nothing while training runs, nor while nobody looks', () => {
    const { tell, pass, question, pool, state } = follow(createUnitStructure)
    question.setInView(true)
    tell(NETWORKS, 'playing')
    pass()
    expect(pool.open('structure')).toEqual([])
    expect(state().status).toBe('none')
    question.setInView(false)
    tell(NETWORKS, 'finished')
    pass()
    expect(pool.open('structure')).toEqual([])
    expect(state().status).toBe('waiting')
  })

  it('asks once about the units of a run that has ended', () => {
    const { tell, pass, question, pool } = follow(createUnitStructure)
    question.setInView(true)
    tell(NETWORKS, 'finished')
    pass()
    pass()
    const [request, ...more] = pool.open('structure')
    expect(more).toEqual([])
    expect(request?.job.networks).toEqual([
      { key: 'singleTask', units: OTHER_UNITS },
      { key: 'finetune', units: OTHER_UNITS },
    ])
    expect(request?.job.base).toEqual(UNITS)
  })

  it('has no base where no method begins with pretraining', () => {
    const { tell, pass, question, pool } = follow(
      createUnitStructure,
      '#network=relu&methods=singleTask',
    )
    question.setInView(true)
    tell(NETWORKS, 'finished')
    pass()
    const [request] = pool.open('structure')
    expect(request?.job.networks.map(({ key }) => key)).toEqual(['singleTask'])
    expect(request?.job.base).toBeNull()
  })

  it('shows the answer until a new run begins, and then nothing of it', () => {
    const { tell, pass, question, pool, state, set } = follow(createUnitStructure)
    question.setInView(true)
    tell(NETWORKS, 'paused')
    pass()
    pool.open('structure')[0]?.onProgress?.(0.5)
    expect(state()).toMatchObject({ status: 'computing', share: 0.5, result: null })
    pool.open('structure')[0]?.onDone(STRUCTURE)
    expect(state()).toMatchObject({ status: 'ready', result: STRUCTURE })
    set({ rescale: 0.5 })
    expect(state()).toEqual({ status: 'none', result: null, share: 0, failure: null })
    pass()
    expect(pool.open('structure')).toEqual([])
  })

  it('drops what it has asked when a new run begins', () => {
    const { tell, pass, question, pool, state, set } = follow(createUnitStructure)
    question.setInView(true)
    tell(NETWORKS, 'finished')
    pass()
    const [request] = pool.open('structure')
    set({ rescale: 0.5 })
    expect(pool.open('structure')).toEqual([])
    request?.onDone(STRUCTURE)
    expect(state().result).toBeNull()
  })

  it('tells of a failure in a sentence', () => {
    const { tell, pass, question, pool, state } = follow(createUnitStructure)
    question.setInView(true)
    tell(NETWORKS, 'finished')
    pass()
    pool.open('structure')[0]?.onFailed?.('out of memory.')
    expect(state()).toMatchObject({ status: 'failed', failure: 'out of memory.', result: null })
  })

  it('asks nothing of networks without hidden units', () => {
    const { tell, pass, question, pool } = follow(createUnitStructure, '')
    question.setInView(true)
    tell([runSnapshot('finetune')], 'finished')
    pass()
    expect(pool.open('structure')).toEqual([])
  })

  it('drops everything when it is left', () => {
    const { tell, pass, question, pool, leave } = follow(createUnitStructure)
    question.setInView(true)
    tell(NETWORKS, 'finished')
    pass()
    leave()
    expect(pool.open('structure')).toEqual([])
  })
})

describe('createLazyBaselines(surroundings)', () => {
  it('asks once training is at rest, whatever finetuning is set to', () => {
    const { tell, pass, question, pool, state } = follow(
      createLazyBaselines,
      '#network=relu&rescale=0.5&weightDecay=0.001&auxSamples=64',
    )
    question.setInView(true)
    pass()
    expect(pool.open('lazy')).toEqual([])
    tell(NETWORKS, 'playing')
    pass()
    expect(pool.open('lazy')).toEqual([])
    tell(NETWORKS, 'finished')
    pass()
    expect(pool.open('lazy')).toHaveLength(1)
    // What ridge regression knows is as it is on screen; what it does not is as it usually is.
    expect(pool.open('lazy')[0]?.job.spec).toMatchObject({
      ...{ auxSamples: 64, rescale: 1, weightDecay: 0, methods: ['finetune'] },
    })
    pool.open('lazy')[0]?.onDone(LAZY)
    expect(state().result).toEqual(LAZY)
  })

  it('keeps its answer while only finetuning changes, and asks anew when the task does', () => {
    const { tell, pass, question, pool, state, set } = follow(createLazyBaselines)
    question.setInView(true)
    tell(NETWORKS, 'finished')
    pass()
    pool.open('lazy')[0]?.onDone(LAZY)
    set({ rescale: 0.5 })
    expect(state().result).toEqual(LAZY)
    set({ featureCorrelation: 0.5 })
    expect(state()).toMatchObject({ status: 'waiting', result: null })
    pass()
    expect(pool.open('lazy')).toEqual([])
    tell(NETWORKS, 'finished')
    pass()
    expect(pool.open('lazy')[0]?.job.spec.featureCorrelation).toBe(0.5)
  })

  it('asks of fresh networks alone where nothing is pretrained', () => {
    const { tell, pass, question, pool } = follow(
      createLazyBaselines,
      '#network=relu&methods=singleTask.multiTask',
    )
    question.setInView(true)
    tell(NETWORKS, 'finished')
    pass()
    expect(pool.open('lazy')[0]?.job.spec.methods).toEqual(['singleTask'])
  })

  it('asks nothing of diagonal networks', () => {
    const { tell, pass, question, pool, state } = follow(createLazyBaselines, '')
    question.setInView(true)
    tell([runSnapshot('finetune')], 'finished')
    pass()
    expect(pool.open('lazy')).toEqual([])
    expect(state().status).toBe('none')
  })
})
