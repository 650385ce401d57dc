import { describe, expect, it } from 'vitest'
import { EXERCISES } from '../../src/protocol/exerciseList.ts'
import {
  answerText,
  checkAnswer,
  exerciseLink,
  type Exercise,
} from '../../src/protocol/exercises.ts'
import { readLink } from '../../src/protocol/link.ts'
import { fitCounts } from '../../src/protocol/spec.ts'

const find = (id: string): Exercise => {
  const found = EXERCISES.find((exercise) => exercise.id === id)
  if (found === undefined) throw new Error(`no exercise ${id}`)
  return found
}

describe('EXERCISES', () => {
  it('are at least six, each with a name of its own, words, and a spec that needs no correction', () => {
    expect(EXERCISES.length).toBeGreaterThanOrEqual(6)
    expect(new Set(EXERCISES.map(({ id }) => id)).size).toBe(EXERCISES.length)
    for (const { title, task, question, lesson, spec, points } of EXERCISES) {
      for (const words of [title, task, lesson]) expect(words).not.toBe('')
      expect(question).toMatch(/\?$/)
      expect(fitCounts(spec)).toEqual({ spec, problems: [] })
      for (const point of points) expect(fitCounts({ ...spec, ...point }).problems).toEqual([])
    }
  })

  it('open by links that say all of it: the seeds, the class, and what is left out', () => {
    for (const exercise of EXERCISES) {
      const seeds = { dataSeed: 680_877, initSeed: 405_453 }
      const link = exerciseLink(exercise, seeds, { classCode: 'RICH7', student: '1' })
      const { spec, view, problems } = readLink(link)
      expect(problems).toEqual([])
      expect(spec).toEqual({ ...exercise.spec, ...seeds })
      expect([...view.hides].sort()).toEqual([...exercise.hides].sort())
      expect(view).toMatchObject({ classCode: 'RICH7', student: '1' })
    }
  })

  it('never hide the control that they ask the reader to move', () => {
    for (const { hides, points } of EXERCISES) {
      const moved = points.flatMap((point) => Object.keys(point))
      expect(hides.filter((part) => moved.includes(part))).toEqual([])
      expect(hides).not.toContain('spectrum')
    }
  })
})

describe('checkAnswer(exercise, values, given) of a number', () => {
  // Of the values the first is the answer, the second a slip that has words of its own.
  const exercise = find('features-in-use')
  const values = [3, 6]

  it.each([
    [3, true, 'Right.'],
    [3.29, true, 'Right.'],
    [2.74, true, 'Right.'],
    [3.31, false, 'Too large. Is everything set'],
    [2.7, false, 'Too small. Is everything set'],
    [31, false, 'Too large. It is off by more than a factor of ten'],
    [0.2, false, 'Too small. It is off by more than a factor of ten'],
    [0, false, 'Too small. It is off by more than a factor of ten'],
    [-3, false, 'Too small. It is off by more than a factor of ten'],
    [6, false, 'That is the number at c = 1.'],
    [20, false, 'That many pretraining has left'],
  ])('answers %s', (given, isRight, words) => {
    const verdict = checkAnswer(exercise, values, given)
    expect(verdict.isRight).toBe(isRight)
    expect(verdict.words.startsWith(words)).toBe(true)
  })

  it('knows a ratio that was turned over', () => {
    const gain = find('gain')
    expect(checkAnswer(gain, [0.4, 0.004], 100).isRight).toBe(true)
    expect(checkAnswer(gain, [0.4, 0.004], 0.01).words).toMatch(/^The other way round/)
  })
})

describe('checkAnswer(exercise, values, given) of a choice', () => {
  it('takes the smallest factor that is still good, and both sides of a close threshold', () => {
    const exercise = find('all-needed') // 10, 3, 1, 0.3, 0.1, 0.03, 0.01
    const values = [1e-6, 1e-5, 1e-3, 0.3, 0.4, 0.5, 0.6]
    const right = [0, 1, 2, 3].filter((given) => checkAnswer(exercise, values, given).isRight)
    expect(right).toEqual([2])
    expect(checkAnswer(exercise, values, 0).words).toBe('It goes on further: look at the next one.')
    expect(checkAnswer(exercise, values, 4).words).toBe('Already beyond: look at the one before.')
    // 0.12 lies between a tenth and a tenth times the slack.
    const close = [1e-6, 1e-5, 1e-3, 0.12, 0.4, 0.5, 0.6]
    expect([2, 3].map((given) => checkAnswer(exercise, close, given).isRight)).toEqual([true, true])
    expect(answerText(exercise, close)).toBe('1 (too close to tell: 0.3)')
  })

  it('takes every factor that is as good as the best', () => {
    const exercise = find('best-factor')
    const values = [4, 1, 0.55, 0.5, 0.56]
    const right = values.map((_, given) => checkAnswer(exercise, values, given).isRight)
    expect(right).toEqual([false, false, true, true, false])
    expect(answerText(exercise, values)).toBe('0.01 (too close to tell: 0.1)')
  })

  it('wants the overlap from which it stays so, and offers that there may be none', () => {
    const exercise = find('enough-overlap')
    const pairs = (ratios: number[]): number[] => ratios.flatMap((ratio) => [ratio, 1])
    const values = pairs([2, 0.5, 2, 0.5, 0.5, 0.1, 0.1])
    expect(answerText(exercise, values)).toBe('3')
    expect(checkAnswer(exercise, values, 1).isRight).toBe(false)
    expect(checkAnswer(exercise, values, 4).words).toBe('It holds for a smaller overlap too.')
    expect(answerText(exercise, pairs([2, 2, 2, 2, 2, 2, 2]))).toBe('none of these')
  })
})

describe('answerText(exercise, values)', () => {
  it('gives three digits of a number', () => {
    expect(answerText(find('gain'), [1, 0.00123456])).toBe('810')
  })
})
