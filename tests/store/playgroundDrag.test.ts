import { describe, expect, it } from 'vitest'
import {
  endsResult,
  openFakePlayground,
  questions,
  runSnapshot,
  snapshotReport,
  TASK,
  taskReport,
} from './fakes.ts'

const names = (calls: readonly (readonly unknown[])[]): unknown[] => calls.map(([name]) => name)
const starts = (calls: readonly (readonly unknown[])[]): unknown[] =>
  calls.filter(([name]) => name === 'start')

describe('createPlayground(options): a drag', () => {
  it('asks the solver at every change, lets go of the old run, and trains only at rest', () => {
    const atRest: (() => void)[] = []
    const { playground, calls, pool, newestStart } = openFakePlayground({
      whenAtRest: (callback) => void atRest.push(callback),
    })
    for (const rescale of [0.1, 0.2, 0.3]) playground.controls.setNumber('rescale', rescale)
    expect(questions(pool)).toEqual([
      ['solved', 'pointer', 'dropped'],
      ['solved', 'pointer', 'dropped'],
      ['solved', 'pointer', 'open'],
    ])
    expect(names(calls)).toEqual(['cancel', 'cancel', 'cancel'])
    // Even if an older change should come to rest late, only the newest is trained.
    atRest.forEach((callback) => callback())
    expect(starts(calls)).toHaveLength(1)
    expect(newestStart().spec.rescale).toBe(0.3)
    expect(questions(pool).slice(2)).toEqual([
      ['solved', 'pointer', 'open'],
      ['trained', 'answer', 'open'],
    ])
  })

  it('shows the ends of solved pretraining first, and then those that a run is measured against', () => {
    const { playground, pool, solve } = openFakePlayground({ hash: '#rescale=1' })
    playground.open()
    const [first, second] = pool.open('ends')
    const exact = { finetune: Float64Array.of(0, -0.6, 0.8, 0) }
    first?.onDone(endsResult({ ends: exact }))
    expect(playground.training.getState()).toMatchObject({ exact, exactFrom: 'solved' })
    const closer = { finetune: Float64Array.of(0, -0.59, 0.8, 0) }
    second?.onDone(endsResult({ ends: closer }))
    expect(playground.training.getState()).toMatchObject({ exact: closer, exactFrom: 'trained' })
    // Nothing is left that could take them back.
    expect(() => solve(endsResult())).toThrow('no end points were asked for')
  })

  it('a late answer from solved pretraining does not replace the other', () => {
    const { playground, pool } = openFakePlayground({ hash: '#rescale=1' })
    playground.open()
    const [solved, trained] = pool.open('ends')
    trained?.onDone(endsResult({ ends: { finetune: TASK.mainTeacher } }))
    solved?.onDone(endsResult())
    expect(playground.training.getState()).toMatchObject({
      exact: { finetune: TASK.mainTeacher },
      exactFrom: 'trained',
    })
  })

  it('asks once where no method pretrains', () => {
    const { playground, pool } = openFakePlayground({ hash: '#methods=singleTask.multiTask' })
    playground.open()
    expect(questions(pool)).toEqual([['solved', 'pointer', 'open']])
  })

  it('an end that could not be computed takes nothing away: training shows the same', () => {
    const { playground, pool, report } = openFakePlayground({ hash: '#rescale=1' })
    playground.open()
    for (const question of pool.open('ends')) question.onFailed?.('out of memory')
    report(taskReport())
    report(snapshotReport([runSnapshot('finetune')], { state: 'finished' }))
    expect(playground.training.getState()).toMatchObject({ phase: 'finished', notices: [] })
  })

  it('a run that is begun again asks only for what is not known yet', () => {
    const { playground, pool, report } = openFakePlayground({
      findPrecomputed: () => [taskReport(), snapshotReport([], { state: 'finished' })],
    })
    playground.open()
    report(snapshotReport([], { state: 'finished' }))
    playground.reset()
    const asked = [
      ['trained', 'answer', 'dropped'],
      ['solved', 'pointer', 'open'],
      ['trained', 'answer', 'open'],
    ]
    expect(questions(pool)).toEqual(asked)
    for (const question of pool.open('ends')) question.onDone(endsResult())
    playground.reset()
    expect(pool.requests).toHaveLength(asked.length)
  })

  it('a reset that comes first is not overtaken by the answer', () => {
    const atRest: (() => void)[] = []
    const { playground, calls, newestStart } = openFakePlayground({
      whenAtRest: (callback) => void atRest.push(callback),
    })
    playground.controls.setNumber('rescale', 0.1)
    playground.reset()
    atRest.forEach((callback) => callback())
    expect(starts(calls)).toHaveLength(1)
    expect(newestStart().isPlaying).toBe(false)
  })
})
