/** Gets the kernel from where the page came from. */
import exactUrl from './diagonal.wasm?url'
import { openDiagonalKernel, type DiagonalKernel } from './diagonalKernel.ts'

/**
 * Compiled only once it is whole: compiling while it streams would depend on what type a web server
 * calls the file.
 * @throws Error if it cannot be fetched, or this browser cannot run it
 */
export const fetchDiagonalKernel = async (): Promise<DiagonalKernel> => {
  const response = await fetch(exactUrl)
  const module = await WebAssembly.compile(await response.arrayBuffer())
  return openDiagonalKernel(module)
}
