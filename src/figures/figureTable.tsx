/** Each figure by its name, loaded when it is first shown; it needs only a playground above it. */
import type { ComponentType } from 'react'
import { lazyPart } from '../controls/lazyPart.ts'
import type { FigureId } from '../protocol/figures.ts'
import './figures.css'

export const FIGURE_COMPONENTS: Record<FigureId, ComponentType> = {
  spectrum: lazyPart(() => import('./WholeSpectrum.tsx')),
  loss: lazyPart(() => import('./LossFigures.tsx')),
  ladder: lazyPart(() => import('./LadderFigure.tsx')),
  map: lazyPart(() => import('./MapFigure.tsx')),
  trajectory: lazyPart(() => import('./ScrubberFigure.tsx')),
  dial: lazyPart(() => import('./DialFigure.tsx')),
  penalty: lazyPart(() => import('./PenaltyFigure.tsx')),
  multiTask: lazyPart(() => import('./MultiTaskFigure.tsx')),
  directions: lazyPart(() => import('./DirectionsFigure.tsx')),
  structure: lazyPart(() => import('./StructureFigure.tsx')),
  unitPenalty: lazyPart(() => import('./UnitPenaltyFigure.tsx')),
  baselines: lazyPart(() => import('./BaselinesFigure.tsx')),
  measurements: lazyPart(() => import('./MeasurementsFigure.tsx')),
}
