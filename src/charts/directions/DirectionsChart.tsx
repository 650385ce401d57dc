import { useCallback, useMemo, useRef, type ReactElement, type ReactNode } from 'react'
import { ChartFigure } from '../frame/ChartFigure.tsx'
import type { ChartLight } from '../frame/light.ts'
import { FactList, factsToText, type Fact } from '../frame/FactList.tsx'
import { useSampledLive } from '../frame/useSampledLive.ts'
import { NARROW_BELOW } from '../spectrum/spectrumLayout.ts'
import { useSize } from '../frame/useSize.ts'
import { useTallest } from '../frame/useTallest.ts'
import type { LiveSource } from '../liveSource.ts'
import { GroupHeadings, RowTexts } from '../spectrum/SpectrumText.tsx'
import { useLiveDraw } from '../useLiveDraw.ts'
import { useThemeColours } from '../useThemeColours.ts'
import { layOutDirections, type DirectionsLayout } from './directionsLayout.ts'
import { AngleTicks, DirectionsKey } from './DirectionsText.tsx'
import { bandsOf, drawDirections, type DirectionsScene } from './drawDirections.ts'
import type { DirectionsData, DirectionsGroup, DirectionsRow, UnitPlace } from './types.ts'
import { tellUnit } from './unitFacts.ts'
import { unitsByStrength } from './unitOrder.ts'
import { useUnitPick, type UnitPick } from './useUnitPick.ts'
import './directions.css'

export interface DirectionsChartProps {
  /** Short name for screen readers. */
  label: string
  /** What the picture shows, in a sentence or two, for readers who do not see it. */
  describe: string
  /** From left to right, as in the spectrum. An empty group keeps a small place. */
  groups: readonly DirectionsGroup[]
  /** From top to bottom. */
  rows: readonly DirectionsRow[]
  /** Main-task readout per teacher unit; those other than 0 get a ring. */
  teacher: ArrayLike<number>
  live: LiveSource<DirectionsData>
  /** Name of a last band with the units before finetuning; `null` for none. */
  baseLabel: string | null
  /** Arrows from where the base left the strongest units of rows that start from it. */
  hasArrows?: boolean
  /** One piece of content per row, on its right; above it where width is short. */
  asides?: readonly ReactNode[]
  /** A teacher unit whose column stands out. */
  feature?: number | null
  /** A hidden unit is pointed at: its closest teacher unit; `null` when none is any more. */
  onPick?: (feature: number | null) => void
  /** Height of one band in rem. */
  bandHeight?: number
  /** Parts: `group:ID` and `row:ID`, the base’s `row:base`. */
  light?: ChartLight | undefined
}

const NO_ASIDES: readonly ReactNode[] = []

const BASE_LOOKS = { colourToken: 'ink-soft', mark: 'circle', startsFromBase: false } as const

/**
 * Where the hidden units of each network point: every unit a dot over its closest teacher unit, the
 * higher the better aligned, the larger the stronger. A fan for each teacher unit, in which units
 * are rays at their true angles, was considered: a dozen fans beside each other are too small to
 * tell 1° from 5°, which is where trained units are, and angles do not compare from fan to fan.
 * Columns on one axis do: a network that found a unit is a heap of large dots at its top, and one
 * that reuses a few of the pretrained directions is the base's picture with columns missing.
 */
export function DirectionsChart(props: DirectionsChartProps): ReactElement {
  const { groups, live, asides = NO_ASIDES, hasArrows = false, light } = props
  const stage = useRef<HTMLDivElement>(null)
  const bands = useBands(props)
  const layout = useDirectionsLayout(props, { stage, bandCount: bands.length })
  const pick = useUnitPick({ layout, bandCount: bands.length, live, onPick: props.onPick })
  const facts = useFacts(props, { bands, place: pick.place })
  const isNarrow = layout?.frame.isNarrow === true
  return (
    <ChartFigure kind="spectrum directions" label={props.label} describe={props.describe}>
      <div
        ref={stage}
        className={isNarrow ? 'spectrum-stage spectrum-stage-narrow' : 'spectrum-stage'}
        style={{ height: layout?.frame.height ?? 0 }}
      >
        {layout === null ? null : (
          <>
            <DirectionsCanvas {...{ props, bands, layout, pick }} />
            <GroupHeadings
              groups={groups.map((group) => ({ ...group, crowded: false }))}
              layout={layout.frame}
              light={light}
            />
            <RowTexts rows={bands} layout={layout.frame} {...{ asides, light }} />
            <AngleTicks layout={layout} />
            <PickSlider {...{ live, layout, pick, facts, bandCount: bands.length }} />
          </>
        )}
      </div>
      <DirectionsKey isNarrow={isNarrow} hasArrows={hasArrows} />
      <div className="readout-line">
        {facts.length === 0 ? (
          <p className="readout-hint">
            Point at a dot to read its unit, or use the arrow keys: ←&nbsp;→ by strength, ↑&nbsp;↓
            from network to network, Page ↑ ↓ by teacher unit.
          </p>
        ) : (
          <FactList facts={facts} />
        )}
      </div>
    </ChartFigure>
  )
}

