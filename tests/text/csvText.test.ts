import { describe, expect, it } from 'vitest'
import { inertText } from '../../src/text/csvText.ts'

describe('inertText(text)', () => {
  // The beginnings that OWASP's page on CSV injection names.
  it.each([
    ['=1+1', "'=1+1"],
    ['+1+1', "'+1+1"],
    ['-1+1', "'-1+1"],
    ['@SUM(1)', "'@SUM(1)"],
    ['\t=1', "' =1"],
    ['\r=1', "' =1"],
    ['\tx', "'\tx"],
    [' =1', "' =1"],
    ['\uff1d1+1', "'\uff1d1+1"],
    ["=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"],
    ['Ada\t=1+1', 'Ada =1+1'],
  ])('shows %j as it is', (text, shown) => expect(inertText(text)).toBe(shown))

  it.each(['', 'Ada', '-5', '+5', '-5.2e-3', '1e-7', 'a=b', 'x-1'])('leaves %j alone', (text) =>
    expect(inertText(text)).toBe(text),
  )
})
