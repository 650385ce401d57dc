/** Gets the kernel from where the page came from. */
import exactUrl from './diagonal.wasm?url'
import relaxedUrl from './diagonal.relaxed.wasm?url'
import { openDiagonalKernel, type DiagonalKernel } from './diagonalKernel.ts'

/**
 * Compiled only once it is whole: compiling while it streams would depend on what type a web server
 * calls the file.
 */
const compile = async (url: string): Promise<WebAssembly.Module> => {
  const response = await fetch(url)
  return WebAssembly.compile(await response.arrayBuffer())
}

/** The build with fused multiply–adds where the browser knows them, or else the exact one. */
const compileRelaxed = async (): Promise<WebAssembly.Module> => {
  try {
    return await compile(relaxedUrl)
  } catch {
    return compile(exactUrl)
  }
}

/**
 * The exact build gives the same numbers on every machine; the other may round differently.
 * @throws Error if it cannot be fetched, or this browser cannot run it
 */
export const fetchDiagonalKernel = async ({ isExact = true } = {}): Promise<DiagonalKernel> =>
  openDiagonalKernel(await (isExact ? compile(exactUrl) : compileRelaxed()))
