/** What stands on the page for each kind of network besides what all have. Another kind: a row. */
import { lazy, Suspense, type ComponentType, type ReactElement } from 'react'
import type { NetworkId } from '../protocol/networks.ts'

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
  /** Pictures of the features that only this network has. */
  Features: ComponentType | null
  Penalties: ComponentType
  Measurements: ComponentType
}

const Scrubber = (): ReactElement => (
  <section className="scrubber" aria-label="Exact trajectory">
    <Suspense fallback={null}>
      <ScrubberFigure />
    </Suspense>
  </section>
)

const DiagonalPenalties = (): ReactElement => (
  <section className="penalty-figures" aria-labelledby="penalty-title">
    <h2 id="penalty-title">Which penalty, which feature</h2>
    <Suspense fallback={null}>
      <DialFigure />
      <PenaltyFigure />
      <MultiTaskFigure />
    </Suspense>
  </section>
)

const Directions = (): ReactElement => (
  <Suspense fallback={null}>
    <DirectionsFigure />
  </Suspense>
)

const ReluDetails = (): ReactElement => (
  <Suspense fallback={null}>
    <StructureFigure />
    <UnitPenaltyFigure />
    <BaselinesFigure />
  </Suspense>
)

export const NETWORK_SECTIONS: Record<NetworkId, NetworkSections> = {
  diagonal: {
    Scrubber,
    Features: null,
    Penalties: DiagonalPenalties,
    Measurements: MeasurementsFigure,
  },
  relu: {
    Scrubber: null,
    Features: Directions,
    Penalties: ReluDetails,
    Measurements: MeasurementsFigure,
  },
}
