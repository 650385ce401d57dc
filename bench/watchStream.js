/* global CanvasRenderingContext2D, Worker, requestAnimationFrame */
/**
 * Runs in the measured page before its own scripts: counts the training thread's snapshots and
 * steps, the pictures of the feature spectrum, and frames.
 *
 * Plain JavaScript, because it is loaded into the page as it stands.
 */
{
  const count = { snapshots: 0, pictures: 0, frames: 0, step: 0 }
  const { addEventListener } = Worker.prototype
  /**
   * @this {Worker}
   * @param {Parameters<Worker['addEventListener']>} parameters
   */
  Worker.prototype.addEventListener = function (...parameters) {
    const [type, listener] = parameters
    if (type === 'message' && typeof listener === 'function') {
      addEventListener.call(this, 'message', (event) => {
        const { data } = /** @type {MessageEvent} */ (event)
        if (data.type !== 'snapshot') return
        count.snapshots += 1
        count.step = data.snapshot.clock.step
      })
    }
    addEventListener.apply(this, parameters)
  }

  const { clearRect } = CanvasRenderingContext2D.prototype
  /**
   * @this {CanvasRenderingContext2D}
   * @param {[number, number, number, number]} place
   */
  CanvasRenderingContext2D.prototype.clearRect = function (...place) {
    if (this.canvas.classList.contains('spectrum-canvas')) count.pictures += 1
    clearRect.apply(this, place)
  }
  const frame = () => {
    count.frames += 1
    requestAnimationFrame(frame)
  }
  requestAnimationFrame(frame)

  Reflect.set(globalThis, 'countStream', async (/** @type {number} */ milliseconds) => {
    const before = { ...count }
    const start = performance.now()
    await new Promise((resolve) => setTimeout(resolve, milliseconds))
    const seconds = (performance.now() - start) / 1000
    return {
      seconds,
      snapshots: count.snapshots - before.snapshots,
      pictures: count.pictures - before.pictures,
      frames: count.frames - before.frames,
      steps: count.step - before.step,
    }
  })
}
