import type { ReactElement, ReactNode } from 'react'
import { NumberText } from '../charts/frame/NumberText.tsx'
import { useSampledTraining } from '../figures/playgroundContext.ts'
import { shownNetwork, type ShownNetwork } from '../store/shown.ts'
import type { MethodId } from '../theory/methodRecipes.ts'
import './words.css'

type Quantity = 'error' | 'features' | 'unused'

const VALUES: Record<Quantity, (shown: ShownNetwork) => ReactElement> = {
  error: ({ generalizationLoss }) => <NumberText value={generalizationLoss} digits={2} />,
  features: ({ measured: { effectiveFeatures } }) => (
    <>{effectiveFeatures.toFixed(effectiveFeatures < 10 ? 1 : 0)}</>
  ),
  unused: ({ measured }) => <>{Math.round(100 * measured.shares.unused)} %</>,
}

/** A dash as wide as the number to come, so that the line does not break elsewhere then. */
export const NotYet = ({ isRange = false }: { isRange?: boolean }): ReactElement => (
  <span className={isRange ? 'measured not-yet not-yet-range' : 'measured not-yet'}>–</span>
)

interface MeasuredProps {
  method: MethodId
  /** Error on new inputs, features in use, or the share of weight on unused features. */
  value: Quantity
}

/** A number of the run on screen; a dash before it is known. */
export const Measured = ({ method, value }: MeasuredProps): ReactElement => {
  const shown = shownNetwork(useSampledTraining(), method)
  if (shown === null) return <NotYet />
  return (
    <span className="measured" translate="no">
      {VALUES[value](shown)}
    </span>
  )
}

/** A caption that says what stands on screen now; without scripts there is nothing to say. */
export const Now = ({ children }: { children: ReactNode }): ReactElement => (
  <p className="needs-scripts figure-now">{children}</p>
)
