import { describe, expect, it } from 'vitest'
import { HIDABLES } from '../../src/protocol/hides.ts'
import { readLink, writeLink } from '../../src/protocol/link.ts'
import { DEFAULT_SPEC } from '../../src/protocol/spec.ts'
import { DEFAULT_VIEW } from '../../src/protocol/view.ts'

const messagesOf = (hash: string): string[] => readLink(hash).problems.map(({ message }) => message)

describe('what a link leaves out', () => {
  it('stays in a link, each part alone and all at once', () => {
    for (const hides of [[], HIDABLES, ...HIDABLES.map((part) => [part])]) {
      const state = { spec: DEFAULT_SPEC, view: { ...DEFAULT_VIEW, hides } }
      expect(readLink(writeLink(state))).toEqual({ ...state, problems: [] })
    }
  })

  it('has each part once, whatever the order', () => {
    expect(readLink('hides=map.presets.map').view.hides).toEqual(['presets', 'map'])
    expect(readLink('hides=').view.hides).toEqual([])
    expect(new Set(HIDABLES).size).toBe(HIDABLES.length)
  })

  it.each([
    [
      'hides=rescale2.wheel',
      'hides is “rescale2.wheel”, but parts of the page are not called “rescale2”, “wheel”: left out.',
    ],
    [
      'classCode=a-b',
      'classCode is “a-b”, but must be 1 to 12 letters a–z and digits: it was left out.',
    ],
    ['student=a%2Fb', 'student is “a/b”, but must be a number or a short name: it was left out.'],
  ])('answers %s in one sentence', (link, sentence) => {
    expect(messagesOf(link)).toEqual([sentence])
    expect(readLink(link).view).toEqual(DEFAULT_VIEW)
  })

  it('keeps the parts it knows beside one it does not', () => {
    expect(readLink('hides=map.wheel').view.hides).toEqual(['map'])
    expect(messagesOf('hides=map.wheel')).toHaveLength(1)
  })
})
