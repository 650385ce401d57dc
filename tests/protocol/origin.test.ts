import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { originIn } from '../../src/protocol/origin.ts'

describe('originIn(text)', () => {
  it('gives what a browser gives, or nothing, for any text', () => {
    const part = fc.constantFrom(
      ...['a', '0', '1', '255', '256', '.', '..', ':', '::', '[', ']', '-', '_', '0x1', 'ffff'],
      ...[':8000', ':65535', ':65536', '/'],
    )
    const hosts = fc
      .array(part, { minLength: 1, maxLength: 9 })
      .chain((parts) => fc.constantFrom(parts.join(''), `[${parts.join('')}]`))
    fc.assert(
      fc.property(hosts, (host) => {
        const origin = originIn(`http://${host}`)
        // The reference is the URL of the standard library (WHATWG).
        if (origin !== null) expect(new URL(`http://${host}`).origin).toBe(origin)
      }),
      { seed: 1, numRuns: 5000 },
    )
  })

  it('knows every address of version 6 as browsers write it', () => {
    const group = fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 0xffff }))
    const addresses = fc.array(group, { minLength: 8, maxLength: 8 })
    fc.assert(
      fc.property(addresses, fc.boolean(), (groups, isShort) => {
        const whole = groups.map((one) => one.toString(16)).join(':')
        // As a browser shortens it, and in full.
        const given = isShort ? new URL(`http://[${whole}]`).origin : `http://[${whole}]`
        expect(originIn(given)).toBe(new URL(given).origin)
      }),
      { seed: 1, numRuns: 1000 },
    )
  })
})
