/**
 * A stand-in for a canvas context that writes SVG. It knows what the charts draw with: paths of
 * lines, arcs and rectangles, filled, stroked and clipped, without text, pictures or transforms.
 */
import { paintAttributes } from './colour.ts'
import { coordinate, element } from './markup.ts'

interface Style {
  fillStyle: string
  strokeStyle: string
  lineWidth: number
  lineJoin: CanvasLineJoin
  lineCap: CanvasLineCap
  globalAlpha: number
  dash: readonly number[]
  /** Clips that end when this style does. */
  clips: number
}

const INITIAL: Style = {
  fillStyle: '#000000',
  strokeStyle: '#000000',
  lineWidth: 1,
  lineJoin: 'miter',
  lineCap: 'butt',
  globalAlpha: 1,
  dash: [],
  clips: 0,
}

/** A canvas passes over what is no number, and so does its picture. */
const areNumbers = (...values: number[]): boolean => values.every(Number.isFinite)

/** As a canvas takes them. */
type Rectangle = [x: number, y: number, width: number, height: number]
type Arc = [x: number, y: number, radius: number, from: number, to: number]

const FULL_TURN = 2 * Math.PI

/** What has been drawn, as markup. */
export class VectorContext {
  readonly #idPrefix: string
  #clipCount = 0
  #parts: string[] = []
  #path = ''
  #style: Style = { ...INITIAL }
  #saved: Style[] = []

  /** @param idPrefix of the clip paths, which must have names of their own in the whole picture */
  constructor(idPrefix: string) {
    this.#idPrefix = idPrefix
  }

  /** The draw functions use no more of a context than this class has. */
  asContext(): CanvasRenderingContext2D {
    return this as unknown as CanvasRenderingContext2D
  }

  /** Everything drawn so far. */
  markup(): string {
    const open = [this.#style, ...this.#saved].reduce((sum, { clips }) => sum + clips, 0)
    return this.#parts.join('') + '</g>'.repeat(open)
  }

  set fillStyle(colour: string) {
    this.#style.fillStyle = colour
  }
  set strokeStyle(colour: string) {
    this.#style.strokeStyle = colour
  }
  set lineWidth(width: number) {
    this.#style.lineWidth = width
  }
  set lineJoin(join: CanvasLineJoin) {
    this.#style.lineJoin = join
  }
  set lineCap(cap: CanvasLineCap) {
    this.#style.lineCap = cap
  }
  set globalAlpha(alpha: number) {
    this.#style.globalAlpha = alpha
  }
  setLineDash(dash: readonly number[]): void {
    this.#style.dash = dash
  }

  save(): void {
    this.#saved.push(this.#style)
    this.#style = { ...this.#style, clips: 0 }
  }
  restore(): void {
    const before = this.#saved.pop()
    if (before === undefined) return
    this.#parts.push('</g>'.repeat(this.#style.clips))
    this.#style = before
  }
  clip(): void {
    this.#clipCount += 1
    const id = `${this.#idPrefix}-clip-${this.#clipCount}`
    this.#parts.push(element('clipPath', { id }, element('path', { d: this.#path })))
    this.#parts.push(`<g clip-path="url(#${id})">`)
    this.#style.clips += 1
  }

  beginPath(): void {
    this.#path = ''
  }
  moveTo(x: number, y: number): void {
    if (areNumbers(x, y)) this.#path += `M${coordinate(x)} ${coordinate(y)}`
  }
  lineTo(x: number, y: number): void {
    if (!areNumbers(x, y)) return
    // As on a canvas, a first point begins the path wherever it is named.
    this.#path += `${this.#path === '' ? 'M' : 'L'}${coordinate(x)} ${coordinate(y)}`
  }
  closePath(): void {
    if (this.#path !== '') this.#path += 'Z'
  }
  rect(...[x, y, width, height]: Rectangle): void {
    if (!areNumbers(x, y, width, height)) return
    const [right, down] = [coordinate(width), coordinate(height)]
    this.#path += `M${coordinate(x)} ${coordinate(y)}h${right}v${down}h${coordinate(-width)}Z`
  }
  /** Clockwise, from angle `from` to the larger angle `to`. */
  arc(...[x, y, radius, from, to]: Arc): void {
    if (!areNumbers(x, y, radius, from, to)) return
    const at = (angle: number): [number, number] => [
      x + radius * Math.cos(angle),
      y + radius * Math.sin(angle),
    ]
    // An arc of SVG cannot go all around; two of them can.
    const sweep = Math.min(to - from, FULL_TURN)
    const halves = sweep > Math.PI ? [from + sweep / 2, from + sweep] : [from + sweep]
    const start = at(from)
    if (!this.#path.endsWith(start.map(coordinate).join(' '))) this.lineTo(...start)
    for (const angle of halves) {
      const [toX, toY] = at(angle)
      const size = coordinate(radius)
      this.#path += `A${size} ${size} 0 0 1 ${coordinate(toX)} ${coordinate(toY)}`
    }
  }

  fill(): void {
    const { fillStyle, globalAlpha } = this.#style
    this.#draw(paintAttributes('fill', fillStyle, globalAlpha), this.#path)
  }
  stroke(): void {
    this.#draw({ fill: 'none', ...this.#strokeAttributes() }, this.#path)
  }
  fillRect(...[x, y, width, height]: Rectangle): void {
    if (!areNumbers(x, y, width, height)) return
    const { fillStyle, globalAlpha } = this.#style
    const paint = paintAttributes('fill', fillStyle, globalAlpha)
    // Cells share their edges: smoothed, each would show its ground through the seam.
    const attributes = { ...{ x, y, width, height }, 'shape-rendering': 'crispEdges', ...paint }
    this.#parts.push(element('rect', attributes))
  }
  strokeRect(...[x, y, width, height]: Rectangle): void {
    if (!areNumbers(x, y, width, height)) return
    const attributes = { ...{ x, y, width, height }, fill: 'none', ...this.#strokeAttributes() }
    this.#parts.push(element('rect', attributes))
  }

  #strokeAttributes(): Record<string, string | number> {
    const { strokeStyle, lineWidth, lineJoin, lineCap, globalAlpha, dash } = this.#style
    return {
      ...paintAttributes('stroke', strokeStyle, globalAlpha),
      'stroke-width': lineWidth,
      ...(lineJoin !== 'miter' && { 'stroke-linejoin': lineJoin }),
      ...(lineCap !== 'butt' && { 'stroke-linecap': lineCap }),
      ...(dash.length > 0 && { 'stroke-dasharray': dash.map(coordinate).join(' ') }),
    }
  }
  #draw(attributes: Record<string, string | number>, d: string): void {
    if (d !== '') this.#parts.push(element('path', { d, ...attributes }))
  }
}
