/* global CanvasRenderingContext2D, addEventListener */
/**
 * Runs in the measured page before its own scripts, and notes for each move of a slider when the
 * feature spectrum showed what follows from it. A picture counts as another one where its rectangles
 * (stems, ticks, bars) stand elsewhere; it counts as shown once the frame that drew it is done.
 *
 * Plain JavaScript, because it is loaded into the page as it stands.
 */
{
  /**
   * Milliseconds of the page's clock.
   * @typedef {{ sent: number, received: number, shown: number }} Answer
   */
  /** @type {Answer[]} */
  const answers = []
  Reflect.set(globalThis, 'dragAnswers', answers)

  /** When each other picture was shown. @type {number[]} */
  const pictures = []
  Reflect.set(globalThis, 'dragPictures', pictures)
  /** @type {((value: unknown) => void)[]} */
  const waiting = []
  Reflect.set(globalThis, 'nextPicture', () => new Promise((resolve) => waiting.push(resolve)))

  let pointer = { sent: 0, received: 0 }
  /** @type {typeof pointer | null} */
  let open = null
  const note = (/** @type {Event} */ { timeStamp }) => {
    pointer = { sent: timeStamp, received: performance.now() }
  }
  addEventListener('pointermove', note, { capture: true })
  addEventListener('input', () => (open = pointer), { capture: true })

  const prototype = CanvasRenderingContext2D.prototype
  const { clearRect } = prototype
  /** A number that differs for other places of the rectangles of the picture being drawn. */
  let places = 0
  let lastPlaces = 0
  const { port1, port2 } = new MessageChannel()
  port1.onmessage = () => {
    pictures.push(performance.now())
    if (open !== null) answers.push({ ...open, shown: performance.now() })
    open = null
    for (const resolve of waiting.splice(0)) resolve(null)
  }
  const isSpectrum = (/** @type {CanvasRenderingContext2D} */ context) =>
    context.canvas.classList.contains('spectrum-canvas')
  const finish = () => {
    if (places !== lastPlaces) port2.postMessage(null)
    lastPlaces = places
  }
  /** @this {CanvasRenderingContext2D} */
  prototype.clearRect = function (...place) {
    if (isSpectrum(this)) {
      places = 0
      // After the callback of the frame, in which the whole picture is drawn.
      queueMicrotask(finish)
    }
    clearRect.apply(this, place)
  }
  for (const name of ['rect', 'fillRect']) {
    const original = Reflect.get(prototype, name)
    /**
     * @this {CanvasRenderingContext2D}
     * @param {number[]} place
     */
    const watched = function (...place) {
      if (isSpectrum(this)) for (const number of place) places = (31 * places + number) % 1e9
      Reflect.apply(original, this, place)
    }
    Reflect.set(prototype, name, watched)
  }
}
