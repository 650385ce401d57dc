import { lazy, type ReactElement } from 'react'
import { PREDICTIONS, type PredictionId } from '../protocol/predictions.ts'

const CurvePrediction = lazy(() => import('./CurvePrediction.tsx'))
const SpectrumPrediction = lazy(() => import('./SpectrumPrediction.tsx'))
const TrendPrediction = lazy(() => import('./TrendPrediction.tsx'))

/**
 * A question to the reader before a figure answers it: a curve to draw or a shape to pick, then what
 * happens over it. It can be skipped; the answer goes into the link.
 */
export function Prediction({ id }: { id: PredictionId }): ReactElement {
  const prediction = PREDICTIONS[id]
  switch (prediction.kind) {
    case 'curve':
      return <CurvePrediction id={id} prediction={prediction} />
    case 'spectrum':
      return <SpectrumPrediction id={id} prediction={prediction} />
    case 'trend':
      return <TrendPrediction id={id} prediction={prediction} />
  }
}
