import type { ReactElement } from 'react'
import type {
  PredictionId,
  SpectrumPrediction as SpectrumDescription,
} from '../protocol/predictions.ts'
import { MEASURED_SHARES, medianShares, nearestOption } from '../store/measuredPredictions.ts'
import { spectrumOptions } from './predictionShapes.ts'
import { ShapePrediction } from './ShapePrediction.tsx'

const percent = (share: number): string => `${String(Math.round(100 * share))}\u00a0%`

/** The medians in words. */
const sharesInWords = (): string => {
  const { shared, auxOnly, unused } = medianShares()
  return `Multi-task networks put ${percent(shared)} of their weight on shared features, ${percent(auxOnly)} on other old ones and ${percent(unused)} on unused ones.`
}

interface SpectrumPredictionProps {
  id: PredictionId
  prediction: SpectrumDescription
}

export default function SpectrumPrediction({
  id,
  prediction,
}: SpectrumPredictionProps): ReactElement {
  return (
    <ShapePrediction
      id={id}
      options={spectrumOptions(prediction.options)}
      measured={nearestOption(medianShares(), prediction.options)}
      words={sharesInWords()}
      note={`Shares of Σ|β|, the sum of all coefficients’ sizes: medians over ${String(MEASURED_SHARES.length)} draws of the data, trained without weight decay and kept with this page.`}
    />
  )
}
