import { describe, expect, it } from 'vitest'
import { allowedInWords, CONTROLS, NUMBER_FIELDS } from '../../src/protocol/controls.ts'
import { METHODS } from '../../src/protocol/methods.ts'
import { PRESETS } from '../../src/protocol/presets.ts'
import {
  DEFAULT_SPEC,
  fitCounts,
  needsPretraining,
  readoutInitOf,
  readSpec,
  startSettingsOf,
  anyTaskSettingsOf,
  trainingSettingsOf,
  type RunSpec,
} from '../../src/protocol/spec.ts'
import { readNumber } from '../../src/protocol/numberFields.ts'
import { METHOD_IDS } from '../../src/theory/methodRecipes.ts'
import { faultsOf } from './validity.ts'

const messagesOf = (raw: Record<string, unknown>): string[] =>
  readSpec(raw).problems.map(({ message }) => message)

describe('CONTROLS', () => {
  it.each(NUMBER_FIELDS)('%s has a range around its default, a name and one line', (field) => {
    const control = CONTROLS[field]
    const isZeroAllowed = control.scale === 'logarithmicWithZero'
    expect(control.minimum).toBeLessThan(control.maximum)
    expect(control.initial).toBeLessThanOrEqual(control.maximum)
    expect(isZeroAllowed ? 0 : control.minimum).toBeLessThanOrEqual(control.initial)
    if (control.scale.startsWith('logarithmic')) expect(control.minimum).toBeGreaterThan(0)
    expect(control.label).toMatch(/^[A-Z]/)
    expect(control.explanation).toMatch(/^[A-Z][^\n]{10,120}\.$/)
    expect(control.symbol.length).toBeGreaterThan(0)
  })

  it.each([
    ['overlap', 'a whole number from 0 to 100'],
    ['rescale', 'a number from 0.0001 to 10'],
    ['stepLimit', 'a whole number from 100 to 1000000'],
    ['weightDecay', '0 or a number from 0.000001 to 0.1'],
  ] as const)('allowedInWords(%s) is %s', (field, words) => {
    expect(allowedInWords(CONTROLS[field])).toBe(words)
  })
})

describe('METHODS', () => {
  it.each(METHOD_IDS)('tells of %s in one line, by a name and abbreviation of its own', (id) => {
    const { label, abbreviation, explanation } = METHODS[id]
    expect(explanation).toMatch(/^[A-Z][^\n]{10,120}\.$/)
    const others = METHOD_IDS.filter((other) => other !== id).map((other) => METHODS[other])
    expect(others.map((other) => other.label)).not.toContain(label)
    expect(others.map((other) => other.abbreviation)).not.toContain(abbreviation)
  })
})

describe('DEFAULT_SPEC and PRESETS', () => {
  it('are valid, and need no correction', () => {
    for (const spec of [
      DEFAULT_SPEC,
      ...Object.values(PRESETS)
        .flat()
        .map((preset) => preset.spec),
    ]) {
      expect(faultsOf(spec)).toEqual([])
      expect(fitCounts(spec)).toEqual({ spec, problems: [] })
      expect(readSpec({ ...spec })).toEqual({ spec, problems: [] })
    }
  })

  it('have ids of their own, and the default is the first', () => {
    expect(new Set(PRESETS.diagonal.map(({ id }) => id)).size).toBe(PRESETS.diagonal.length)
    expect(PRESETS.diagonal[0]?.spec).toEqual(DEFAULT_SPEC)
  })
})

