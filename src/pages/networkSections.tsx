/** What stands on the page for each kind of network besides what all have. Another kind: a row. */
import { Suspense, type ComponentType, type ReactElement } from 'react'
import { lazyPart } from '../controls/lazyPart.ts'
import { Hideable, useIsHidden } from '../figures/hiding.tsx'
import { FigureFrame } from '../figures/menu/FigureFrame.tsx'
import { useControls } from '../figures/playgroundContext.ts'
import type { NetworkId } from '../protocol/networks.ts'
import { needsPretraining } from '../protocol/spec.ts'

const ScrubberFigure = lazyPart(() => import('../figures/ScrubberFigure.tsx'))
const MeasurementsFigure = lazyPart(() => import('../figures/MeasurementsFigure.tsx'))
const DialFigure = lazyPart(() => import('../figures/DialFigure.tsx'))
const MultiTaskFigure = lazyPart(() => import('../figures/MultiTaskFigure.tsx'))
const DirectionsFigure = lazyPart(() => import('../figures/DirectionsFigure.tsx'))
const StructureFigure = lazyPart(() => import('../figures/StructureFigure.tsx'))
const BaselinesFigure = lazyPart(() => import('../figures/BaselinesFigure.tsx'))
const UnitPenaltyFigure = lazyPart(() => import('../figures/UnitPenaltyFigure.tsx'))
const PenaltyFigure = lazyPart(() => import('../figures/PenaltyFigure.tsx'))

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
        <FigureFrame figure="trajectory" isInPlay>
          <ScrubberFigure />
        </FigureFrame>
      </Suspense>
    </section>
  </Hideable>
)

const PENALTIES = ['dial', 'penalty', 'multiTask'] as const

const DiagonalPenalties = (): ReactElement | null => {
  const areHidden = useControls(({ view }) => PENALTIES.every((id) => view.hides.includes(id)))
  return areHidden ? null : <ShownPenalties />
}

const ShownPenalties = (): ReactElement => (
  <section className="penalty-figures" aria-labelledby="penalty-title">
    <h2 id="penalty-title">Which penalty, which feature</h2>
    <Suspense fallback={null}>
      <FigureFrame figure="dial" isInPlay>
        <DialFigure />
      </FigureFrame>
      <FigureFrame figure="penalty" isInPlay>
        <PenaltyFigure />
      </FigureFrame>
      <FigureFrame figure="multiTask" isInPlay>
        <MultiTaskFigure />
      </FigureFrame>
    </Suspense>
  </section>
)

/** Its place is kept before its code has come: a band for each method, and one for pretraining. */
const Directions = (): ReactElement | null => {
  const bands = useControls(({ spec }) => spec.methods.length + (needsPretraining(spec) ? 1 : 0))
  const isHidden = useIsHidden('directions')
  if (isHidden) return null
  const style = { '--bands': bands } as React.CSSProperties // a custom property
  return (
    <div className="directions-place" style={style}>
      <Suspense fallback={null}>
        <FigureFrame figure="directions" isInPlay>
          <DirectionsFigure />
        </FigureFrame>
      </Suspense>
    </div>
  )
}

/** Their places are kept before their code has come (play.css). */
const ReluExplanations = (): ReactElement => (
  <div className="relu-figures">
    <Suspense fallback={null}>
      <FigureFrame figure="structure" isInPlay>
        <StructureFigure />
      </FigureFrame>
      <FigureFrame figure="unitPenalty" isInPlay>
        <UnitPenaltyFigure />
      </FigureFrame>
      <FigureFrame figure="baselines" isInPlay>
        <BaselinesFigure />
      </FigureFrame>
    </Suspense>
  </div>
)

const Measured = (): ReactElement => (
  <FigureFrame figure="measurements" isInPlay>
    <MeasurementsFigure />
  </FigureFrame>
)

export const NETWORK_SECTIONS: Record<NetworkId, NetworkSections> = {
  diagonal: {
    Scrubber,
    Features: null,
    Explanations: DiagonalPenalties,
    Measurements: Measured,
  },
  relu: {
    Scrubber: null,
    Features: Directions,
    Explanations: ReluExplanations,
    Measurements: Measured,
  },
}
