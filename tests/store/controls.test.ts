import { describe, expect, it } from 'vitest'
import { DEFAULT_SPEC } from '../../src/protocol/spec.ts'
import { DEFAULT_VIEW } from '../../src/protocol/view.ts'
import { createControlsStore } from '../../src/store/controls.ts'

const messages = (store: ReturnType<typeof createControlsStore>): string[] =>
  store.getState().problems.map(({ message }) => message)

describe('createControlsStore(hash)', () => {
  it('begins with the state of the link, and what was wrong with it', () => {
    const store = createControlsStore('#rescale=1&theme=dark&colour=red')
    expect(store.getState().spec).toEqual({ ...DEFAULT_SPEC, rescale: 1 })
    expect(store.getState().view).toEqual({ ...DEFAULT_VIEW, theme: 'dark' })
    expect(messages(store)).toEqual(['“colour” is no setting of this page: ignored.'])
  })

  it('setNumber(field, value) changes one number, and tells nobody where nothing changes', () => {
    const store = createControlsStore('')
    let changes = 0
    store.subscribe(() => (changes += 1))
    store.setNumber('rescale', 0.5)
    expect(store.getState().spec).toEqual({ ...DEFAULT_SPEC, rescale: 0.5 })
    store.setNumber('rescale', 0.5)
    expect(changes).toBe(1)
  })

  it('setNumber(field, value) takes the nearest allowed value and says so', () => {
    const store = createControlsStore('')
    store.setNumber('rescale', 99)
    expect(store.getState().spec.rescale).toBe(10)
    expect(messages(store)).toEqual([
      'rescale is “99”, but must be a number from 0.0001 to 10: using 10.',
    ])
    store.setNumber('dataSeed', 5)
    expect(messages(store)).toEqual([])
  })

  it('setNumber(field, value) lowers counts that no longer fit, and says so', () => {
    const store = createControlsStore('')
    store.setNumber('mainActive', 2)
    expect(store.getState().spec).toEqual({ ...DEFAULT_SPEC, mainActive: 2, overlap: 2 })
    expect(messages(store)).toEqual(['overlap is 3, but only 2 fit the other settings: using 2.'])
  })

  it('a change of the run forgets the clock’s place, and a feature that is gone', () => {
    const store = createControlsStore('#feature=150&at=main:9')
    store.setNumber('rescale', 1)
    expect(store.getState().view).toEqual({ ...DEFAULT_VIEW, feature: 150 })
    store.setNumber('inputDim', 100)
    expect(store.getState().view.feature).toBeNull()
  })

  it('setMethods(methods) keeps their own order, and at least one', () => {
    const store = createControlsStore('')
    store.setMethods(['finetune', 'singleTask'])
    expect(store.getState().spec.methods).toEqual(['singleTask', 'finetune'])
    store.setMethods([])
    expect(store.getState().spec.methods).toEqual(['singleTask', 'finetune'])
  })

  it('setReadoutTied, setSpec and setView change what they name', () => {
    const store = createControlsStore('')
    store.setReadoutTied(false)
    expect(store.getState().spec).toEqual({ ...DEFAULT_SPEC, readoutTied: false })
    store.setSpec({ ...DEFAULT_SPEC, overlap: 50 })
    expect(store.getState().spec).toEqual(DEFAULT_SPEC)
    expect(messages(store)).toHaveLength(1)
    store.setView({ pace: 'slow' })
    expect(store.getState().view).toEqual({ ...DEFAULT_VIEW, pace: 'slow' })
    expect(store.getState().spec).toEqual(DEFAULT_SPEC)
  })

  it('openLink(hash) replaces everything; dismissProblem(index) drops one sentence', () => {
    const store = createControlsStore('#rescale=1')
    store.openLink('#a=1&b=2&c=3')
    expect(store.getState().spec).toEqual(DEFAULT_SPEC)
    store.dismissProblem(1)
    expect(store.getState().problems.map(({ field }) => field)).toEqual(['a', 'c'])
  })
})
