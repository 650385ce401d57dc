import type { ReactElement } from 'react'
import './groupBall.css'

/** Pixels per unit, and the middle of the picture. */
const [UNIT, X, Y] = [88, 172, 112]

/** The auxiliary coefficient of the first feature, in units of what is spent. */
const AUX = 1
/** How far one unit of price reaches along the first feature: √((1+a)² − a²). */
const REACH = Math.sqrt(1 + 2 * AUX)

const STEPS = 24

const pointText = (first: number, second: number): string =>
  `${(X + UNIT * first).toFixed(1)} ${(Y - UNIT * second).toFixed(1)}`

/** All pairs that cost one unit: √(β₁² + a²) − a + |β₂| = 1. */
const ball = (): string => {
  const upper = Array.from({ length: 2 * STEPS + 1 }, (_, index): [number, number] => {
    const first = (REACH * (index - STEPS)) / STEPS
    return [first, 1 - (Math.hypot(first, AUX) - AUX)]
  })
  const lower = upper.map(([first, second]): [number, number] => [-first, -second])
  return `M${[...upper, ...lower].map(([first, second]) => pointText(first, second)).join('L')}Z`
}

const DIAMOND = `M${pointText(-1, 0)}L${pointText(0, 1)}L${pointText(1, 0)}L${pointText(0, -1)}Z`

/** What one unit of the group norm buys, with and without an auxiliary task that pays already. */
export const GroupBall = (): ReactElement => (
  <figure className="group-ball">
    <svg
      viewBox="0 0 424 224"
      role="img"
      aria-label="Pairs of coefficients of the same price. Without the auxiliary task a diamond. With it, the shape reaches further along the feature that the auxiliary task uses, and is round where that coefficient is small."
    >
      <path className="ball-axis" d={`M8 ${Y}H${X + 164}M${X} 4V220`} />
      <path className="ball-plain" d={DIAMOND} />
      <path className="ball-shared" d={ball()} />
      <text x={X + 170} y={Y + 4}>
        old feature
      </text>
      <text x={X + 8} y="14">
        new feature
      </text>
    </svg>
    <figcaption>
      Main coefficients of two features that cost the same: dashed if neither task has paid before,
      solid if the auxiliary task already uses the first. The price then buys more of the old
      feature.
    </figcaption>
  </figure>
)
