import { curveLinear, type CurveFactoryLineOnly } from 'd3'

/** Points closer than this many pixels to the one before them change nothing that can be seen. */
const SHORTEST_STEP = 0.4

/** Straight lines from point to point that leave out points nobody could see, but never the last. */
export const curveThinned: CurveFactoryLineOnly = (context) => {
  const straight = curveLinear(context)
  let [lastX, lastY] = [NaN, NaN]
  let skipped: [x: number, y: number] | null = null
  return {
    lineStart: () => {
      straight.lineStart()
      ;[lastX, lastY] = [NaN, NaN]
      skipped = null
    },
    lineEnd: () => {
      if (skipped !== null) straight.point(...skipped)
      straight.lineEnd()
    },
    point: (x, y) => {
      // Before the first point the distance is NaN, which is not less than anything.
      if (Math.hypot(x - lastX, y - lastY) < SHORTEST_STEP) {
        skipped = [x, y]
        return
      }
      straight.point(x, y)
      ;[lastX, lastY] = [x, y]
      skipped = null
    },
  }
}
