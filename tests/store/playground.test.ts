import { describe, expect, it } from 'vitest'
import { readLink } from '../../src/protocol/link.ts'
import { DEFAULT_SPEC } from '../../src/protocol/spec.ts'
import {
  endsResult,
  openFakePlayground,
  questions,
  runSnapshot,
  snapshotReport,
  TASK,
  taskReport,
} from './fakes.ts'

/** The runs that were begun; each is preceded by letting go of the run before. */
const starts = (calls: readonly (readonly unknown[])[]): unknown[] =>
  calls.filter(([name]) => name === 'start')
const names = (calls: readonly (readonly unknown[])[]): unknown[] => calls.map(([name]) => name)

describe('createPlayground(options).open()', () => {
  it('shows a precomputed run without training, and asks only for the marks behind it', () => {
    const reports = [taskReport(), snapshotReport([runSnapshot('finetune')], { state: 'finished' })]
    const { playground, calls, pool } = openFakePlayground({ findPrecomputed: () => reports })
    playground.open()
    expect(playground.training.getState()).toMatchObject({ phase: 'finished', engine: null })
    expect(playground.training.getState().task).toEqual(TASK)
    expect(names(calls)).toEqual(['cancel'])
    expect(questions(pool)).toEqual([['trained', 'answer', 'open']])
  })

  it('trains at full pace to the end where nothing is precomputed, and asks for the end points', () => {
    const { playground, newestStart, pool } = openFakePlayground({ hash: '#rescale=1' })
    playground.open()
    const spec = { ...DEFAULT_SPEC, rescale: 1 }
    expect(newestStart()).toEqual({
      spec,
      engine: 'auto',
      isExact: true,
      pace: 'full',
      isPlaying: true,
      until: null,
      mayReusePretraining: true,
    })
    expect(questions(pool)).toEqual([
      ['solved', 'pointer', 'open'],
      ['trained', 'answer', 'open'],
    ])
    expect(pool.open('ends').map(({ job }) => job.spec)).toEqual([spec, spec])
    expect(playground.training.getState()).toMatchObject({ phase: 'starting', isAnswer: true })
  })

  it.each([
    ['main', true],
    ['pretraining', false],
  ] as const)('goes to a linked moment of %s and waits there', (stage, mayReusePretraining) => {
    const { playground, newestStart } = openFakePlayground({
      hash: `#at=${stage}:12`,
      findPrecomputed: () => [taskReport()],
    })
    playground.open()
    expect(newestStart()).toMatchObject({
      isPlaying: false,
      until: { stage, step: 12 },
      mayReusePretraining,
    })
  })

  it('trains where a link asks for an engine, precomputed or not', () => {
    const { playground, newestStart } = openFakePlayground({
      hash: '#engine=cpu',
      findPrecomputed: () => [taskReport()],
    })
    playground.open()
    expect(newestStart().engine).toBe('cpu')
  })
})

describe('createPlayground(options): changes', () => {
  it('answers a change of the spec or the engine at once, and no other', () => {
    const { playground, calls, newestStart } = openFakePlayground()
    playground.open()
    expect(starts(calls)).toHaveLength(1)
    playground.controls.setView({ pace: 'slow', theme: 'dark', feature: 3, more: true })
    expect(starts(calls)).toHaveLength(1)
    playground.controls.setNumber('rescale', 1)
    expect(starts(calls)).toHaveLength(2)
    expect(newestStart()).toMatchObject({ spec: { rescale: 1 }, pace: 'full', isPlaying: true })
    playground.controls.setView({ engine: 'wasm' })
    expect(starts(calls)).toHaveLength(3)
    expect(newestStart().engine).toBe('wasm')
    playground.controls.setNumber('rescale', 1)
    expect(starts(calls)).toHaveLength(3)
  })

  it('forgets the old numbers before the new ones arrive', () => {
    const { playground, report } = openFakePlayground()
    playground.open()
    report(taskReport())
    report(snapshotReport([runSnapshot('finetune')]))
    playground.controls.setNumber('rescale', 1)
    expect(playground.training.getState()).toMatchObject({ phase: 'starting', networks: {} })
  })

  it('rollDice() draws both seeds within their range', () => {
    const bounds: number[] = []
    const { playground, newestStart } = openFakePlayground({
      drawSeed: (bound) => {
        bounds.push(bound)
        return 40 + bounds.length
      },
    })
    playground.rollDice()
    expect(bounds).toEqual([1_000_000, 1_000_000])
    expect(newestStart().spec).toEqual({ ...DEFAULT_SPEC, dataSeed: 41, initSeed: 42 })
  })

  it('dispose() ends all threads and answers nothing more', () => {
    const { playground, calls, pool } = openFakePlayground()
    playground.dispose()
    playground.controls.setNumber('rescale', 1)
    expect(names(calls)).toEqual(['dispose'])
    expect(questions(pool)).toEqual([])
    expect(pool.isDisposed).toBe(true)
  })
})

describe('createPlayground(options): the engine', () => {
  it('trains anew where exact replay is given up', () => {
    const { playground, newestStart } = openFakePlayground()
    playground.open()
    playground.controls.setView({ replay: 'fast' })
    expect(newestStart()).toMatchObject({ isExact: false })
  })
})

