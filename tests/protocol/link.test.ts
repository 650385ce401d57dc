import { describe, expect, it } from 'vitest'
import { PACES } from '../../src/protocol/clock.ts'
import { CONTROLS, NUMBER_FIELDS, type NumberField } from '../../src/protocol/controls.ts'
import { ENGINE_CHOICES } from '../../src/protocol/engines.ts'
import { LINK_VERSION, readLink, writeLink, type LinkedState } from '../../src/protocol/link.ts'
import { PRESETS } from '../../src/protocol/presets.ts'
import { DEFAULT_SPEC, type RunSpec } from '../../src/protocol/spec.ts'
import {
  LOSS_KINDS,
  MAP_QUANTITIES,
  MAP_ROWS,
  SWEEP_CONTROLS,
} from '../../src/protocol/sweepView.ts'
import {
  DEFAULT_VIEW,
  REPLAYS,
  THEMES,
  WHILE_HIDDEN,
  VIEW_FIELDS,
  type View,
} from '../../src/protocol/view.ts'
import { faultsOf } from './validity.ts'

const DEFAULT_STATE: LinkedState = { spec: DEFAULT_SPEC, view: DEFAULT_VIEW }

const messagesOf = (hash: string): string[] => readLink(hash).problems.map(({ message }) => message)

/** An allowed value other than the default, which needs no correction beside the defaults. */
const otherValue: Record<NumberField, number> = {
  overlap: 2,
  hiddenWidth: 77,
  featureCorrelation: 0.9,
  featureMagnitude: 0.1,
  initScale: 0.02,
  rescale: 1e-4,
  inputDim: 1000,
  auxActive: 5,
  mainActive: 7,
  mainSamples: 1024,
  auxSamples: 1,
  readoutInit: 1e-10,
  learningRate: 0.3,
  auxLearningRate: 1e-4,
  weightDecay: 1e-6,
  labelNoise: 0.1,
  initSpread: 1 / 3,
  dataSeed: 0,
  initSeed: 999_999,
  stopLoss: 1e-12,
  probeLoss: 3e-5,
  stepLimit: 1_000_000,
}

