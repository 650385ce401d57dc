import { range } from 'd3'
import { useMemo, type ReactElement } from 'react'
import { PowerText } from '../frame/NumberText.tsx'
import type { ThemeColours } from '../palette.ts'
import { sequentialColours } from './mapColours.ts'
import type { MapCategory, MapCells } from './types.ts'

/** Steps of the bar; more could not be told apart. */
const STEPS = 40

interface ScaleKeyProps {
  theme: ThemeColours
  domain: readonly [number, number]
  label: string
}

function ScaleKey({ theme, domain, label }: ScaleKeyProps): ReactElement {
  const colour = useMemo(() => sequentialColours(theme), [theme])
  const [from, to] = domain.map((value) => Math.round(Math.log10(value))) as [number, number] // two
  const step = Math.max(1, Math.ceil((to - from) / 6))
  return (
    <div className="map-key">
      <span>{label}</span>
      <div className="map-scale">
        <svg
          className="map-scale-bar"
          viewBox={`0 0 ${String(STEPS)} 1`}
          preserveAspectRatio="none"
          aria-hidden="true"
        >
          {range(STEPS).map((index) => (
            <rect
              key={index}
              x={index}
              y={0}
              width={1.05}
              height={1}
              fill={colour((index + 0.5) / STEPS)}
            />
          ))}
        </svg>
        {range(from, to + 1, step).map((exponent) => (
          <span
            key={exponent}
            className="map-scale-tick"
            style={{ left: `${String((100 * (exponent - from)) / Math.max(1, to - from))}%` }}
          >
            <PowerText exponent={exponent} />
          </span>
        ))}
      </div>
    </div>
  )
}

/** Lines or dots that fill a swatch of 28 by 18. */
const PATTERN_PATHS: Record<MapCategory['pattern'], string> = {
  plain: '',
  rising: [-14, -7, 0, 7, 14, 21].map((x) => `M${String(x)} 18l18 -18`).join(''),
  falling: [-14, -7, 0, 7, 14, 21].map((x) => `M${String(x)} 0l18 18`).join(''),
  dots: [4, 9, 14]
    .flatMap((y) => [4, 9, 14, 19, 24].map((x) => `M${String(x)} ${String(y)}h0.1`))
    .join(''),
}

function CategoryMark({ category }: { category: MapCategory }): ReactElement {
  return (
    <svg
      className={`map-swatch map-swatch-${category.pattern}`}
      viewBox="0 0 28 18"
      style={{ color: `var(--${category.colourToken})` }}
      aria-hidden="true"
      focusable="false"
    >
      <path className="map-swatch-ground" d="M0 0H28V18H0Z" />
      <path className="map-swatch-pattern" d={PATTERN_PATHS[category.pattern]} />
    </svg>
  )
}

interface MapKeyProps {
  cells: MapCells
  theme: ThemeColours
  /** What the colours mean. */
  label: string
}

/** What colours and patterns stand for. */
export function MapKey({ cells, theme, label }: MapKeyProps): ReactElement {
  if (cells.kind === 'values') return <ScaleKey {...{ theme, label }} domain={cells.domain} />
  return (
    <div className="map-key">
      <span>{label}</span>
      {cells.categories.map((category) => (
        <span key={category.label} className="map-category">
          <CategoryMark category={category} /> {category.label}
        </span>
      ))}
    </div>
  )
}
