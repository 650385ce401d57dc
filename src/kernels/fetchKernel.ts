/** Gets kernels from where the page came from. */
import exactUrl from './diagonal.wasm?url'
import relaxedUrl from './diagonal.relaxed.wasm?url'
import { openDiagonalKernel, type DiagonalKernel } from './diagonalKernel.ts'
import exactReluUrl from './relu.wasm?url'
import relaxedReluUrl from './relu.relaxed.wasm?url'
import { openReluKernel, type ReluKernel } from './reluKernel.ts'

/** Where the two builds of a kernel are. */
export interface KernelUrls {
  exact: string
  relaxed: string
}

/**
 * Compiled only once it is whole: compiling while it streams would depend on what type a web server
 * calls the file.
 */
const compile = async (url: string): Promise<WebAssembly.Module> => {
  const response = await fetch(url)
  return WebAssembly.compile(await response.arrayBuffer())
}

/** The exact build, or the one with fused multiply–adds where the browser knows them. */
export const compileBuild = async (
  { exact, relaxed }: KernelUrls,
  isExact: boolean,
): Promise<WebAssembly.Module> => {
  if (isExact) return compile(exact)
  try {
    return await compile(relaxed)
  } catch {
    return compile(exact)
  }
}

/**
 * The exact build gives the same numbers on every processor; the other may round differently.
 * @throws Error if it cannot be fetched, or this browser cannot run it
 */
export const fetchDiagonalKernel = async ({ isExact = true } = {}): Promise<DiagonalKernel> =>
  openDiagonalKernel(await compileBuild({ exact: exactUrl, relaxed: relaxedUrl }, isExact))

/** As `fetchDiagonalKernel`. */
export const fetchReluKernel = async ({ isExact = true } = {}): Promise<ReluKernel> =>
  openReluKernel(await compileBuild({ exact: exactReluUrl, relaxed: relaxedReluUrl }, isExact))
