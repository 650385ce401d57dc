import { useCallback, useMemo, useRef, type ReactElement, type ReactNode } from 'react'
import { ChartFigure } from '../frame/ChartFigure.tsx'
import type { ChartLight } from '../frame/light.ts'
import { useSampledLive } from '../frame/useSampledLive.ts'
import { useSize } from '../frame/useSize.ts'
import { useTallest } from '../frame/useTallest.ts'
import type { LiveSource } from '../liveSource.ts'
import { useLiveDraw } from '../useLiveDraw.ts'
import { useThemeColours } from '../useThemeColours.ts'
import { drawSpectrum, type SpectrumScene } from './drawSpectrum.ts'
import { SpectrumKey } from './SpectrumKey.tsx'
import { layOutSpectrum, NARROW_BELOW, type SpectrumLayout } from './spectrumLayout.ts'
import {
  describePick,
  pickToText,
  SpectrumReadout,
  type PickedFeature,
} from './SpectrumReadout.tsx'
import { AxisTexts, GroupHeadings, RowTexts } from './SpectrumText.tsx'
import type { FeatureGroup, SpectrumBase, SpectrumData, SpectrumRow } from './types.ts'
import { useFeaturePick, type FeaturePick } from './useFeaturePick.ts'

export interface SpectrumChartProps {
  /** Short name for screen readers. */
  label: string
  /** What the picture shows, in a sentence or two, for readers who do not see it. */
  describe: string
  /** From left to right. An empty group keeps a small place. */
  groups: readonly FeatureGroup[]
  /** From top to bottom. */
  rows: readonly SpectrumRow[]
  /** One coefficient per feature, drawn as hollow circles. */
  teacher: ArrayLike<number>
  /** Coefficient at the upper and lower edge of every row. */
  extent: number
  live: LiveSource<SpectrumData>
  /** What hangs under the bottom axis. */
  base?: SpectrumBase | null
  /** One piece of content per row, on its right; above it where width is short. */
  asides?: readonly ReactNode[]
  /** The picked feature when the caller keeps it; without it the chart keeps it itself. */
  picked?: number | null
  onPick?: (feature: number | null, group: FeatureGroup | null) => void
  /** Height of one row in rem. */
  rowHeight?: number
  /** Whether the key explains the exact ticks; by default, if the live source now has them. */
  hasExact?: boolean
  /** Whether it explains the smallest norm; by default, if the live source now has it. */
  hasMinimum?: boolean
  /** How features are ordered within a group, for the key. */
  orderNote?: string
  /** Parts: `group:ID`, `row:ID`, `teacher`, `exact`, `minimum` and `base`. */
  light?: ChartLight | undefined
}

/** Largest magnitude in a vector; `null` when all is zero. */
function largest(values: ArrayLike<number>): number | null {
  let result = 0
  for (let index = 0; index < values.length; index += 1) {
    result = Math.max(result, Math.abs(values[index] ?? 0))
  }
  return result > 0 ? result : null
}

const NO_ASIDES: readonly ReactNode[] = []

/** The feature spectrum: every coefficient of every row as a stem, on one common scale. */
export function SpectrumChart(props: SpectrumChartProps): ReactElement {
  const { groups, rows, live, asides = NO_ASIDES, light } = props
  const stage = useRef<HTMLDivElement>(null)
  const scene = useScene(props, stage)
  const layout = scene?.layout ?? null
  const pick = useFeaturePick({ layout, picked: props.picked, onPick: props.onPick, groups })
  const picked = usePicked(props, pick)
  return (
    <ChartFigure kind="spectrum" label={props.label} describe={props.describe}>
      <div ref={stage} className={stageClass(layout)} style={{ height: layout?.height ?? 0 }}>
        {scene === null ? null : (
          <>
            <SpectrumCanvas {...{ scene, live, pick, picked }} />
            <GroupHeadings {...{ groups, light, layout: scene.layout }} />
            <RowTexts {...{ rows, asides, light, layout: scene.layout }} />
            <AxisTexts {...{ scene, light }} />
          </>
        )}
      </div>
      <SpectrumKey
        hasExact={props.hasExact ?? live.get().exact !== undefined}
        hasMinimum={props.hasMinimum ?? hasMinimum(live.get())}
        orderNote={props.orderNote}
        light={light}
      />
      <div className="readout-line">
        {picked === null ? (
          <p className="readout-hint">
            Point at a feature to read its numbers, or use the ←&nbsp;→ keys.
          </p>
        ) : (
          <SpectrumReadout picked={picked} />
        )}
      </div>
    </ChartFigure>
  )
}

function hasMinimum({ minimum }: SpectrumData): boolean {
  return minimum?.some((row) => row !== null) ?? false
}

