/* global Worker */
/**
 * Runs in the measured page before its own scripts: notes when a run is asked for, and when its last
 * picture has come.
 *
 * Plain JavaScript, because it is loaded into the page as it stands.
 */
{
  /** @type {{ at: number, step: number }[]} */
  const ends = []
  /** @type {number[]} */
  const starts = []
  Reflect.set(globalThis, 'trainingEnds', ends)
  Reflect.set(globalThis, 'trainingStarts', starts)
  const { postMessage, addEventListener } = Worker.prototype
  /**
   * @this {Worker}
   * @param {[any, any?]} parameters
   */
  Worker.prototype.postMessage = function (...parameters) {
    if (parameters[0].type === 'start') starts.push(performance.now())
    postMessage.apply(this, parameters)
  }
  /**
   * @this {Worker}
   * @param {Parameters<Worker['addEventListener']>} parameters
   */
  Worker.prototype.addEventListener = function (...parameters) {
    if (parameters[0] === 'message') {
      addEventListener.call(this, 'message', (event) => {
        const { type, snapshot } = /** @type {MessageEvent} */ (event).data
        if (type !== 'snapshot' || snapshot.state !== 'finished') return
        ends.push({ at: performance.now(), step: snapshot.clock.step })
      })
    }
    addEventListener.apply(this, parameters)
  }
}
