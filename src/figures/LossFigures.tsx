import type { ReactElement } from 'react'
import { useFigureRows } from './figureRows.ts'
import { LossFigure } from './LossFigure.tsx'
import { usePlayground } from './playgroundContext.ts'
import { lossRows } from './rows/lossRows.ts'

/** Both losses side by side. */
const LossFigures = (): ReactElement => {
  const { training } = usePlayground()
  useFigureRows(() => lossRows(training.getState()))
  return (
    <>
      <LossFigure quantity="generalizationLoss" />
      <LossFigure quantity="trainingLoss" />
    </>
  )
}

export default LossFigures