function stageClass(layout: SpectrumLayout | null): string {
  return layout?.isNarrow === true ? 'spectrum-stage spectrum-stage-narrow' : 'spectrum-stage'
}

/** The numbers of the picked feature, fresh while training runs. */
function usePicked(props: SpectrumChartProps, { slot }: FeaturePick): PickedFeature | null {
  const { groups, rows, teacher, base = null, live } = props
  const data = useSampledLive(live, slot !== null)
  const group = groups[slot?.group ?? -1]
  return slot === null || group === undefined
    ? null
    : describePick(slot.feature, group, { rows, teacher, base, data })
}

/** Lays the chart out for the size of its stage; `null` before the first measurement. */
function useScene(
  props: SpectrumChartProps,
  stage: React.RefObject<HTMLDivElement | null>,
): SpectrumScene | null {
  const { groups, rows, teacher, extent, base = null, asides = NO_ASIDES, rowHeight = 8 } = props
  const lit = props.light?.lit ?? null
  const theme = useThemeColours()
  const size = useSize(stage)
  const width = size?.width ?? 0
  const isMeasured = width > 0
  const arrangement = `${isMeasured ? 1 : 0}/${width < NARROW_BELOW * theme.rem ? 1 : 0}/${rows.length}/${asides.length}`
  const tallestText = useTallest(stage, '.spectrum-measured, .spectrum-row-above', arrangement)
  const layout = useMemo(
    () =>
      layOutSpectrum({
        width,
        rem: theme.rem,
        strokeScale: theme.strokeScale,
        groups,
        rowCount: rows.length,
        rowHeight,
        tallestText,
        hasAside: asides.length > 0,
        hasBase: base !== null,
      }),
    [width, theme, groups, rows.length, rowHeight, tallestText, asides.length, base],
  )
  return useMemo(
    () =>
      isMeasured
        ? { layout, theme, groups, rows, teacher, extent, tick: largest(teacher), base, lit }
        : null,
    [isMeasured, layout, theme, groups, rows, teacher, extent, base, lit],
  )
}

interface SpectrumCanvasProps {
  scene: SpectrumScene
  live: LiveSource<SpectrumData>
  pick: FeaturePick
  picked: PickedFeature | null
}

/** The picture itself: a canvas that is used like a slider over the features. */
function SpectrumCanvas({ scene, live, pick, picked }: SpectrumCanvasProps): ReactElement {
  const { layout } = scene
  const draw = useCallback(
    (context: CanvasRenderingContext2D, data: SpectrumData) => drawSpectrum(context, scene, data),
    [scene],
  )
  const canvas = useLiveDraw(live, draw)
  return (
    <>
      <canvas
        ref={canvas}
        className="spectrum-canvas"
        aria-hidden="true"
        style={canvasStyle(scene)}
      />
      {pick.slot === null ? null : <Hairline layout={layout} x={pick.slot.x} />}
      <div
        className="spectrum-hit"
        role="slider"
        tabIndex={0}
        aria-label="Feature to read"
        aria-orientation="horizontal"
        aria-valuemin={0}
        aria-valuemax={layout.slots.length}
        aria-valuenow={pick.position + 1}
        aria-valuetext={picked === null ? 'none' : pickToText(picked)}
        style={{
          left: layout.plot.x,
          width: layout.plot.width,
          top: layout.plot.top,
          height: layout.height - layout.plot.top,
        }}
        {...pick.handlers}
      />
    </>
  )
}

/** The plot and what stands out from it: every pixel of a software canvas costs time to show. */
function canvasStyle({ layout, theme }: SpectrumScene): React.CSSProperties {
  const { x, width, top } = layout.plot
  return {
    left: Math.round(x - 0.75 * theme.rem),
    width: Math.ceil(
      width + Math.min(1.5 * theme.rem, layout.width - x - width + 0.75 * theme.rem),
    ),
    top: Math.round(top),
    height: Math.ceil(layout.height - top),
  }
}

/** A vertical line through the picked feature; where text stands between the bands, it pauses. */
function Hairline({ layout, x }: { layout: SpectrumLayout; x: number }): ReactElement {
  const whole = { top: layout.headingHeight, height: layout.plot.bottom - layout.headingHeight }
  const bands = layout.rows.map((row) => ({ top: row.bandTop, height: row.bandHeight }))
  const pieces = layout.isNarrow
    ? [...bands, ...(layout.base === null ? [] : [layout.base])]
    : [whole]
  return (
    <>
      {pieces.map(({ top, height }) => (
        <div key={top} className="spectrum-hairline" style={{ left: x, top, height }} />
      ))}
    </>
  )
}
