/** Each figure by its name, loaded when it is first shown; it needs only a playground above it. */
import { lazy, type ComponentType } from 'react'
import type { FigureId } from '../protocol/figures.ts'
import './figures.css'

export const FIGURE_COMPONENTS: Record<FigureId, ComponentType> = {
  spectrum: lazy(() => import('./WholeSpectrum.tsx')),
  loss: lazy(() => import('./LossFigures.tsx')),
  ladder: lazy(() => import('./LadderFigure.tsx')),
  map: lazy(() => import('./MapFigure.tsx')),
  trajectory: lazy(() => import('./ScrubberFigure.tsx')),
  dial: lazy(() => import('./DialFigure.tsx')),
  penalty: lazy(() => import('./PenaltyFigure.tsx')),
  multiTask: lazy(() => import('./MultiTaskFigure.tsx')),
  directions: lazy(() => import('./DirectionsFigure.tsx')),
  structure: lazy(() => import('./StructureFigure.tsx')),
  unitPenalty: lazy(() => import('./UnitPenaltyFigure.tsx')),
  baselines: lazy(() => import('./BaselinesFigure.tsx')),
  measurements: lazy(() => import('./MeasurementsFigure.tsx')),
}
