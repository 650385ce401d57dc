import { describe, expect, it } from 'vitest'
import { createEngineMemory, type TextStorage } from '../../src/client/engineMemory.ts'

const createStorage = (text: string | null = null): TextStorage & { text: string | null } => {
  const storage = {
    text,
    getItem: () => storage.text,
    setItem: (_: string, next: string) => {
      storage.text = next
    },
  }
  return storage
}

const RATES = [
  { id: 'wasm', stepsPerSecond: 120_000 },
  { id: 'cpu', stepsPerSecond: 5_000 },
] as const

describe('createEngineMemory(storage, device)', () => {
  it('keeps what was measured from visit to visit, for the same device', () => {
    const storage = createStorage()
    createEngineMemory(storage, 'a browser').keep('2^16', RATES)
    expect(createEngineMemory(storage, 'a browser').read()).toEqual({ '2^16': RATES })
    expect(createEngineMemory(storage, 'another').read()).toEqual({})
  })

  it.each([
    'nonsense',
    'null',
    '[]',
    '{"device":"a browser"}',
    '{"device":"a browser","rates":7}',
    '{"device":"a browser","rates":{"2^16":"fast"}}',
    '{"device":"a browser","rates":{"2^16":[{"id":"abacus","stepsPerSecond":1}]}}',
    '{"device":"a browser","rates":{"2^16":[{"id":"wasm","stepsPerSecond":-1}, null, 3]}}',
  ])('takes nothing from what it did not write: %s', (text) => {
    const rates = createEngineMemory(createStorage(text), 'a browser').read()
    expect(Object.values(rates).flat()).toEqual([])
  })

  it('works for one visit where nothing may be kept', () => {
    const forbidden: TextStorage = {
      getItem: () => {
        throw new Error('forbidden')
      },
      setItem: () => {
        throw new Error('forbidden')
      },
    }
    for (const storage of [forbidden, null]) {
      const memory = createEngineMemory(storage, 'a browser')
      memory.keep('2^16', RATES)
      expect(memory.read()).toEqual({ '2^16': RATES })
    }
  })
})
