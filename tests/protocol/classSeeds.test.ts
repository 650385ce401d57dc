import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readClassCode, readStudent } from '../../src/protocol/className.ts'
import { classSeeds, hashOf } from '../../src/protocol/classSeeds.ts'
import { CONTROLS } from '../../src/protocol/controls.ts'

const { maximum } = CONTROLS.dataSeed
const codes = fc.stringMatching(/^[A-Z0-9]{1,12}$/)

describe('hashOf(text)', () => {
  // Published test vectors of FNV-1a, 32 bits (Fowler, Noll, Vo).
  it.each([
    ['', 0x811c9dc5],
    ['a', 0xe40c292c],
    ['foobar', 0xbf9cf968],
  ])('is FNV-1a of “%s”', (text, hash) => {
    expect(hashOf(text)).toBe(hash)
  })
})

describe('classSeeds(code, student)', () => {
  // Computed by the formula at the head of the file with whole numbers of any size, in Python.
  it.each([
    { code: 'RICH7', student: '1', seeds: { dataSeed: 680877, initSeed: 405453 } },
    { code: 'RICH7', student: '2', seeds: { dataSeed: 119798, initSeed: 864400 } },
    { code: 'RICH7', student: '999999', seeds: { dataSeed: 803035, initSeed: 487559 } },
    { code: 'A', student: '0', seeds: { dataSeed: 919464, initSeed: 234350 } },
    { code: 'RICH7', student: 'ZOË', seeds: { dataSeed: 643052, initSeed: 278178 } },
    { code: 'LAZY2024', student: '17', seeds: { dataSeed: 936768, initSeed: 111352 } },
  ])('gives $student of $code the seeds that it always gave', ({ code, student, seeds }) => {
    expect(classSeeds(code, student)).toEqual(seeds)
  })

  it('gives no two numbers of a class the same seed, of either kind', () => {
    const numbers = Array.from({ length: 200 }, (_, index) => String(index + 1))
    fc.assert(
      fc.property(codes, fc.integer({ min: 0, max: 999_799 }), (code, before) => {
        const seeds = numbers.map((number) => classSeeds(code, String(Number(number) + before)))
        expect(new Set(seeds.map(({ dataSeed }) => dataSeed)).size).toBe(200)
        expect(new Set(seeds.map(({ initSeed }) => initSeed)).size).toBe(200)
      }),
      { numRuns: 200, seed: 11 },
    )
  })

  it('gives valid seeds to every code and student', () => {
    const students = fc.string({ unit: 'grapheme', maxLength: 24 }).map(readStudent)
    fc.assert(
      fc.property(codes, students, (code, student) => {
        if (student === null) return
        for (const seed of Object.values(classSeeds(code, student))) {
          expect(Number.isInteger(seed) && seed >= 0 && seed <= maximum).toBe(true)
        }
      }),
      { numRuns: 1000, seed: 12 },
    )
  })

  it('spreads the names of a class: of 200 at most two pairs meet', () => {
    // Of 200 draws from a million 0.02 pairs meet on average; three or more once in a million.
    const names = Array.from({ length: 200 }, (_, index) => `N${index.toString(36)}`)
    for (const code of ['RICH7', 'A', 'LAZY2024']) {
      const seeds = names.map((name) => classSeeds(code, name).dataSeed)
      expect(new Set(seeds).size).toBeGreaterThanOrEqual(198)
    }
  })

  it('gives one student other seeds in another class', () => {
    const seeds = ['RICH7', 'RICH8', 'A', 'B', 'LAZY2024'].map((code) => classSeeds(code, '7'))
    expect(new Set(seeds.map(({ dataSeed }) => dataSeed)).size).toBe(5)
  })
})

describe('readClassCode(text), readStudent(text)', () => {
  it.each([
    [' rich7 ', 'RICH7'],
    ['', null],
    ['THIRTEENLONGS', null],
    ['RI CH', null],
    ['ß', null],
    ['\uff32\uff49\uff43\uff48\uff17', 'RICH7'],
    ['rich\u0667', 'RICH7'],
    ['ri\u00adch\u200b7\u3000', 'RICH7'],
    ['\u{1D411}ich7', 'RICH7'],
    // Cyrillic letters that look like Latin ones are others.
    ['RI\u0421H7', null],
    ['rich\u00b2', null],
  ])('reads the code “%s” as %s', (text, code) => {
    expect(readClassCode(text)).toBe(code)
  })

  it.each([
    ['007', '7'],
    [' 0 ', '0'],
    ['zoe\u0308', 'ZOË'],
    ['anna-b', 'ANNA-B'],
    ['1234567', '1234567'],
    ['', null],
    ['two words', null],
    ['\uff10\uff10\uff17', '7'],
    ['\u0661\u0662', '12'],
    ['\u096d\u00a0', '7'],
    ['\u2466', '7'],
    ['\uff21\uff4e\uff4e\uff41', 'ANNA'],
    ['anna\u2010b', 'ANNA-B'],
    ['anna\u2212b', 'ANNA-B'],
    ['an\u00adna\ufe0f', 'ANNA'],
    ['\ufb01n', 'FIN'],
    ['\u0430\u043d\u043d\u0430', '\u0410\u041d\u041d\u0410'],
    ['\u0410nna', null],
    ['7\u00b2', null],
    ['\u3007', null],
    ['\u3164', null],
    ['<b>', null],
    ['x'.repeat(21), null],
  ])('reads the student “%s” as %s', (text, student) => {
    expect(readStudent(text)).toBe(student)
  })

  it('read plain ASCII as they always did', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Za-z0-9-]{1,12}$/), (text) => {
        // The rules under which the first links were made: trimmed, upper case, no leading zeros.
        const upper = text.toUpperCase()
        expect(readClassCode(text)).toBe(/^[A-Z0-9]+$/.test(upper) ? upper : null)
        expect(readStudent(text)).toBe(/^\d{1,6}$/.test(upper) ? String(Number(upper)) : upper)
      }),
      { numRuns: 1000, seed: 14 },
    )
  })

  it('read what they gave as the same', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 24 }), (text) => {
        for (const read of [readClassCode, readStudent]) {
          const once = read(text)
          if (once !== null) expect(read(once)).toBe(once)
        }
      }),
      { numRuns: 2000, seed: 13 },
    )
  })
})
