/** `npm run make:kernels`: compiles src/kernels/assembly anew into the files beside it. */
import { writeFileSync } from 'node:fs'
import { compileKernel, KERNELS, pathOf } from './compileKernel.mjs'

for (const kernel of KERNELS) {
  const binary = await compileKernel(kernel)
  writeFileSync(pathOf(kernel.file), binary)
  console.log(`${kernel.file}: ${binary.length} bytes`)
}