/** The rows, and the base as one more. */
function useBands({ rows, baseLabel }: DirectionsChartProps): readonly DirectionsRow[] {
  return useMemo(
    () => (baseLabel === null ? rows : [...rows, { id: 'base', label: baseLabel, ...BASE_LOOKS }]),
    [rows, baseLabel],
  )
}

interface StageOptions {
  stage: React.RefObject<HTMLDivElement | null>
  bandCount: number
}

/** Lays the chart out for the size of its stage; `null` before the first measurement. */
function useDirectionsLayout(
  { groups, asides = NO_ASIDES, bandHeight = 9 }: DirectionsChartProps,
  { stage, bandCount }: StageOptions,
): DirectionsLayout | null {
  const { rem, strokeScale } = useThemeColours()
  const width = useSize(stage)?.width ?? 0
  const hasAside = asides.length > 0
  const arrangement = `${width > 0 ? 1 : 0}/${width < NARROW_BELOW * rem ? 1 : 0}/${bandCount}/${asides.length}`
  const tallestText = useTallest(stage, '.spectrum-measured, .spectrum-row-above', arrangement)
  return useMemo(
    () =>
      width === 0
        ? null
        : layOutDirections({
            ...{ width, rem, strokeScale, groups },
            ...{ bandCount, bandHeight, tallestText, hasAside },
          }),
    [width, rem, strokeScale, groups, bandCount, bandHeight, tallestText, hasAside],
  )
}

interface PickedBand {
  bands: readonly DirectionsRow[]
  place: UnitPlace | null
}

/** What to say about the picked unit, fresh while training runs. */
function useFacts(
  { groups, live }: DirectionsChartProps,
  { bands, place }: PickedBand,
): readonly Fact[] {
  const data = useSampledLive(live, place !== null)
  if (place === null) return []
  return tellUnit(place, { groups, bands, units: bandsOf(data), base: data.base })
}

interface DirectionsCanvasProps {
  props: DirectionsChartProps
  bands: readonly DirectionsRow[]
  layout: DirectionsLayout
  pick: UnitPick
}

function DirectionsCanvas({ props, bands, layout, pick }: DirectionsCanvasProps): ReactElement {
  const { live, groups, teacher, hasArrows = false, feature = null } = props
  const lit = props.light?.lit ?? null
  const theme = useThemeColours()
  const picked = pick.place
  const scene = useMemo(
    (): DirectionsScene => ({
      ...{ layout, theme, groups, bands, teacher, hasArrows, picked, feature, lit },
    }),
    [layout, theme, groups, bands, teacher, hasArrows, picked, feature, lit],
  )
  const draw = useCallback(
    (context: CanvasRenderingContext2D, data: DirectionsData) =>
      drawDirections(context, scene, data),
    [scene],
  )
  const canvas = useLiveDraw(live, draw)
  const { plot, height, width } = layout.frame
  const left = Math.round(plot.x - 0.5 * theme.rem)
  const style = {
    ...{ left, top: Math.round(plot.top), height: Math.ceil(height - plot.top) },
    width: Math.min(width - left, Math.ceil(plot.width + theme.rem)),
  }
  return <canvas ref={canvas} className="spectrum-canvas" aria-hidden="true" style={style} />
}

interface PickSliderProps {
  live: LiveSource<DirectionsData>
  layout: DirectionsLayout
  pick: UnitPick
  facts: readonly Fact[]
  bandCount: number
}

/** The picture is used like a slider over the units of a band, from strong to weak. */
function PickSlider({ live, layout, pick, facts, bandCount }: PickSliderProps): ReactElement {
  const { plot, height } = layout.frame
  const units = pick.place === null ? null : bandsOf(live.get()).slice(0, bandCount)[pick.place.row]
  const order = units === null || units === undefined ? [] : unitsByStrength(units)
  return (
    <div
      className="spectrum-hit"
      role="slider"
      tabIndex={0}
      aria-label="Hidden unit to read"
      aria-orientation="horizontal"
      aria-valuemin={0}
      aria-valuemax={order.length}
      aria-valuenow={order.indexOf(pick.place?.unit ?? -1) + 1}
      aria-valuetext={facts.length === 0 ? 'none' : factsToText(facts)}
      style={{ left: plot.x, width: plot.width, top: plot.top, height: height - plot.top }}
      {...pick.handlers}
    />
  )
}
