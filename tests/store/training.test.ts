import { describe, expect, it } from 'vitest'
import { createTrainingStore } from '../../src/store/training.ts'
import { endsResult, runSnapshot, snapshotReport, TASK, taskReport } from './fakes.ts'

const noticed = (store: ReturnType<typeof createTrainingStore>): string[] =>
  store.getState().notices.map(({ text }) => text)

describe('createTrainingStore()', () => {
  it('holds what was reported, networks and curves apart', () => {
    const store = createTrainingStore()
    expect(store.getState()).toMatchObject({ phase: 'idle', task: null, networks: {} })
    store.receive(taskReport())
    store.receive({
      type: 'engine',
      run: 1,
      engine: {
        id: 'wasm',
        precision: 'float32',
        measuredEpsilon: 2 ** -23,
        rates: [],
        work: '2^12',
      },
    })
    store.receive(snapshotReport([runSnapshot('singleTask')], { sequence: 7 }))
    const { phase, task, networks, curves, clock, sequence, stepsPerSecond, engine } =
      store.getState()
    expect({ phase, sequence, stepsPerSecond }).toEqual({
      phase: 'playing',
      sequence: 7,
      stepsPerSecond: 1234,
    })
    expect(task).toEqual(TASK)
    expect(engine?.id).toBe('wasm')
    expect(clock).toEqual({ stage: 'main', step: 10 })
    expect(networks.singleTask).not.toHaveProperty('curve')
    expect(networks.singleTask?.trainingLoss).toBe(0.25)
    expect(curves.get('singleTask')?.length).toBe(2)
  })

  it('keeps networks that a picture does not mention, in new records for those it does', () => {
    const store = createTrainingStore()
    store.receive(taskReport())
    store.receive(snapshotReport([runSnapshot('pretraining')]))
    const before = store.getState().networks
    store.receive(snapshotReport([runSnapshot('finetune')], { state: 'finished' }))
    const { networks, phase } = store.getState()
    expect(Object.keys(networks)).toEqual(['pretraining', 'finetune'])
    expect(networks).not.toBe(before)
    expect(networks.pretraining).toBe(before.pretraining)
    expect(phase).toBe('finished')
  })

  it('continues curves where a picture says', () => {
    const store = createTrainingStore()
    store.receive(snapshotReport([runSnapshot('singleTask')]))
    const more = {
      step: Float64Array.of(20),
      trainingLoss: Float64Array.of(0.1),
      generalizationLoss: Float64Array.of(0.2),
    }
    store.receive(snapshotReport([runSnapshot('singleTask', { curve: more, curveStart: 2 })]))
    const curve = store.getState().curves.get('singleTask')
    expect(Array.from(curve?.step.slice(0, curve.length) ?? [])).toEqual([0, 10, 20])
  })

  it('begin() forgets everything of the old run but the layout of its task', () => {
    const store = createTrainingStore()
    store.receive(taskReport())
    store.receive(snapshotReport([runSnapshot('singleTask')]))
    store.receive({ type: 'notice', run: 1, text: 'Something happened.' })
    const oldCurves = store.getState().curves
    store.begin()
    const { phase, task, networks, curves, notices, sequence } = store.getState()
    expect({ phase, task, networks, notices, sequence }).toEqual({
      phase: 'starting',
      task: TASK,
      networks: {},
      notices: [],
      sequence: 0,
    })
    expect(curves.size).toBe(0)
    expect(curves).not.toBe(oldCurves)
  })

  it('starts anew with a task in mid-run: another engine has taken over', () => {
    const store = createTrainingStore()
    store.receive(taskReport())
    store.receive(snapshotReport([runSnapshot('singleTask')]))
    store.receive(taskReport())
    expect(store.getState().networks).toEqual({})
    expect(store.getState().curves.size).toBe(0)
  })

  it('keeps the five newest notices, each text and each topic once', () => {
    const store = createTrainingStore()
    const notice = (text: string, topic?: 'singleTask'): void =>
      store.receive({ type: 'notice', run: 1, text, ...(topic && { topic }) })
    for (const text of ['a', 'b', 'a', 'c', 'd', 'e', 'f']) notice(text)
    expect(noticed(store)).toEqual(['a', 'c', 'd', 'e', 'f'])
    notice('diverged once', 'singleTask')
    notice('diverged twice', 'singleTask')
    expect(noticed(store)).toEqual(['c', 'd', 'e', 'f', 'diverged twice'])
    const ids = store.getState().notices.map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    store.dismissNotice(ids[1] ?? NaN)
    expect(noticed(store)).toEqual(['c', 'e', 'f', 'diverged twice'])
  })

  it('says that a run has failed, and why', () => {
    const store = createTrainingStore()
    store.receive({ type: 'failure', run: 1, text: 'Training stopped: no engine.' })
    expect(store.getState().phase).toBe('failed')
    expect(noticed(store)).toEqual(['Training stopped: no engine.'])
  })

  it('takes the exact end points when they are solved, and a new run forgets them', () => {
    const store = createTrainingStore()
    store.begin({ isSolving: true, isAnswer: true })
    expect(store.getState()).toMatchObject({ isSolving: true, isAnswer: true, exact: {} })
    const ends = { finetune: Float64Array.of(0, -0.6, 0.8, 0) }
    const pretrained = TASK.auxTeacher.slice()
    const bends = { finetune: Float64Array.of(0.1, 0.1, 0, 0) }
    const solved = endsResult({ ends, pretrained, bends, leastSquares: ['finetune'] })
    store.receiveExact(solved, 'solved')
    expect(store.getState()).toMatchObject({
      ...{ exact: ends, exactFrom: 'solved', exactPretrained: pretrained },
      ...{ bends, leastSquares: ['finetune'] },
      isSolving: false,
      isAnswer: true,
    })
    expect(store.getState().task).toBe(solved.task)
    store.begin()
    expect(store.getState()).toMatchObject({
      ...{ exact: {}, exactFrom: null, exactPretrained: null },
      ...{ bends: {}, leastSquares: [], isAnswer: false },
    })
  })

  it('takes later end points without touching the task on screen', () => {
    const store = createTrainingStore()
    store.begin({ isSolving: true })
    const first = endsResult({ ends: { finetune: Float64Array.of(0, -0.6, 0.8, 0) } })
    store.receiveExact(first, 'solved')
    const ends = { finetune: Float64Array.of(0, -0.5, 0.8, 0) }
    store.receiveExact(endsResult({ ends }), 'trained')
    expect(store.getState()).toMatchObject({ exact: ends, exactFrom: 'trained' })
    expect(store.getState().task).toBe(first.task)
  })

  it('begin({ keepsExact }) keeps what was solved, and forgets the networks', () => {
    const store = createTrainingStore()
    store.begin({ isSolving: true })
    const ends = { finetune: TASK.mainTeacher }
    store.receiveExact(endsResult({ ends, smallestGroupNorm: TASK.mainTeacher }), 'trained')
    store.receive(snapshotReport([runSnapshot('finetune')]))
    store.begin({ keepsExact: true })
    expect(store.getState()).toMatchObject({
      ...{ exact: ends, exactFrom: 'trained', smallestGroupNorm: TASK.mainTeacher },
      networks: {},
    })
  })
})
