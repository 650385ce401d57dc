import type { ReactElement } from 'react'
import { lazyPart } from '../controls/lazyPart.ts'
import { PartBoundary } from '../controls/PartBoundary.tsx'
import { PREDICTIONS, type PredictionId } from '../protocol/predictions.ts'

const CurvePrediction = lazyPart(() => import('./CurvePrediction.tsx'))
const SpectrumPrediction = lazyPart(() => import('./SpectrumPrediction.tsx'))
const TrendPrediction = lazyPart(() => import('./TrendPrediction.tsx'))

const Question = ({ id }: { id: PredictionId }): ReactElement => {
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

/**
 * A question to the reader before a figure answers it: a curve to draw or a shape to pick, then what
 * happens over it. It can be skipped; the answer goes into the link.
 */
export const Prediction = ({ id }: { id: PredictionId }): ReactElement => (
  <PartBoundary name={`The question “${PREDICTIONS[id].title}”`}>
    <Question id={id} />
  </PartBoundary>
)
