/* global CanvasRenderingContext2D, Worker, requestAnimationFrame */
/**
 * Runs in the measured page before its own scripts: counts the training thread's snapshots and
 * steps, the pictures of the feature spectrum, and frames.
 *
 * Plain JavaScript, because it is loaded into the page as it stands.
 */
{
  const count = { snapshots: 0, pictures: 0, frames: 0 }
  /** @typedef {typeof count & { at: number, step: number }} Mark */
  /** @type {Mark[]} */
  const marks = []
  /** @type {(value: unknown) => void} */
  let finish = () => undefined
  const finished = new Promise((resolve) => (finish = resolve))
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
        const { state, clock } = data.snapshot
        count.snapshots += 1
        marks.push({ ...count, at: performance.now(), step: clock.step })
        if (state === 'finished') finish(null)
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

  /** From the first picture of a training under way to the last before its end. */
  Reflect.set(globalThis, 'countStream', async () => {
    await finished
    const under = marks.slice(0, -1).filter(({ step }) => step > 1000)
    const [first, last] = [under[0], under.at(-1)]
    if (first === undefined || last === undefined) return null
    return {
      seconds: (last.at - first.at) / 1000,
      snapshots: last.snapshots - first.snapshots,
      pictures: last.pictures - first.pictures,
      frames: last.frames - first.frames,
      steps: last.step - first.step,
    }
  })
}
