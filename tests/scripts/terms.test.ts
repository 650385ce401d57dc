/** The project's terms, its version, and the licences of what it ships. */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { licenceTexts } from '../../scripts/vite/licenceTexts.ts'
import { LICENCES } from '../../src/chapters/checked/licences.ts'
import { shippedPackages } from './shippedPackages.ts'

const read = (file: string): string => readFileSync(file, 'utf8')
const readJson = (file: string): Record<string, unknown> =>
  JSON.parse(read(file)) as Record<string, unknown>

/**
 * Compiled into the kernels: memory, arrays and mathematical functions of AssemblyScript's library
 * stand in their WebAssembly, which no bundler looks into.
 */
const COMPILED_IN = ['assemblyscript']

/** The value of a key at the beginning of a line of CITATION.cff. */
const cited = (key: string): string | undefined => {
  const line = new RegExp(`^${key}: (.*)$`, 'm').exec(read('CITATION.cff'))
  return line?.[1]?.replace(/^'(.*)'$/, '$1')
}

describe('the list of licences', () => {
  const listed = LICENCES.flatMap(({ packages }) => packages)

  it('names every package of which something is in the build, and no other', async () => {
    expect([...listed].sort()).toEqual([...(await shippedPackages()), ...COMPILED_IN].sort())
  })

  it('states each licence as the package does, and licences.txt holds its text', () => {
    const texts = licenceTexts()
    for (const { licence, packages } of LICENCES) {
      for (const name of packages) {
        const stated = readJson(`node_modules/${name}/package.json`)
        expect(stated, name).toMatchObject({ license: licence })
        expect(texts).toContain(`${name} ${String(stated.version)}`)
      }
    }
    for (const words of [
      'Permission is hereby granted, free of charge', // MIT
      'Permission to use, copy, modify, and/or distribute this software', // ISC
      'Apache License',
      'SIL OPEN FONT LICENSE',
      'David Bau', // seedrandom states its licence in its README alone
    ]) {
      expect(texts).toContain(words)
    }
  })
})

describe('the terms', () => {
  it('stand beside the code', () => {
    expect(read('LICENSE')).toMatch(/^MIT License\n\nCopyright \(c\) \d{4} /)
    expect(read('LICENSE-prose')).toContain('Attribution 4.0 International')
    expect(readJson('package.json').license).toBe('(MIT AND CC-BY-4.0)')
    expect(read('README.md')).toContain('(LICENSE-prose)')
  })

  it('are of one version in package.json, its lock file, CITATION.cff and CHANGELOG.md', () => {
    const { version, license } = readJson('package.json')
    const lock = readJson('package-lock.json') as { version: string; packages: { '': object } }
    expect(lock.version).toBe(version)
    expect(lock.packages['']).toMatchObject({ version, license })
    expect(cited('version')).toBe(version)
    const [, latest, date] = /^## (\S+) \((\d{4}-\d\d-\d\d)\)$/m.exec(read('CHANGELOG.md')) ?? []
    expect(latest).toBe(version)
    expect(date).toBe(cited('date-released'))
  })

  // Required by the Citation File Format's schema, version 1.2.0, with the form it asks of them.
  it('can be cited by CITATION.cff', () => {
    expect(cited('cff-version')).toBe('1.2.0')
    expect(cited('message')).toMatch(/\S/)
    expect(cited('title')).toBe('Regimes of Reuse')
    expect(cited('type')).toBe('software')
    expect(read('CITATION.cff')).toMatch(/^authors:\n {2}- name: \S/m)
    expect(read('CITATION.cff')).toMatch(/^license:\n {2}- MIT\n {2}- CC-BY-4\.0\n/m)
  })
})
