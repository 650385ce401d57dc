/**
 * Waiting for the graphics processor without blocking the thread. tfjs's own fence never resolves
 * once the context is lost; this one rejects.
 */
const CONTEXT_LOST = 'WebGL lost its graphics processor (context lost)'

export const checkContext = (gl: WebGL2RenderingContext): void => {
  if (gl.isContextLost()) throw new Error(CONTEXT_LOST)
}

/** The shortest pause that lets messages of the thread in; WebGL can only be asked, not awaited. */
const POLL_MILLISECONDS = 1

/** Resolves when all commands given so far have been carried out. */
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
