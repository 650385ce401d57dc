import type { ReactElement } from 'react'
import { useControls } from '../../figures/playgroundContext.ts'
import { Depth } from '../../reading/Depth.tsx'
import { ChapterLink } from '../../reading/ChapterLink.tsx'
import { Formula } from '../../reading/Formula.tsx'
import { Inline } from '../../reading/Inline.tsx'
import formulas from './formulas.tex.json'

const percent = (share: number): string => `${String(Math.round(100 * share))}\u00a0%`

/** The rule of the map, with the thresholds that it has now. */
const RegimeRule = (): ReactElement => {
  const { reuse, order, kept } = useControls(({ view }) => view.regimes)
  return (
    <p>
      The map names a regime by three numbers. A run reuses if at least {percent(reuse)} of its
      weight stands on old features. If so, it is lazy where the ℓ-order of its penalty is {order}{' '}
      or more; below that it is nested where at most {percent(kept)} of the old features carry
      weight, and broad where more do.
    </p>
  )
}

/** Definitions and formulas. */
export const AtClass = (): ReactElement => (
  <Depth from="class">
    <p>
      The penalty of <ChapterLink to="then" /> has two ends. Which of them a feature sees depends on
      how its coefficient compares with the place <Inline of={formulas.k} /> where its penalty
      bends. Far below that place the penalty is a bowl, and lazy; far above it grows almost in
      proportion, and is sparse:
    </p>
    <Formula of={formulas.ends} />
    <p>
      Rescaling moves every <Inline of={formulas.k} /> at once, and by the square of the factor:
    </p>
    <Formula of={formulas.bend} />
    <p>
      A large <Inline of={formulas.c} /> puts <Inline of={formulas.k} /> far above every coefficient
      that the task needs, and old features are lazy. A small one puts it far below: the penalty is
      sparse, yet old features keep the larger <Inline of={formulas.k} /> and so the lower price.
      Nested feature selection is the band where both hold. As <Inline of={formulas.c} /> shrinks
      further, the logarithm levels the prices, and little by little the choice becomes that of
      training from scratch: sparse, wherever its features are.
    </p>
    <RegimeRule />
  </Depth>
)

/** Exact statements. */
export const AtPaper = (): ReactElement => (
  <Depth from="paper">
    <p>
      LL24 (section 5) read the regimes off two powers. Feature dependence below zero means that
      reuse is rewarded; an ℓ-order well below two means that the reward goes to few features. For
      finetuning both hold over a wide band of coefficients, for multi-task learning over a narrow
      one.
    </p>
    <p>
      What is exact here: of all coefficients that fit the examples, gradient flow from the rescaled
      weights ends at those for which this is least:
    </p>
    <Formula of={formulas.total} />
    <p>
      The second part tilts each price towards the coefficient <Inline of={formulas.origin} /> that
      finetuning begins with, <Inline of={formulas.originOf} />; it vanishes with{' '}
      <Inline of={formulas.gamma} />. The pictures of penalties leave it out, the solver does not.
      For the tasks above, leaving it out would change the error by less than a tenth as long as{' '}
      <Inline of={formulas.c} /> is at most 1, and at 10 by more than half where all old features
      are needed. With at least <Inline of={formulas.D} /> auxiliary examples, no noise, and
      pretraining run to its end, what pretraining left is the auxiliary teacher. The figures keep
      the terms of a finite start in the place where a price bends:
    </p>
    <Formula of={formulas.start} />
    <p>
      So a very small factor is not the limit <Inline of={formulas.limit} /> of one fixed start. The
      readout starts at <Inline of={formulas.tied} />, as in LL24’s runs, and shrinks with the
      factor. That is why the smallest factors can end even below training from scratch, whose start
      stays at <Inline of={formulas.alpha} />.
    </p>
  </Depth>
)
