/** Who paints which canvas: what has been painted on one can be drawn again, on something else. */

type Paint = (context: CanvasRenderingContext2D) => void

const painters = new WeakMap<HTMLCanvasElement, Paint>()

/** Keeps the painter of a canvas for as long as the canvas is. */
export const keepPainter = (canvas: HTMLCanvasElement, paint: Paint): void => {
  painters.set(canvas, paint)
}

/** What paints a canvas as it is now, in the coordinates of the positioned element around it. */
export const painterOf = (canvas: HTMLCanvasElement): Paint | undefined => painters.get(canvas)
