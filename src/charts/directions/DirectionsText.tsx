import type { ReactElement } from 'react'
import { ANGLE_TICKS, angleToY, type DirectionsLayout } from './directionsLayout.ts'

const Y_TITLE = 'angle to the closest teacher unit'

/** The angles along the y axis of every band, and their name where there is room beside the bands. */
export function AngleTicks({ layout }: { layout: DirectionsLayout }): ReactElement {
  const { plot, labelWidth, rows, isNarrow, headingHeight } = layout.frame
  return (
    <div aria-hidden="true">
      {isNarrow ? null : (
        <span
          className="directions-y-title"
          style={{ width: plot.x, height: headingHeight + 0.2 * layout.rem }}
        >
          {Y_TITLE}
        </span>
      )}
      {rows.flatMap((row, index) =>
        ANGLE_TICKS.map((degrees) => (
          <span
            key={`${index}/${degrees}`}
            className="spectrum-tick"
            style={{
              left: labelWidth,
              width: plot.x - labelWidth,
              top: angleToY(row, (degrees * Math.PI) / 180),
            }}
          >
            {degrees === 90 ? '≥\u2009' : ''}
            {degrees}°
          </span>
        )),
      )}
    </div>
  )
}

interface DirectionsKeyProps {
  /** There is no room for the title of the y axis beside it. */
  isNarrow: boolean
  hasArrows: boolean
}

/** What each kind of mark means; the methods themselves are named beside their bands. */
export function DirectionsKey({ isNarrow, hasArrows }: DirectionsKeyProps): ReactElement {
  return (
    <ul className="chart-key">
      {isNarrow ? <li>height: {Y_TITLE}</li> : null}
      <li>
        <svg viewBox="0 0 16 16" aria-hidden="true" className="key-icon">
          <circle cx="8" cy="8" r="5.5" className="key-solid" />
        </svg>
        hidden unit, v positive
      </li>
      <li>
        <svg viewBox="0 0 16 16" aria-hidden="true" className="key-icon">
          <circle cx="8" cy="8" r="4.8" className="key-outline directions-key-soft" />
        </svg>
        v negative
      </li>
      <li>area: strength |w||v|</li>
      <li>
        <svg viewBox="0 0 16 16" aria-hidden="true" className="key-icon">
          <path d="M4 4h2.4v2.4h-2.4zM9 9h2.4v2.4h-2.4z" className="directions-key-faint" />
        </svg>
        below 1 % of the strongest
      </li>
      <li>
        <svg viewBox="0 0 16 16" aria-hidden="true" className="key-icon">
          <path d="M0 8H16" className="directions-key-rule" />
          <circle cx="8" cy="8" r="5" className="key-outline" />
        </svg>
        teacher unit of the main task
      </li>
      {hasArrows ? (
        <li>
          <svg viewBox="0 0 16 16" aria-hidden="true" className="key-icon">
            <path d="M2 14L10 6" className="key-line" />
            <path d="M14 2L12.4 9L7 3.6Z" className="key-solid" />
          </svg>
          from where pretraining left it
        </li>
      ) : null}
    </ul>
  )
}
