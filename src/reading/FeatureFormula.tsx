import type { ReactElement } from 'react'
import { useControls, useSampledTraining } from '../figures/playgroundContext.ts'
import { largestFeature, penalizedVectors, positionOf } from '../store/featurePositions.ts'
import { Formula } from './Formula.tsx'
import type { SymbolId } from './symbols.ts'

/** With as many decimals as the sum of two such numbers keeps. */
const inHundredths = (value: number): number => Number(value.toFixed(2))

/** The numbers of the picked feature of the finetuned network, or of its largest. */
const useFeatureValues = (): Partial<Record<SymbolId, number>> => {
  const state = useSampledTraining()
  const spec = useControls((controls) => controls.spec)
  const picked = useControls(({ view }) => view.feature)
  const vectors = penalizedVectors(state, 'finetune', spec)
  const feature = vectors === null ? null : (picked ?? largestFeature(vectors.beta))
  if (vectors === null || feature === null) return {}
  const { size, auxSize, bend, order, dependence } = positionOf('finetune', vectors, feature)
  return {
    betaMain: size,
    betaAux: auxSize,
    scale: bend,
    order: inHundredths(order),
    dependence: inHundredths(dependence),
  }
}

/** A formula of one feature's penalty, with the values of the feature that the figures show. */
export const FeatureFormula = ({ of }: { of: string }): ReactElement => (
  <Formula of={of} values={useFeatureValues()} />
)