describe('createPlayground(options).setVisible(isVisible)', () => {
  const openPlaying = (hash: string) => {
    const opened = openFakePlayground({ hash })
    opened.playground.open()
    opened.report(snapshotReport([runSnapshot('finetune')], { state: 'playing' }))
    return { ...opened, told: () => opened.calls.map(([name]) => name) }
  }

  it('lets training go on out of sight, unless it is chosen otherwise', () => {
    const { playground, told } = openPlaying('#pace=slow&rescale=1')
    const before = told()
    playground.setVisible(false)
    playground.setVisible(true)
    expect(told()).toEqual(before)
  })

  it('pauses out of sight where that is chosen, and plays on in sight', () => {
    const { playground, calls, report } = openPlaying('#pace=slow&hidden=pause&rescale=1')
    playground.setVisible(false)
    expect(calls.at(-1)).toEqual(['pause'])
    playground.setVisible(true)
    // It was the answer to a change, which is trained as fast as it can be …
    expect(calls.at(-1)).toEqual(['play', 'full'])
    // … and a replay at the chosen pace.
    playground.reset()
    report(snapshotReport([runSnapshot('finetune')], { state: 'playing' }))
    playground.setVisible(false)
    playground.setVisible(true)
    expect(calls.at(-1)).toEqual(['play', 'slow'])
  })

  it('does not play what the reader had paused', () => {
    const { playground, report, told } = openPlaying('#hidden=pause&rescale=1')
    report(snapshotReport([runSnapshot('finetune')], { state: 'paused' }))
    const before = told()
    playground.setVisible(false)
    playground.setVisible(true)
    expect(told()).toEqual(before)
  })
})

describe('createPlayground(options): the buttons', () => {
  it('play() and step() go on where a run is under way', () => {
    const { playground, calls, report } = openFakePlayground({ hash: '#pace=slow' })
    playground.open()
    report(snapshotReport([runSnapshot('finetune')], { state: 'paused' }))
    playground.play()
    playground.step(10)
    playground.pause()
    expect(calls.slice(2)).toEqual([['play', 'slow'], ['step', 10], ['pause']])
  })

  it('play() begins a finished run again at the chosen pace, pretraining included', () => {
    const { playground, newestStart, report } = openFakePlayground({ hash: '#pace=fast' })
    playground.open()
    report(snapshotReport([runSnapshot('finetune')], { state: 'finished' }))
    playground.play()
    expect(newestStart()).toMatchObject({
      pace: 'fast',
      isPlaying: true,
      until: null,
      mayReusePretraining: false,
    })
    expect(playground.training.getState().isAnswer).toBe(false)
  })

  it('step(n) from a finished run begins again, paused, and takes its steps', () => {
    const { playground, calls, newestStart, report } = openFakePlayground()
    playground.open()
    report(snapshotReport([runSnapshot('finetune')], { state: 'finished' }))
    playground.step(100)
    expect(newestStart().isPlaying).toBe(false)
    expect(calls.at(-1)).toEqual(['step', 100])
  })

  it('reset() goes back to the first step and keeps the seeds and the exact end points', () => {
    const { playground, newestStart, pool, solve } = openFakePlayground()
    playground.open()
    const ends = { finetune: TASK.mainTeacher }
    solve(endsResult({ ends }))
    playground.reset()
    expect(newestStart()).toMatchObject({ isPlaying: false, mayReusePretraining: false })
    expect(newestStart().spec).toEqual(DEFAULT_SPEC)
    expect(playground.training.getState()).toMatchObject({ exact: ends, isSolving: false })
    expect(pool.requests).toHaveLength(2)
  })

  it('acknowledge() names the newest picture', () => {
    const { playground, calls, report } = openFakePlayground()
    playground.open()
    report(snapshotReport([runSnapshot('finetune')], { sequence: 9 }))
    playground.acknowledge()
    expect(calls.at(-1)).toEqual(['drawn', 9])
  })
})

describe('createPlayground(options): links', () => {
  it('link() leads to the state on screen; with the clock only where it is paused', () => {
    const { playground, report } = openFakePlayground({ hash: '#rescale=1&theme=dark' })
    playground.open()
    const at = { stage: 'main', step: 10 } as const
    report(snapshotReport([runSnapshot('finetune')], { state: 'playing', clock: at }))
    expect(readLink(playground.link()).view.at).toBeNull()
    report(snapshotReport([runSnapshot('finetune')], { state: 'paused', clock: at }))
    expect(playground.link()).toBe('v=1&rescale=1&theme=dark&at=main:10'.replace(':', '%3A'))
    expect(readLink(playground.link())).toMatchObject({
      spec: { rescale: 1 },
      view: { theme: 'dark', at },
      problems: [],
    })
    report(snapshotReport([runSnapshot('finetune')], { state: 'finished', clock: at }))
    expect(playground.link()).toBe('v=1&rescale=1&theme=dark')
  })

  it('openLink(hash) starts one run for another spec, and none for another view', () => {
    const { playground, calls, newestStart } = openFakePlayground()
    playground.open()
    playground.openLink('#theme=dark')
    expect(starts(calls)).toHaveLength(1)
    playground.openLink('#rescale=1&at=main:5')
    expect(starts(calls)).toHaveLength(2)
    expect(newestStart()).toMatchObject({ spec: { rescale: 1 }, until: { stage: 'main', step: 5 } })
  })

  it('openLink(hash) goes to another moment of the same run, and from a pause to the end', () => {
    const { playground, calls, newestStart, report } = openFakePlayground()
    playground.open()
    playground.openLink('#at=main:5')
    expect(starts(calls)).toHaveLength(2)
    expect(newestStart().until).toEqual({ stage: 'main', step: 5 })
    report(snapshotReport([runSnapshot('finetune')], { state: 'paused' }))
    playground.openLink('')
    expect(starts(calls)).toHaveLength(3)
    expect(newestStart()).toMatchObject({ isPlaying: true, until: null })
  })
})
