/** What is wrong with a text that is nearly JSON. The right places are counted by hand. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeText } from '../../scripts/cli/inputFile.ts'
import { parseJson } from '../../scripts/cli/jsonText.ts'

describe('parseJson(text)', () => {
  it.each([
    ['NaN as Python writes it', '{"y": [1, NaN]}', 'line 1, column 11 (y[1]): “NaN” stands'],
    ['infinity', '{"X": [[1],\n [-Infinity]]}', 'line 2, column 3 (X[1][0]): “-Infinity” stands'],
    [
      'a comma too many in a list',
      '{"y": [1,]}',
      'line 1, column 10 (y[1]): “]” stands right after',
    ],
    [
      'a comma too many in an object',
      '{"y": 1,\r\n}',
      'line 2, column 1: “}” stands right after a',
    ],
    ['a comma for a value', '[,1]', 'line 1, column 2 ([0]): “,” stands where a value should'],
    [
      'a missing comma',
      '{"X": [1 2]}',
      'line 1, column 10 (X): “2” stands where a comma or ] should',
    ],
    [
      'a comment',
      '{"X": 1 // one\n}',
      'line 1, column 9: “//” stands where a comma or } should; JSON has',
    ],
    ['a comment of another kind', '# X\n{}', 'line 1, column 1: “#” stands'],
    [
      'single quotes',
      "{'X': 1}",
      "line 1, column 2: “'” stands where a name in double quotes should",
    ],
    ['quotes of a word processor', '{“X”: 1}', 'JSON has only straight double quotes'],
    ['a name without quotes', '{X: 1}', 'line 1, column 2: “X” stands where a name'],
    ['a decimal point without digits', '[.5]', 'line 1, column 2 ([0]): “.5” stands'],
    [
      'a number with a stroke',
      '[1_000]',
      '“1_000” stands where a value should; JSON writes numbers like',
    ],
    [
      'a number of another base',
      '[0x1F]',
      '“0x1F” stands where a value should; JSON writes numbers like',
    ],
    ['a leading zero', '[012]', '“012” stands'],
    ['a word of Python', '{"a": {"b": True}}', 'line 1, column 13 (a.b): “True” stands'],
    [
      'nothing, as Python writes it',
      '[None]',
      '“None” stands where a value should; JSON writes null',
    ],
    [
      'a cut list',
      '{"X": [1, 2',
      'line 1, column 12 (X): a comma or ] should stand here, but the text',
    ],
    ['a cut text', '{"X": "ab', 'line 1, column 10 (X): the text ends inside quotes'],
    [
      'a cut object',
      '{',
      'line 1, column 2: a name in double quotes should stand here, but the text ends',
    ],
    [
      'a line end inside quotes',
      '["a\nb"]',
      'line 1, column 4 ([0]): “U+000A” stands inside quotes',
    ],
    ['an escape that is none', '["\\x"]', '“\\x” inside quotes is no escape'],
    ['a second object', '{}\n\n {}', 'line 3, column 2: “{” stands where the end should'],
    ['characters of two halves before it', '["😀", x]', 'line 1, column 7 ([1]): “x” stands'],
    ['more brackets than any input has', '['.repeat(5000), 'brackets stand inside more than 100'],
    ['a byte that is no text', '\u0000', '“U+0000” stands where a value should'],
  ])('%s', (_, text, words) => {
    expect(() => parseJson(text)).toThrow(`is not JSON: ${words.startsWith('line') ? words : ''}`)
    expect(() => parseJson(text)).toThrow(words)
  })

  it('refuses a name that stands twice, by whatever escapes', () => {
    expect(() => parseJson('{"y": 1,\n "\\u0079": 2}')).toThrow(
      'says two things at once: line 2, column 2 (y): this name stands a second time, after line 1, column 2',
    )
  })

  it('gives what the engine gives for every value', () => {
    fc.assert(
      fc.property(fc.json(), fc.constantFrom(undefined, 1, '\t'), (text, indent) => {
        const value: unknown = JSON.parse(text)
        const spaced = JSON.stringify(value, null, indent)
        expect(parseJson(spaced)).toEqual(value)
      }),
      { seed: 5 },
    )
  })

  it('finds a fault wherever the engine finds one', () => {
    const pieces = [
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"a"',
      '"b"',
      '1',
      '-0.5e3',
      'null',
      ' ',
      '\n',
      '"',
    ]
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 8 }), (parts) => {
        const text = parts.join('')
        let isJson = true
        try {
          JSON.parse(text)
        } catch {
          isJson = false
        }
        if (isJson && !/"a".*"a"|"b".*"b"/s.test(text)) expect(() => parseJson(text)).not.toThrow()
        if (!isJson) expect(() => parseJson(text)).toThrow(/^is not JSON: line \d+, column \d+/)
      }),
      { seed: 6, numRuns: 3000 },
    )
  })
})

describe('decodeText(bytes)', () => {
  const text = '{"ä": "😀"}\n'
  const bytesOf = (encoding: BufferEncoding, mark = ''): Buffer =>
    Buffer.from(mark + text, encoding)

  it.each([
    ['UTF-8', bytesOf('utf8')],
    ['UTF-8 with a mark', bytesOf('utf8', '\uFEFF')],
    ['UTF-16, low half first', bytesOf('utf16le')],
    ['the same with a mark', bytesOf('utf16le', '\uFEFF')],
    ['UTF-16, high half first', bytesOf('utf16le').swap16()],
    ['the same with a mark', bytesOf('utf16le', '\uFEFF').swap16()],
  ])('%s', (_, bytes) => {
    expect(decodeText(bytes)).toBe(text)
  })

  it('nothing at all is an empty text', () => {
    expect(decodeText(new Uint8Array())).toBe('')
  })
})
