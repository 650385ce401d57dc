import type { MarkShape } from '../palette.ts'

interface MarkPlace {
  x: number
  y: number
  /** Half the width of the mark's box. */
  radius: number
}

type Corner = readonly [x: number, y: number]

/**
 * Corners of the shapes in units of the radius; of about equal area, so that none looks heavier.
 * A circle has none.
 */
const CORNERS: Record<MarkShape, readonly Corner[]> = {
  circle: [],
  square: [
    [-0.88, -0.88],
    [0.88, -0.88],
    [0.88, 0.88],
    [-0.88, 0.88],
  ],
  triangle: [
    [0, -1.2],
    [1.15, 0.85],
    [-1.15, 0.85],
  ],
  diamond: [
    [0, -1.3],
    [1.3, 0],
    [0, 1.3],
    [-1.3, 0],
  ],
  cross: crossCorners(Math.PI / 4),
  plus: crossCorners(0),
}

/** A plus sign with arms of length 1.2 and width 0.76, turned by `angle` radians. */
function crossCorners(angle: number): Corner[] {
  const arm = 1.2
  const half = 0.38
  const plus: Corner[] = [
    [half, -arm],
    [half, -half],
    [arm, -half],
    [arm, half],
    [half, half],
    [half, arm],
    [-half, arm],
    [-half, half],
    [-arm, half],
    [-arm, -half],
    [-half, -half],
    [-half, -arm],
  ]
  const [cosine, sine] = [Math.cos(angle), Math.sin(angle)]
  return plus.map(([x, y]) => [x * cosine - y * sine, x * sine + y * cosine])
}

/** Adds the outline of a mark to the current path. */
export function traceMark(
  context: CanvasRenderingContext2D,
  shape: MarkShape,
  { x, y, radius }: MarkPlace,
): void {
  if (shape === 'circle') {
    context.moveTo(x + radius, y)
    context.arc(x, y, radius, 0, 2 * Math.PI)
    return
  }
  CORNERS[shape].forEach(([cornerX, cornerY], index) => {
    const [toX, toY] = [x + cornerX * radius, y + cornerY * radius]
    if (index === 0) context.moveTo(toX, toY)
    else context.lineTo(toX, toY)
  })
  context.closePath()
}

/** The same outline as the `d` of an SVG path. */
export function markPath(shape: MarkShape, { x, y, radius }: MarkPlace): string {
  if (shape === 'circle') {
    const arc = `a${radius} ${radius} 0 1 0 `
    return `M${x - radius} ${y}${arc}${2 * radius} 0${arc}${-2 * radius} 0Z`
  }
  const corners = CORNERS[shape].map(
    ([cornerX, cornerY]) =>
      `${(x + cornerX * radius).toFixed(2)} ${(y + cornerY * radius).toFixed(2)}`,
  )
  return `M${corners.join('L')}Z`
}
