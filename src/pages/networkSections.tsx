/** What stands on the page for each kind of network besides what all have. Another kind: a row. */
import { lazy, Suspense, type ComponentType, type ReactElement } from 'react'
import { Hideable, useIsHidden } from '../figures/hiding.tsx'
import { useControls } from '../figures/playgroundContext.ts'
import type { NetworkId } from '../protocol/networks.ts'
import { needsPretraining } from '../protocol/spec.ts'

const ScrubberFigure = lazy(() => import('../figures/ScrubberFigure.tsx'))
const MeasurementsFigure = lazy(() => import('../figures/MeasurementsFigure.tsx'))
const DialFigure = lazy(() => import('../figures/DialFigure.tsx'))
const MultiTaskFigure = lazy(() => import('../figures/MultiTaskFigure.tsx'))
const DirectionsFigure = lazy(() => import('../figures/DirectionsFigure.tsx'))
const StructureFigure = lazy(() => import('../figures/StructureFigure.tsx'))
const BaselinesFigure = lazy(() => import('../figures/BaselinesFigure.tsx'))
const UnitPenaltyFigure = lazy(() => import('../figures/UnitPenaltyFigure.tsx'))
const PenaltyFigure = lazy(() => import('../figures/PenaltyFigure.tsx'))

export interface NetworkSections {
  /** Moves through the exact trajectory, where there is one. */
  Scrubber: ComponentType | null
  /** Right below the spectrum: pictures of the features that only this network has. */
  Features: ComponentType | null
  /** Below the map: what explains the network. */
  Explanations: ComponentType
  Measurements: ComponentType
}

const Scrubber = (): ReactElement => (
  <Hideable part="trajectory">
    <section className="scrubber" aria-label="Exact trajectory">
      <Suspense fallback={null}>
        <ScrubberFigure />
      </Suspense>
    </section>
  </Hideable>
)

const PENALTIES = ['dial', 'penalty', 'multiTask'] as const

const DiagonalPenalties = (): ReactElement | null => {
  const areHidden = useControls(({ view }) => PENALTIES.every((id) => view.hides.includes(id)))
  if (areHidden) return null
  return (
    <section className="penalty-figures" aria-labelledby="penalty-title">
      <h2 id="penalty-title">Which penalty, which feature</h2>
      <Suspense fallback={null}>
        <Hideable part="dial">
          <DialFigure />
        </Hideable>
        <Hideable part="penalty">
          <PenaltyFigure />
        </Hideable>
        <Hideable part="multiTask">
          <MultiTaskFigure />
        </Hideable>
      </Suspense>
    </section>
  )
}

/** Its place is kept before its code has come: a band for each method, and one for pretraining. */
const Directions = (): ReactElement | null => {
  const bands = useControls(({ spec }) => spec.methods.length + (needsPretraining(spec) ? 1 : 0))
  const isHidden = useIsHidden('directions')
  if (isHidden) return null
  const style = { '--bands': bands } as React.CSSProperties // a custom property
  return (
    <div className="directions-place" style={style}>
      <Suspense fallback={null}>
        <DirectionsFigure />
      </Suspense>
    </div>
  )
}

const ReluExplanations = (): ReactElement => (
  <Suspense fallback={null}>
    <Hideable part="structure">
      <StructureFigure />
    </Hideable>
    <Hideable part="unitPenalty">
      <UnitPenaltyFigure />
    </Hideable>
    <Hideable part="baselines">
      <BaselinesFigure />
    </Hideable>
  </Suspense>
)

export const NETWORK_SECTIONS: Record<NetworkId, NetworkSections> = {
  diagonal: {
    Scrubber,
    Features: null,
    Explanations: DiagonalPenalties,
    Measurements: MeasurementsFigure,
  },
  relu: {
    Scrubber: null,
    Features: Directions,
    Explanations: ReluExplanations,
    Measurements: MeasurementsFigure,
  },
}
