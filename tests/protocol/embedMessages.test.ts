import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  asMessage,
  changedState,
  EMBED_PROTOCOL,
  EMBED_VERSION,
  readCommand,
  settingsOf,
} from '../../src/protocol/embedMessages.ts'
import { readLink } from '../../src/protocol/link.ts'

const message = (more: object): object => ({
  protocol: EMBED_PROTOCOL,
  version: EMBED_VERSION,
  ...more,
})

describe('readCommand', () => {
  it.each([
    [{ type: 'play' }, { type: 'play' }],
    [{ type: 'pause', more: 1 }, { type: 'pause' }],
    [{ type: 'reset' }, { type: 'reset' }],
    [
      { type: 'step', steps: 10 },
      { type: 'step', steps: 10 },
    ],
    [
      {
        type: 'set',
        settings: { rescale: 0.1, readoutTied: false, methods: ['singleTask', 'finetune'] },
      },
      {
        type: 'set',
        settings: [
          ['rescale', '0.1'],
          ['readoutTied', 'false'],
          ['methods', 'singleTask.finetune'],
        ],
      },
    ],
  ])('reads %o', (given, command) => {
    expect(readCommand(message(given))).toEqual(command)
  })

  it.each([
    [{}, /type must be/],
    [{ type: 'play', version: 2 }, /version must be 1/],
    [{ type: 'step' }, /whole number/],
    [{ type: 'step', steps: 0.5 }, /whole number/],
    [{ type: 'step', steps: '10' }, /whole number/],
    [{ type: 'set' }, /must be an object/],
    [{ type: 'set', settings: ['rescale'] }, /must be an object/],
    [{ type: 'set', settings: { rescale: null } }, /settings\.rescale/],
    [{ type: 'set', settings: { methods: [1] } }, /settings\.methods/],
    [
      { type: 'set', settings: Object.fromEntries(Array.from({ length: 100 }, (_, i) => [i, i])) },
      /more than 60/,
    ],
  ])('says what is wrong with %o', (given, words) => {
    expect(readCommand(message(given))).toMatch(words)
  })

  it.each([null, undefined, 7, 'play', [], {}, { type: 'play' }, { protocol: 'other' }])(
    'has nothing to do with %o',
    (data) => {
      expect(readCommand(data)).toBeNull()
    },
  )

  it('never throws', () => {
    fc.assert(
      fc.property(fc.anything(), fc.anything(), (data, type) => {
        readCommand(data)
        readCommand(message({ type, settings: data, steps: data }))
        readCommand(message({ type: 'set', settings: data }))
        readCommand(message({ type: 'step', steps: data }))
      }),
      { seed: 1 },
    )
  })
})

describe('settings', () => {
  const state = readLink('rescale=0.5&theme=dark&network=relu')

  it('change a state as a link would, and keep the rest', () => {
    const { spec, view, problems } = changedState(state, [
      ['rescale', '2'],
      ['overlap', 'many'],
      ['colour', 'red'],
    ])
    expect(spec).toEqual({ ...state.spec, rescale: 2 })
    expect(view).toEqual(state.view)
    expect(problems.map(({ field }) => field)).toEqual(['colour', 'overlap'])
  })

  it('are told by what is not as usual', () => {
    expect(settingsOf(state)).toEqual({ network: 'relu', rescale: '0.5', theme: 'dark' })
  })
})

describe('asMessage', () => {
  it('names the protocol and its version', () => {
    expect(asMessage({ type: 'size', height: 5 })).toEqual(message({ type: 'size', height: 5 }))
  })
})
