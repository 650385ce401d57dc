import type { ReactElement } from 'react'
import { useControls } from '../../figures/playgroundContext.ts'
import { Depth } from '../../reading/Depth.tsx'
import { Formula } from '../../reading/Formula.tsx'
import formulas from './formulas.tex.json'

const percent = (share: number): string => `${String(Math.round(100 * share))} %`

/** The rule of the map, with the thresholds that it has now. */
const RegimeRule = (): ReactElement => {
  const { reuse, order, kept } = useControls(({ view }) => view.regimes)
  return (
    <p>
      The map names a regime by three measured numbers. A run reuses if at least {percent(reuse)} of
      its weight stands on old features. If so, it is lazy where the ℓ-order of its penalty is{' '}
      {order} or more; below that it is nested where at most {percent(kept)} of the old features
      carry weight, and broad where more do.
    </p>
  )
}

/** Definitions and formulas. */
export const AtClass = (): ReactElement => (
  <Depth from="class">
    <p>
      The price q of the last chapter has two ends. Which of them holds for a feature depends on how
      its coefficient compares with the scale k that pretraining left it:
    </p>
    <Formula of={formulas.ends} />
    <p>Rescaling moves every k at once, and by the square of the factor:</p>
    <Formula of={formulas.bend} />
    <p>
      Large c: k is far above every coefficient the task needs, and the price of an old feature is
      lazy. Small c: k is far below, and the price is sparse, yet old features keep their larger k
      and so their lower price. Nested feature selection is the band where both hold. When c is
      smaller still, the logarithm flattens the difference in price; the network then finds a sparse
      answer as training from scratch would, wherever its features are.
    </p>
    <RegimeRule />
  </Depth>
)

/** Exact statements. */
export const AtPaper = (): ReactElement => (
  <Depth from="paper">
    <p>
      LL24 (section 5) read the regimes off the two exponents of q. Feature dependence below zero
      means that reuse is rewarded; an ℓ-order well below two means that the reward goes to few
      features. For finetuning there is a wide band of coefficients in which both hold, for
      multi-task learning a narrow one.
    </p>
    <p>
      What is exact here: among all coefficients that fit the examples, gradient flow from the
      rescaled weights ends at those that minimize Σ q (chapter 4). With at least D auxiliary
      examples, no noise and pretraining run to its end, what pretraining left is the auxiliary
      teacher itself. The figures keep the first-order terms of a finite start:
    </p>
    <Formula of={formulas.start} />
    <p>
      So a very small c is not the limit c → 0 of a fixed start. Here the readout starts at γ = αc,
      as in LL24’s runs, and shrinks with the factor. That is why, on disjoint tasks, the smallest
      factors can even end below training from scratch, whose start stays at α.
    </p>
  </Depth>
)