describe('writeLink(state), readLink(hash): round trips', () => {
  it('writes nothing for the default state, and reads it from nothing', () => {
    expect(writeLink(DEFAULT_STATE)).toBe('')
    for (const hash of ['', '#', '#&&', '#v=1']) {
      expect(readLink(hash)).toEqual({ ...DEFAULT_STATE, problems: [] })
    }
  })

  it.each(NUMBER_FIELDS)('keeps %s', (field) => {
    const spec: RunSpec = { ...DEFAULT_SPEC, [field]: otherValue[field] }
    const link = writeLink({ spec, view: DEFAULT_VIEW })
    expect(link).toBe(`v=1&${field}=${String(otherValue[field])}`)
    expect(readLink(`#${link}`)).toEqual({ spec, view: DEFAULT_VIEW, problems: [] })
  })

  it('keeps the readout’s freedom and the methods', () => {
    const spec: RunSpec = {
      ...DEFAULT_SPEC,
      readoutTied: false,
      methods: ['multiTask', 'finetuneProbe'],
    }
    const link = writeLink({ spec, view: DEFAULT_VIEW })
    expect(link).toBe('v=1&readoutTied=false&methods=multiTask.finetuneProbe')
    expect(readLink(link)).toEqual({ spec, view: DEFAULT_VIEW, problems: [] })
  })

  const views: Partial<View>[] = [
    ...THEMES.map((theme) => ({ theme })),
    ...PACES.map((pace) => ({ pace })),
    ...ENGINE_CHOICES.map((engine) => ({ engine })),
    ...REPLAYS.map((replay) => ({ replay })),
    ...WHILE_HIDDEN.map((hidden) => ({ hidden })),
    { more: true },
    { feature: 0 },
    { feature: 199 },
    { at: { stage: 'pretraining', step: 0 } },
    { at: { stage: 'main', step: 1_000_000 } },
    { exactAt: 0 },
    { exactAt: 1_000_000 },
    ...SWEEP_CONTROLS.map((sweep) => ({ sweep })),
    ...LOSS_KINDS.map((loss) => ({ loss })),
    ...MAP_ROWS.map((map) => ({ map })),
    ...MAP_QUANTITIES.map((quantity) => ({ quantity })),
    { regimes: { reuse: 0, order: 2, kept: 1 } },
    { regimes: { reuse: 0.125, order: 1.5, kept: 0.5 } },
    { hides: ['presets', 'dial'] },
    { classCode: 'RICH7' },
    { classCode: 'A', student: 'ZOË' },
  ]
  it.each(views)('keeps the view %j', (change) => {
    const state = { spec: DEFAULT_SPEC, view: { ...DEFAULT_VIEW, ...change } }
    expect(readLink(writeLink(state))).toEqual({ ...state, problems: [] })
  })

  it('covers every field of the view', () => {
    const covered = new Set(views.flatMap((view) => Object.keys(view)))
    expect([...covered].sort()).toEqual([...VIEW_FIELDS].sort())
    expect([...VIEW_FIELDS].sort()).toEqual(Object.keys(DEFAULT_VIEW).sort())
  })

  it('keeps every preset, and everything changed at once', () => {
    for (const { spec } of Object.values(PRESETS).flat()) {
      expect(readLink(writeLink({ spec, view: DEFAULT_VIEW }))).toMatchObject({
        spec,
        problems: [],
      })
    }
    const spec: RunSpec = {
      ...otherValue,
      network: 'diagonal',
      readoutTied: false,
      methods: ['probeThenFinetune'],
    }
    expect(faultsOf(spec)).toEqual([])
    const view: View = {
      theme: 'dark',
      pace: 'full',
      engine: 'cpu',
      replay: 'fast',
      hidden: 'pause',
      more: true,
      feature: 3,
      at: { stage: 'main', step: 12 },
      exactAt: 1234,
      sweep: 'overlap',
      loss: 'best',
      map: 'initScale',
      quantity: 'regime',
      regimes: { reuse: 0.3, order: 1.8, kept: 0.6 },
      hides: ['presets', 'initScale', 'map'],
      classCode: 'RICH7',
      student: '12',
    }
    expect(readLink(writeLink({ spec, view }))).toEqual({ spec, view, problems: [] })
  })
})

