import type { ReactElement } from 'react'
import { useControls, useSampledTraining } from '../figures/playgroundContext.ts'
import { featurePositions, penalizedVectors } from '../store/featurePositions.ts'
import { NotYet } from './Measured.tsx'

interface OrderRangeProps {
  /** Features that pretraining used, or all others. */
  of: 'old' | 'new'
}

/** "1.54 to 1.98": the ℓ-orders of the finetuned network's features on screen. */
export const OrderRange = ({ of }: OrderRangeProps): ReactElement => {
  const state = useSampledTraining()
  const spec = useControls((controls) => controls.spec)
  const { task } = state
  const vectors = penalizedVectors(state, 'finetune', spec)
  if (task === null || vectors === null) return <NotYet isRange />
  const orders = featurePositions('finetune', vectors)
    .filter(({ feature }) => ((task.auxTeacher[feature] ?? 0) !== 0) === (of === 'old'))
    .map(({ order }) => order)
  if (orders.length === 0) return <NotYet isRange />
  const [least, most] = [Math.min(...orders), Math.max(...orders)]
  return (
    <span className="measured">
      {least.toFixed(2)} to {most.toFixed(2)}
    </span>
  )
}
