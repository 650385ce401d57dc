/** What a picture covers, in CSS pixels. */
export interface Box {
  left: number
  top: number
  right: number
  bottom: number
}

/** Grows with everything that is drawn. */
export interface Bounds {
  /** `null` as long as nothing is. */
  box: Box | null
}

/** Widens the bounds to hold a box, unless it has no extent at all. */
export const include = (bounds: Bounds, { left, top, right, bottom }: Box): void => {
  if (right <= left && bottom <= top) return
  const { box } = bounds
  bounds.box =
    box === null
      ? { left, top, right, bottom }
      : {
          left: Math.min(box.left, left),
          top: Math.min(box.top, top),
          right: Math.max(box.right, right),
          bottom: Math.max(box.bottom, bottom),
        }
}

/** Where an element stands from a corner that is at `origin` in the window. */
export const boxOf = (rectangle: DOMRect, origin: { x: number; y: number }): Box => ({
  left: rectangle.left - origin.x,
  top: rectangle.top - origin.y,
  right: rectangle.right - origin.x,
  bottom: rectangle.bottom - origin.y,
})