describe('readLink(hash): one wrong field', () => {
  it.each(NUMBER_FIELDS)('corrects %s to its range, or to its default, and says so', (field) => {
    const { minimum, maximum, scale, initial } = CONTROLS[field]
    const least = scale === 'logarithmicWithZero' ? 0 : minimum
    const cases: [string, number][] = [
      ['-1', least],
      ['1e300', maximum],
      ['9'.repeat(400), maximum],
      ['-Infinity', least],
      ['NaN', initial],
      ['', initial],
      ['abc', initial],
      ['%00', initial],
      ['[object Object]', initial],
    ]
    for (const [raw, used] of cases) {
      const { spec, problems } = readLink(`#v=1&${field}=${raw}`)
      expect(faultsOf(spec), raw).toEqual([])
      const own = problems.find((problem) => problem.field === field)
      expect(own?.message, raw).toMatch(
        new RegExp(`^${field} is “[^]*”, but must be .+: using .+\\.$`),
      )
      expect(own?.message.endsWith(`: using ${String(used)}.`), raw).toBe(true)
      // Counts may then be lowered to fit, which is said in a sentence of its own.
      const lowered = problems.find(({ message }) => message.includes('fit the other settings'))
      if (lowered === undefined) expect(spec[field], raw).toBe(used)
    }
  })

  it.each([
    ['theme=neon', 'theme is “neon”, but must be system, light, dark, projector: it was left out.'],
    ['pace=warp', 'pace is “warp”, but must be slow, normal, fast, full: it was left out.'],
    ['engine=gpu', 'engine is “gpu”, but must be auto, webgpu, webgl, wasm, cpu: it was left out.'],
    ['more=1', 'more is “1”, but must be true, false: it was left out.'],
    ['feature=-1', 'feature is “-1”, but must be a feature’s number: it was left out.'],
    ['feature=1e2', 'feature is “1e2”, but must be a feature’s number: it was left out.'],
    ['at=main', 'at is “main”, but must be pretraining:STEP or main:STEP: it was left out.'],
    ['at=aux:1', 'at is “aux:1”, but must be pretraining:STEP or main:STEP: it was left out.'],
    [
      'at=main:1:2',
      'at is “main:1:2”, but must be pretraining:STEP or main:STEP: it was left out.',
    ],
    [
      'at=main:1000001',
      'at is “main:1000001”, but must be pretraining:STEP or main:STEP: it was left out.',
    ],
    [
      'exactAt=1000001',
      'exactAt is “1000001”, but must be a step from 0 to 1000000: it was left out.',
    ],
    ['exactAt=1.5', 'exactAt is “1.5”, but must be a step from 0 to 1000000: it was left out.'],
    [
      'sweep=inputDim',
      'sweep is “inputDim”, but must be rescale, overlap, initScale, mainSamples, mainActive, featureCorrelation, featureMagnitude: it was left out.',
    ],
    ['loss=last', 'loss is “last”, but must be final, best: it was left out.'],
    [
      'map=rescale',
      'map is “rescale”, but must be overlap, initScale, mainActive: it was left out.',
    ],
    ['quantity=error', 'quantity is “error”, but must be loss, winner, regime: it was left out.'],
    ...['0.5:1.5', '0.5:2.1:0.5', '0.5:1.5:0.5:1', '-0.1:1.5:0.5', 'a:b:c', '0.5:1.5:1e9'].map(
      (raw): [string, string] => [
        `regimes=${raw}`,
        `regimes is “${raw}”, but must be REUSE:ORDER:KEPT: it was left out.`,
      ],
    ),
    ['feature=200', 'feature is 200, but there are only 200 features: none is read out.'],
    ['overlap=4', 'overlap is 4, but only 3 fit the other settings: using 3.'],
    ['methods=', `methods is “”, but must be some of`],
    ['readoutTied=maybe', 'readoutTied is “maybe”, but must be true or false: using true.'],
    ['colour=red', '“colour” is no setting of this page: ignored.'],
    ['__proto__=1', '“__proto__” is no setting of this page: ignored.'],
    ['constructor', '“constructor” is no setting of this page: ignored.'],
    ['v=2', 'v is “2”, but this page reads links of version 1: some settings may be lost.'],
    ['v=', 'v is “”, but this page reads links of version 1: some settings may be lost.'],
  ])('answers %s in one sentence and shows the default', (part, sentence) => {
    const { spec, view } = readLink(`#${part}`)
    expect({ spec, view }).toEqual(DEFAULT_STATE)
    expect(messagesOf(part)).toHaveLength(1)
    expect(messagesOf(part)[0]?.startsWith(sentence)).toBe(true)
  })

  it('reads the first of a field that stands twice', () => {
    expect(readLink('rescale=1&rescale=2').spec.rescale).toBe(1)
    expect(messagesOf('rescale=1&rescale=2')).toEqual([
      'rescale stands twice in the link: using the first.',
    ])
    expect(messagesOf('v=1&v=2')).toEqual(['v stands twice in the link: using the first.'])
  })

  it('reads a link without a version, and percent signs that encode nothing', () => {
    expect(readLink('rescale=1')).toMatchObject({ spec: { rescale: 1 }, problems: [] })
    expect(messagesOf('theme=%E0%A4')[0]).toContain('theme is “%E0%A4”')
    expect(readLink('%72escale=1').spec.rescale).toBe(1)
    expect(LINK_VERSION).toBe(1)
  })

  it('reads nothing of a link beyond 4000 characters, and says so', () => {
    const long = `rescale=1&${'x'.repeat(4000)}`
    expect(readLink(long)).toMatchObject(DEFAULT_STATE)
    expect(messagesOf(long)).toEqual([
      'This link is 4010 characters long, but at most 4000 are read: showing the default.',
    ])
  })

  it('never changes the defaults themselves', () => {
    const before = structuredClone(DEFAULT_STATE)
    readLink('theme=dark&feature=3&rescale=1&feature=900')
    expect(DEFAULT_STATE).toEqual(before)
  })
})
