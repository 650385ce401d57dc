/** The linter finds what it is there for: one planted fault for each rule that the code leans on. */
import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const ROOT = path.resolve(import.meta.dirname, '../..')
const folder = mkdtempSync(path.join(tmpdir(), 'lint-'))
afterAll(() => rmSync(folder, { recursive: true }))

const FAULTS: Readonly<Record<string, string>> = {
  'typescript(no-floating-promises)': `const later = async () => 1\nexport const run = () => { later() }`,
  'typescript(no-explicit-any)': 'export const take = (value: any) => typeof value',
  'typescript(no-non-null-assertion)': 'export const first = (list: number[]) => list[0]!',
  'typescript(no-unsafe-argument)':
    'export const read = (text: string): number => Math.abs(JSON.parse(text))',
  'typescript(switch-exhaustiveness-check)': `type Kind = 'one' | 'two'
export const name = (kind: Kind) => { switch (kind) { case 'one': return 1 } return 0 }`,
  'typescript(no-unnecessary-condition)':
    'export const known = (value: string) => value ?? "nothing"',
  'eslint(no-restricted-properties)': 'export const draw = () => Math.random()',
  'eslint(max-params)':
    'export const sum = (a: number, b: number, c: number, d: number) => a + b + c + d',
  'eslint(max-lines-per-function)': `export const long = () => {\n${'  void 0\n'.repeat(61)}}`,
  'eslint(max-lines)': 'export {}\n'.repeat(251),
  'react-hooks(rules-of-hooks)': `import { useState } from 'react'
export const Part = ({ open }: { open: boolean }) => { if (open) useState(0); return null }`,
}

const fileOf = (rule: string): string => `src/charts/${rule.replace(/\W+/g, '-')}fault.tsx`

describe('npm run check:lint', () => {
  let output = ''
  beforeAll(() => {
    mkdirSync(path.join(folder, 'src/charts'), { recursive: true })
    const compilerOptions = { strict: true, jsx: 'react-jsx', noUncheckedIndexedAccess: true }
    writeFileSync(path.join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions }))
    for (const [rule, text] of Object.entries(FAULTS)) {
      writeFileSync(path.join(folder, fileOf(rule)), text)
    }
    // Its patterns of files begin where it lies.
    copyFileSync(path.join(ROOT, '.oxlintrc.json'), path.join(folder, '.oxlintrc.json'))
    const program = path.join(ROOT, 'node_modules/oxlint/bin/oxlint')
    const found = spawnSync(process.execPath, [program, '-f', 'unix', '.'], {
      cwd: folder,
    })
    output = found.stdout.toString()
    expect(found.status).toBe(1)
  })

  it.each(Object.keys(FAULTS))('finds %s', (rule) => {
    const own = output.split('\n').filter((line) => line.includes(path.basename(fileOf(rule))))
    expect(own.join('\n')).toContain(rule)
  })
})
