/** Compiles the kernels of src/kernels/assembly with AssemblyScript; deterministic. */
import { existsSync, readFileSync } from 'node:fs'
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
 * }) => Promise<{ error: Error | null, stderr: { toString(): string } }>} main
 */
const COMPILER = 'assemblyscript/asc'

const kernels = fileURLToPath(new URL('../src/kernels', import.meta.url))

/**
 * Memory of instances on several threads, in pages of 64 KiB: what it begins with, and the most
 * that it may grow to. Whoever makes the memory has the same numbers (src/kernels/rowThreads.ts).
 */
const SHARED_MEMORY = ['--initialMemory', '16', '--maximumMemory', '32768']

const ONE_THREAD = { source: 'assembly/diagonal.ts', options: [] }
const RELU = { source: 'assembly/relu.ts', options: [] }
const ROW_THREADS = {
  source: 'assembly/rowThreads.ts',
  options: ['--enable', 'threads', '--importMemory', '--sharedMemory', ...SHARED_MEMORY],
}

/** Every compiled file, with its source and what it may use of WebAssembly. */
export const KERNELS = [
  { file: 'diagonal.wasm', ...ONE_THREAD, features: ['simd'] },
  { file: 'diagonal.relaxed.wasm', ...ONE_THREAD, features: ['simd', 'relaxed-simd'] },
  { file: 'relu.wasm', ...RELU, features: ['simd'] },
  { file: 'relu.relaxed.wasm', ...RELU, features: ['simd', 'relaxed-simd'] },
  { file: 'diagonal.shared.wasm', ...ROW_THREADS, features: ['simd'] },
  { file: 'diagonal.shared.relaxed.wasm', ...ROW_THREADS, features: ['simd', 'relaxed-simd'] },
]

/** @param {string} file */
export const pathOf = (file) => path.join(kernels, file)

/**
 * A file that the source imports, or null where there is none: the compiler tries several names.
 * @param {string} file
 */
const readIfPresent = (file) => (existsSync(file) ? readFileSync(file, 'utf8') : null)

/**
 * @param {{ source: string, features: string[], options: string[] }} kernel the source from the
 *   kernels' folder
 * @returns {Promise<Uint8Array>} the binary
 */
export const compileKernel = async ({ source, features, options }) => {
  /** @type {Uint8Array[]} */
  const binaries = []
  /** @type {{ default: Compiler }} */
  const { default: asc } = await import(COMPILER)
  const name = path.basename(source)
  const folder = path.dirname(pathOf(source))
  const { error, stderr } = await asc.main(
    [
      name,
      ...['--outFile', 'kernel.wasm', '-O3', '--converge', '--noAssert'],
      ...['--runtime', 'minimal', '--use', 'abort='],
      ...options,
      ...features.flatMap((feature) => ['--enable', feature]),
    ],
    {
      readFile: (asked) => readIfPresent(path.join(folder, asked)),
      writeFile: (_, contents) => {
        if (contents instanceof Uint8Array) binaries.push(contents)
      },
      listFiles: () => null,
    },
  )
  const [binary] = binaries
  if (error !== null || binary === undefined) throw new Error(stderr.toString(), { cause: error })
  return binary
}
