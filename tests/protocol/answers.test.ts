import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  answersText,
  errorOfLevel,
  highestLevel,
  readAnswers,
  type Answer,
  type Answers,
} from '../../src/protocol/answers.ts'
import {
  PREDICTION_IDS,
  PREDICTIONS,
  type Prediction,
  type PredictionId,
} from '../../src/protocol/predictions.ts'

/** Fixed, so that a failure can be seen again. */
const SEED = 20_261_125

const answerTo = (prediction: Prediction): fc.Arbitrary<Answer> => {
  const skipped = fc.constant<Answer>({ kind: 'skipped' })
  if (prediction.kind !== 'curve') {
    const options = prediction.options.map(({ id }): Answer => ({ kind: 'shape', option: id }))
    return fc.oneof(skipped, fc.constantFrom(...options))
  }
  const { length } = prediction.columns
  const level = fc.integer({ min: 0, max: highestLevel(prediction) })
  const levels = fc.array(level, { minLength: length, maxLength: length })
  return fc.oneof(
    skipped,
    levels.map((drawn): Answer => ({ kind: 'curve', levels: drawn })),
  )
}

const answers: fc.Arbitrary<Answers> = fc.record(
  {
    keep: answerTo(PREDICTIONS.keep),
    together: answerTo(PREDICTIONS.together),
    nested: answerTo(PREDICTIONS.nested),
    directions: answerTo(PREDICTIONS.directions),
  },
  { requiredKeys: [] },
)

describe('PREDICTIONS', () => {
  it('have whole levels, growing columns, and options that a link can hold', () => {
    for (const prediction of PREDICTION_IDS.map((id): Prediction => PREDICTIONS[id])) {
      if (prediction.kind === 'curve') {
        expect(highestLevel(prediction)).toBeGreaterThan(8)
        expect(errorOfLevel(prediction, 0)).toBeCloseTo(10 ** prediction.decades[0], 12)
        expect(errorOfLevel(prediction, highestLevel(prediction))).toBeCloseTo(10)
        continue
      }
      const ids = prediction.options.map(({ id }) => id)
      expect(new Set(ids).size).toBe(ids.length)
      for (const id of ids) expect(id).toMatch(/^[a-z]{2,12}$/)
      expect(ids).not.toContain('skip')
    }
    for (const { shares } of PREDICTIONS.together.options) {
      const sum = Object.values(shares).reduce<number>((total, share) => total + share, 0)
      expect(sum).toBeCloseTo(1, 12)
    }
  })
})

describe('answersText and readAnswers', () => {
  it('round trip, in few characters that need no escape in an address', () => {
    fc.assert(
      fc.property(answers, (given) => {
        const text = answersText(given)
        expect(readAnswers(text)).toEqual({ answers: given, problems: [] })
        expect(encodeURIComponent(text)).toBe(text)
        expect(text.length).toBeLessThanOrEqual(120)
      }),
      { seed: SEED },
    )
  })

  it('write what a reader of links expects', () => {
    const given: Answers = {
      keep: { kind: 'curve', levels: [18, 17, 12, 8, 6] },
      together: { kind: 'shape', option: 'leftovers' },
      nested: { kind: 'skipped' },
    }
    expect(answersText(given)).toBe('1~keep.18-17-12-8-6~together.leftovers~nested.skip')
    expect(answersText({})).toBe('')
  })

  it('never throw, and take only what is asked and allowed', () => {
    const parts = fc.oneof(
      fc.string({ maxLength: 40 }),
      fc.constantFrom('1', '2', 'keep.1-2-3-4-5', 'keep.1-2', 'together.', 'together.few.few'),
      fc.constantFrom('__proto__.few', 'constructor.skip', 'toString.skip', 'keep.99-1-1-1-1'),
      fc.constantFrom('keep.-1-2-3-4', 'keep.1e1-2-3-4-5', 'nested.skip', 'directions.valley'),
    )
    const texts = fc.oneof(
      fc.string({ maxLength: 500 }),
      fc.array(parts, { maxLength: 40 }).map((list) => ['1', ...list].join('~')),
    )
    fc.assert(
      fc.property(texts, (text) => {
        const { answers: read, problems } = readAnswers(text)
        // What was read is what a clean link would hold: it can be written and read again.
        expect(readAnswers(answersText(read))).toEqual({ answers: read, problems: [] })
        for (const { field, message } of problems) {
          expect(field).toBe('answers')
          expect(message.length).toBeLessThan(200)
        }
        if (Object.keys(read).length === 0 && text !== '' && text !== '1') {
          expect(problems).not.toEqual([])
        }
      }),
      { seed: SEED, numRuns: 1000 },
    )
  })

  it.each([
    ['1~keep.1-2-3', 'The answer to keep is “1-2-3”, but must be 5 whole numbers from 0 to 32'],
    ['1~keep.1-2-3-4-99', 'The answer to keep'],
    ['1~together.b', 'few, leftovers, old, everywhere, skip'],
    ['1~solve.few', 'which is not asked'],
    ['1~nested.skip~nested.skip', 'twice'],
    ['2~keep.skip', 'version “2”'],
    ['keep.skip', 'version “keep.skip”'],
    [`1~${'keep.skip~'.repeat(50)}`, 'too long'],
  ])('name what is wrong: %s', (text, words) => {
    const messages = readAnswers(text).problems.map(({ message }) => message)
    expect(messages.join(' ')).toContain(words)
  })

  it('know every question', () => {
    const skipped = Object.fromEntries(
      PREDICTION_IDS.map((id): [PredictionId, Answer] => [id, { kind: 'skipped' }]),
    )
    expect(readAnswers(answersText(skipped)).answers).toEqual(skipped)
  })
})
