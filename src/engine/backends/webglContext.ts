/**
 * The WebGL 2 context of the worker: opening it, noticing that it was lost, and waiting for the
 * graphics processor without blocking the thread.
 */
const CONTEXT_LOST = 'WebGL lost its graphics processor (context lost)'
const NO_FLOAT_TARGETS = 'WebGL here cannot draw 32-bit numbers (EXT_color_buffer_float is missing)'

/** Nothing is shown on the canvas, so everything that serves showing is off. */
const ATTRIBUTES: WebGLContextAttributes = {
  alpha: false,
  antialias: false,
  depth: false,
  stencil: false,
  premultipliedAlpha: false,
  preserveDrawingBuffer: false,
  powerPreference: 'high-performance',
}

/** @throws Error with a sentence if this browser cannot train with WebGL. */
export const openContext = (): WebGL2RenderingContext => {
  const canvas = typeof OffscreenCanvas === 'undefined' ? undefined : new OffscreenCanvas(1, 1)
  const gl = canvas?.getContext('webgl2', ATTRIBUTES) ?? null
  if (gl === null) throw new Error('This browser has no WebGL 2 in workers')
  if (gl.getExtension('EXT_color_buffer_float') === null) throw new Error(NO_FLOAT_TARGETS)
  return gl
}

/** Known renderers that only imitate a graphics processor. */
const SOFTWARE = /swiftshader|llvmpipe|softpipe|software|basic render/i

/** What draws, as the browser names it; empty where it does not say. */
const nameOf = (gl: WebGL2RenderingContext): string => {
  const extension = gl.getExtension('WEBGL_debug_renderer_info')
  const name: unknown = gl.getParameter(extension?.UNMASKED_RENDERER_WEBGL ?? gl.RENDERER)
  return typeof name === 'string' ? name : ''
}

/** The name of the program that draws instead of a graphics processor; null where there is one. */
const softwareRenderer = (gl: WebGL2RenderingContext): string | null =>
  SOFTWARE.exec(nameOf(gl))?.[0] ?? null

/** What draws for WebGL in this thread, from a context of its own; null if that is not known. */
export const rendererName = (): string | null => {
  const gl = new OffscreenCanvas(1, 1).getContext('webgl2')
  if (gl === null) return null
  return nameOf(gl) || null
}

/** @throws Error with a sentence if the graphics processor is gone. */
export const checkContext = (gl: WebGL2RenderingContext): void => {
  if (gl.isContextLost()) throw new Error(CONTEXT_LOST)
}

/** The shortest pause that lets messages of the thread in; WebGL can only be asked, not awaited. */
const POLL_MILLISECONDS = 1

/**
 * Resolves when all commands given so far have been carried out. Rejects if the context is lost,
 * where tfjs's own fence would wait for ever.
 */
export const waitForGpu = async (gl: WebGL2RenderingContext): Promise<void> => {
  const fence = gl.fenceSync(gl.SYNC_GPU_COMMANDS_COMPLETE, 0)
  gl.flush()
  try {
    for (;;) {
      checkContext(gl)
      if (fence === null) throw new Error(CONTEXT_LOST)
      const status = gl.clientWaitSync(fence, 0, 0)
      if (status === gl.ALREADY_SIGNALED || status === gl.CONDITION_SATISFIED) return
      if (status === gl.WAIT_FAILED) throw new Error(CONTEXT_LOST)
      await new Promise((resolve) => setTimeout(resolve, POLL_MILLISECONDS))
    }
  } finally {
    gl.deleteSync(fence)
  }
}

/** Measured: 15 to 250 times slower than WebAssembly on the same processor (docs/performance.md). */
export const drawbackOf = (gl: WebGL2RenderingContext): string | null => {
  const renderer = softwareRenderer(gl)
  return renderer === null ? null : `WebGL here is drawn in software (${renderer})`
}

/** The same asked of a context of its own, or why there is none; it is given back at once. */
export const softwareDrawback = (): string | null => {
  try {
    const gl = openContext()
    const drawback = drawbackOf(gl)
    gl.getExtension('WEBGL_lose_context')?.loseContext()
    return drawback
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}
