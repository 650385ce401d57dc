import type { ReactElement } from 'react'
import { LossFigure } from './LossFigure.tsx'

/** Both losses side by side. */
const LossFigures = (): ReactElement => (
  <>
    <LossFigure quantity="generalizationLoss" />
    <LossFigure quantity="trainingLoss" />
  </>
)

export default LossFigures