describe('readNumber(field, raw)', () => {
  it('takes numbers and texts of numbers as they are', () => {
    expect(readNumber('rescale', 0.25)).toEqual({ value: 0.25 })
    expect(readNumber('rescale', '0.25')).toEqual({ value: 0.25 })
    expect(readNumber('rescale', '2.5e-1')).toEqual({ value: 0.25 })
    expect(readNumber('weightDecay', '0')).toEqual({ value: 0 })
    expect(readNumber('rescale', '0,25')).toEqual({ value: 0.25 })
    expect(readNumber('rescale', '\uff10\uff0e\uff12\uff15')).toEqual({ value: 0.25 })
    expect(readNumber('rescale', '1\u00b710^\u22123')).toEqual({ value: 0.001 })
    expect(readNumber('auxSamples', '\u0661\u0662')).toEqual({ value: 12 })
    expect(readNumber('stepLimit', '10 000')).toEqual({ value: 10_000 })
  })

  it.each([
    ['overlap', '-1', 0, '“-1”'],
    ['overlap', '2.6', 3, '“2.6”'],
    ['auxActive', '1,5', 2, '“1,5”'],
    ['overlap', 'Infinity', 100, '“Infinity”'],
    ['mainSamples', '1e308', 1024, '“1e308”'],
    ['inputDim', '10', 50, '“10”'],
    ['rescale', '0', 1e-4, '“0”'],
    ['rescale', '-1e999', 1e-4, '“-1e999”'],
    ['weightDecay', '-3', 0, '“-3”'],
    ['weightDecay', '1e-7', 0, '“1e-7”'],
    ['weightDecay', '7e-7', 1e-6, '“7e-7”'],
  ] as const)('puts %s=%s to the nearest allowed value and says so', (...row) => {
    const [field, raw, used, shown] = row
    const { value, problem } = readNumber(field, raw)
    expect(value).toBe(used)
    const allowed = allowedInWords(CONTROLS[field])
    expect(problem).toEqual({
      field,
      message: `${field} is ${shown}, but must be ${allowed}: using ${String(used)}.`,
    })
  })

  it.each([
    ['', '“”'],
    [' ', '“ ”'],
    ['NaN', '“NaN”'],
    ['ten', '“ten”'],
    [Number.NaN, '“NaN”'],
    [null, 'empty'],
    [undefined, 'empty'],
    [true, '“true”'],
    [[7], '“7”'],
    [{ a: 1 }, 'an object'],
  ])('takes the default for %j, which is no number, and says so', (raw, shown) => {
    const { value, problem } = readNumber('auxActive', raw)
    expect(value).toBe(CONTROLS.auxActive.initial)
    expect(problem?.message).toBe(
      `auxActive is ${shown}, but must be a whole number from 0 to 100: using 20.`,
    )
  })

  it.each([
    ['a big integer', 10n],
    ['an object without a prototype', Object.create(null)],
    ['a function', () => 1],
    ['a symbol', Symbol('seed')],
  ])('does not throw for %s', (_, raw: unknown) => {
    expect(readNumber('auxActive', raw).value).toBe(20)
    expect(readSpec({ readoutTied: raw, methods: raw }).spec).toEqual(DEFAULT_SPEC)
  })

  // A comma before three digits stands before decimals in half of the world, in thousands elsewhere.
  it.each([
    ['rescale', '1,000', 1, 'which can be read as 1 or as 1000'],
    ['stepLimit', '10.000', 10_000, 'which can be read as 10 or as 10000'],
    ['mainSamples', '1,000', 16, 'which can be read as 1 or as 1000'],
    ['overlap', '1 5', 15, 'which has a space in it'],
  ] as const)('says how it understood %s=%s', (...row) => {
    const [field, raw, used, doubt] = row
    expect(readNumber(field, raw)).toEqual({
      value: used,
      problem: { field, message: `${field} is “${raw}”, ${doubt}: using ${String(used)}.` },
    })
  })

  it('quotes at most 40 characters of a long value', () => {
    const { problem } = readNumber('auxActive', 'x'.repeat(1000))
    expect(problem?.message).toContain(`“${'x'.repeat(40)}…”`)
  })
})

