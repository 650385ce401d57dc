/** Compiles the kernels of src/kernels/assembly with AssemblyScript; deterministic. */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

/**
 * What is used of the compiler. Its own types declare arrays and numbers of their own for the whole
 * project, so the type checker must not follow the import.
 * @typedef {object} Compiler
 * @property {(options: string[], files: {
 *   readFile: (name: string) => string | null,
 *   writeFile: (name: string, contents: string | Uint8Array) => void,
 *   listFiles: () => null,
 * }) => Promise<{ error: Error | null, stderr: object }>} main
 */
const COMPILER = 'assemblyscript/asc'

const kernels = fileURLToPath(new URL('../src/kernels', import.meta.url))

/** Every compiled file, with its source and what it may use of WebAssembly. */
export const KERNELS = [
  { file: 'diagonal.wasm', source: 'assembly/diagonal.ts', features: ['simd'] },
  {
    file: 'diagonal.relaxed.wasm',
    source: 'assembly/diagonal.ts',
    features: ['simd', 'relaxed-simd'],
  },
]

/** @param {string} file */
export const pathOf = (file) => path.join(kernels, file)

/**
 * @param {{ source: string, features: string[] }} kernel the source from the kernels' folder
 * @returns {Promise<Uint8Array>} the binary
 */
export const compileKernel = async ({ source, features }) => {
  /** @type {Uint8Array[]} */
  const binaries = []
  /** @type {{ default: Compiler }} */
  const { default: asc } = await import(COMPILER)
  const name = path.basename(source)
  const { error, stderr } = await asc.main(
    [
      name,
      ...['--outFile', 'kernel.wasm', '-O3', '--converge', '--noAssert'],
      ...['--runtime', 'minimal', '--use', 'abort='],
      ...features.flatMap((feature) => ['--enable', feature]),
    ],
    {
      readFile: (asked) => (asked === name ? readFileSync(pathOf(source), 'utf8') : null),
      writeFile: (_, contents) => {
        if (contents instanceof Uint8Array) binaries.push(contents)
      },
      listFiles: () => null,
    },
  )
  const [binary] = binaries
  if (error !== null || binary === undefined) throw new Error(String(stderr), { cause: error })
  return binary
}
