import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { compileKernel, KERNELS, pathOf } from '../../scripts/compileKernel.mjs'

describe('the compiled kernels', () => {
  it.each(KERNELS)('$file is what its source compiles to', async (kernel) => {
    const binary = await compileKernel(kernel)
    expect(Buffer.from(binary).equals(readFileSync(pathOf(kernel.file)))).toBe(true)
  })
})