describe('readSpec(raw)', () => {
  it('takes the default for what is absent, in silence', () => {
    expect(readSpec({})).toEqual({ spec: DEFAULT_SPEC, problems: [] })
    expect(readSpec({ rescale: 1 })).toEqual({
      spec: { ...DEFAULT_SPEC, rescale: 1 },
      problems: [],
    })
  })

  it('takes nothing from a prototype', () => {
    const raw = Object.create({ rescale: 1 }) as Record<string, unknown>
    expect(readSpec(raw).spec.rescale).toBe(DEFAULT_SPEC.rescale)
  })

  it('reads methods in their own order, each once', () => {
    const given = ['finetuneProbe', 'singleTask']
    expect(readSpec({ methods: given })).toEqual({
      spec: { ...DEFAULT_SPEC, methods: ['singleTask', 'finetuneProbe'] },
      problems: [],
    })
  })

  it.each([
    [['singleTask', 'magic'], 'singleTask', '“singleTask, magic”'],
    [['finetune', 'finetune'], 'finetune', '“finetune, finetune”'],
    [[], DEFAULT_SPEC.methods.join(', '), '“”'],
    ['', DEFAULT_SPEC.methods.join(', '), '“”'],
    [17, DEFAULT_SPEC.methods.join(', '), '“17”'],
  ])('corrects methods %j to %s and says so', (methods, used, shown) => {
    expect(readSpec({ methods }).spec.methods.join(', ')).toBe(used)
    expect(messagesOf({ methods })).toEqual([
      `methods is ${shown}, but must be some of ${METHOD_IDS.join(', ')}, each once: using ${used}.`,
    ])
  })

  it('reads readoutTied as true or false, and anything else as true with a word', () => {
    expect(readSpec({ readoutTied: 'false' }).spec.readoutTied).toBe(false)
    expect(messagesOf({ readoutTied: 'false' })).toEqual([])
    expect(readSpec({ readoutTied: 'no' }).spec.readoutTied).toBe(true)
    expect(messagesOf({ readoutTied: 'no' })).toEqual([
      'readoutTied is “no”, but must be true or false: using true.',
    ])
  })
})

describe('fitCounts(spec)', () => {
  it.each([
    ['the overlap to the smaller count', { overlap: 9, mainActive: 4 }, { overlap: 4 }],
    ['the overlap to what is pretrained', { overlap: 3, auxActive: 2 }, { overlap: 2 }],
    [
      'the pretrained features to the room that D leaves',
      { inputDim: 50, mainActive: 40, overlap: 2, auxActive: 20 },
      { auxActive: 12 },
    ],
    [
      'the main features to D',
      { inputDim: 50, mainActive: 100, overlap: 0 },
      { mainActive: 50, auxActive: 0 },
    ],
  ])('lowers %s', (_, change, lowered) => {
    const asked = { ...DEFAULT_SPEC, ...change }
    const { spec, problems } = fitCounts(asked)
    expect(spec).toEqual({ ...asked, ...lowered })
    expect(faultsOf(spec)).toEqual([])
    expect(problems.map(({ message }) => message)).toEqual(
      Object.entries(lowered).map(([field, to]) => {
        const from = String(asked[field as keyof typeof asked]) // a field of the change
        return `${field} is ${from}, but only ${to} fit the other settings: using ${to}.`
      }),
    )
  })
})

describe('what a spec gives to training', () => {
  it('readoutInitOf(spec) is α·c where tied, else γ', () => {
    const spec = { ...DEFAULT_SPEC, initScale: 0.5, rescale: 0.25, readoutInit: 3 }
    expect(readoutInitOf(spec)).toBe(0.125)
    expect(readoutInitOf({ ...spec, readoutTied: false })).toBe(3)
    expect(startSettingsOf(spec).readoutInit).toBe(0.125)
  })

  it('needsPretraining(spec) is true where a method starts from it', () => {
    const withMethods = (...methods: typeof DEFAULT_SPEC.methods): boolean =>
      needsPretraining({ ...DEFAULT_SPEC, methods })
    expect(withMethods('singleTask', 'multiTask', 'singleTaskProbe')).toBe(false)
    expect(withMethods('finetune')).toBe(true)
    expect(withMethods('finetuneProbe')).toBe(true)
    expect(withMethods('singleTask', 'probeThenFinetune')).toBe(true)
  })

  it('hands every number on under its own name', () => {
    const numbers = Object.fromEntries(NUMBER_FIELDS.map((field, index) => [field, index + 0.5]))
    const spec: RunSpec = { ...DEFAULT_SPEC, ...numbers, network: 'relu', readoutTied: false }
    const { network, ...taskSettings } = anyTaskSettingsOf(spec)
    expect(network).toBe('relu')
    const handed = {
      ...taskSettings,
      ...startSettingsOf(spec),
      ...trainingSettingsOf(spec),
    }
    expect(handed).toEqual(numbers)
  })
})
